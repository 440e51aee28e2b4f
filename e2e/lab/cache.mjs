// Entries of the cache: made beside, then renamed, so that each is there whole or not at all.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./folders.mjs";

/** What is being made, so that two who want the same wait for one. @type {Map<string, Promise<void>>} */
const underWay = new Map();

/**
 * The path of a cache entry, which is made first when it is not there.
 * @param {string} name its path below the cache; holds the versions of all that it is made from
 * @param {(folder: string) => Promise<void>} make fills a new folder
 * @returns {Promise<string>}
 */
export async function cached(name, make) {
  const path = join(CACHE, name);
  if (existsSync(path)) return path;
  const making = underWay.get(name) ?? makeWhole(path, make);
  underWay.set(name, making);
  await making.finally(() => underWay.delete(name));
  return path;
}

/** @param {string} path @param {(folder: string) => Promise<void>} make */
async function makeWhole(path, make) {
  const beside = `${path}.new`;
  mkdirSync(beside, { recursive: true });
  try {
    await make(beside);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** Removes what was being made when a run was killed. Only for whoever holds the lock. */
export function dropUnfinished() {
  for (const folder of ["engine", "npm", "images"].map((name) => join(CACHE, name)).filter((path) => existsSync(path))) {
    for (const entry of readdirSync(folder).filter((name) => name.endsWith(".new"))) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}
