import ignore from "ignore";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");

/** The files of an example as they are checked in: what `npm run demo` wrote beside them is left out, as git leaves it out. */
export function exampleFiles(name: string): Readonly<Record<string, string>> {
  const rules = ignore().add(readFileSync(join(EXAMPLES, ".gitignore"), "utf8"));
  const folder = join(EXAMPLES, name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).filter((path) => !rules.ignores(path));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
