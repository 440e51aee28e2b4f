import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(import.meta.dirname, "../examples");

/** The files of an example as they are checked in: what `npm run demo` wrote beside them is left out. */
export function exampleFiles(name: string): Readonly<Record<string, string>> {
  const folder = join(EXAMPLES, name);
  const paths = execFileSync("git", ["ls-files", "-z"], { cwd: folder, encoding: "utf8" }).split("\0").filter((path) => path !== "");
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
