// Makes a fresh clone ready: installs packages and builds, each only when its inputs changed since the last time.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Bulwark needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exit(2);
}

/** @param {string} path */
const changed = (path) => (existsSync(join(ROOT, path)) ? statSync(join(ROOT, path)).mtimeMs : 0);

/** @param {string} folder @returns {number} */
function newest(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  console.error(`ready: ${command} ${args.join(" ")}`);
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

if (changed("node_modules/.package-lock.json") < changed("package-lock.json")) run("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit"]);
const sources = Math.max(...["core", "image", "engine", "cli"].map((name) => newest(`packages/${name}/src`)), changed("scripts/build.mjs"), changed("package-lock.json"));
if (changed("packages/cli/dist/bulwark.cjs") < sources) run(process.execPath, ["scripts/build.mjs"]);
