// Entries of the cache: made beside, then renamed, so that each is there whole or not at all.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE } from "./folders.mjs";

/**
 * The path of a cache entry, which is made first when it is not there.
 * @param {string} name its path below the cache; holds a hash or a version of all that it is made from
 * @param {(folder: string) => Promise<void>} make fills a new folder
 * @returns {Promise<string>}
 */
export async function cached(name, make) {
  const path = join(CACHE, name);
  if (existsSync(path)) return path;
  const beside = `${path}.${process.pid}.new`;
  mkdirSync(beside, { recursive: true });
  try {
    await make(beside);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return path;
}

/** Removes what was being made when a run was killed. Only for whoever holds the lock. */
export function dropUnfinished() {
  if (!existsSync(CACHE)) return;
  for (const entry of readdirSync(CACHE, { withFileTypes: true, recursive: true })) {
    if (entry.name.endsWith(".new") && dirname(entry.parentPath) !== join(CACHE, "registry")) rmSync(join(entry.parentPath, entry.name), { recursive: true, force: true });
  }
}
