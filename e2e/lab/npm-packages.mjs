// Packages from npm, fetched by the machine's own npm and kept as they were published.
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { run } from "./command.mjs";
import { LOGS } from "./folders.mjs";

/**
 * Puts a package into a folder, as NAME.tgz.
 * @param {string} name
 * @param {string} version
 * @param {string} folder
 */
export async function fetchFromNpm(name, version, folder) {
  const packed = await cached(`npm/${name}-${version}`, (entry) => run(join(LOGS, `npm-${name}.log`), "npm", ["pack", "--silent", `${name}@${version}`], { cwd: entry }));
  const [file = ""] = readdirSync(packed);
  copyFileSync(join(packed, file), join(folder, `${name}.tgz`));
}
