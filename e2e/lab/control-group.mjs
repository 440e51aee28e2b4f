// The control group that holds every process of the lab: a daemon that was killed leaves shims and containers behind, and they are found here.
import { existsSync, readFileSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { GROUP } from "./folders.mjs";

const ROOT = "/sys/fs/cgroup";

/** One hierarchy for all controllers (version 2), or one for each; there, pids tells who is in the group. */
const UNIFIED = existsSync(join(ROOT, "cgroup.controllers"));

/** Version 2 allows processes only in groups without children, and the containers are children. */
export const processesGroup = () => (UNIFIED ? join(ROOT, GROUP, "lab") : join(ROOT, "pids", GROUP));

/** @returns {readonly string[]} */
function groups() {
  const hierarchies = UNIFIED ? [ROOT] : readdirSync(ROOT).map((name) => join(ROOT, name));
  return hierarchies.map((hierarchy) => join(hierarchy, GROUP)).filter((group) => existsSync(group));
}

/** @param {string} group @returns {readonly string[]} the group and all below it, the deepest first */
function below(group) {
  const children = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...children.flatMap((child) => below(join(group, child.name))), group];
}

/** Ends every process of the lab that is left and removes its control groups. */
export async function emptyGroups() {
  for (let waited = 0; waited < 15_000 && groups().length > 0; waited += 100) {
    for (const group of groups().flatMap(below)) removeGroup(group);
    if (groups().length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {string} group */
function removeGroup(group) {
  try {
    for (const pid of readFileSync(join(group, "cgroup.procs"), "utf8").split("\n").filter(Boolean)) process.kill(Number(pid), "SIGKILL");
    rmdirSync(group);
  } catch {
    // A process that has just ended, or one that is still ending: the next round sees.
  }
}
