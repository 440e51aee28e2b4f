// Makes what is missing of the images, two builds at a time, each as soon as what it is built on is there.
import { ask } from "../command.mjs";
import { labEnvironment } from "../environment.mjs";
import { allBuilds, builtOn, namesOf } from "./build.mjs";
import { isMade, make, pushName } from "./make.mjs";

/** @import { Work } from "./build.mjs" */

/** Two cores are what one can count on. */
const AT_ONCE = 2;

/**
 * @param {readonly string[]} wanted names of folders; all when empty
 * @returns {Promise<boolean>} whether anything was missing
 */
export async function makeImages(wanted) {
  const env = { ...process.env, ...labEnvironment() };
  /** @type {Set<Work>} */
  const missing = new Set();
  for (const work of needed(wanted)) if (!(await isMade(work))) missing.add(work);
  const names = [...missing].flatMap((work) => namesOf(work.build));
  if (names.length === 0) return false;
  try {
    await makeInOrder(missing, env);
  } finally {
    // What is used from now on comes from the registry, as on a machine that has never seen it, and names the digest that it was pulled by.
    ask("docker", ["image", "rm", ...names, ...names.map(pushName)], { env });
  }
  return true;
}

/** @param {readonly string[]} wanted @returns {readonly Work[]} their builds and all that these are built on */
function needed(wanted) {
  if (wanted.length === 0) return allBuilds;
  const all = new Set(allBuilds.filter((work) => wanted.includes(work.images.name)));
  for (const work of all) for (const other of builtOn(work.build)) all.add(other);
  return allBuilds.filter((work) => all.has(work));
}

/**
 * @param {Set<Work>} missing emptied
 * @param {NodeJS.ProcessEnv} env
 */
async function makeInOrder(missing, env) {
  /** @type {Map<Work, Promise<void>>} */
  const underWay = new Map();
  /** @param {Work} work */
  const isReady = (work) => !builtOn(work.build).some((other) => missing.has(other));
  try {
    while (missing.size > 0) {
      const next = underWay.size < AT_ONCE ? [...missing].find((work) => !underWay.has(work) && isReady(work)) : undefined;
      if (next === undefined) await Promise.race(underWay.values());
      else underWay.set(next, make(next, env).finally(() => underWay.delete(next) && missing.delete(next)));
    }
  } finally {
    await Promise.allSettled(underWay.values());
  }
}
