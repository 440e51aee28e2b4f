// What the lab's images are made from, and where they lie in the registry.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { MACHINE } from "../machine.mjs";
import { images } from "./index.mjs";

/** @import { Hash } from "node:crypto" */
/** @import { Build, Images } from "./index.mjs" */

/** @typedef {{ images: Images, build: Build }} Work */

/** All builds, each after those that it is built on. @type {readonly Work[]} */
export const allBuilds = images.flatMap((one) => one.builds.map((build) => ({ images: one, build })));

/** @param {Build} build @returns {readonly string[]} */
export const namesOf = (build) => build.images.flatMap((image) => image.names);

/** @param {Build} build @returns {readonly Work[]} */
export const builtOn = (build) => allBuilds.filter((other) => namesOf(other.build).some((name) => build.on.includes(name)));

/** @param {string} name as a Dockerfile has it @returns {{ repository: string, tag: string }} where it lies in the registry */
export function placeOf(name) {
  const [path = "", tag = "latest"] = name.split(":");
  if (path.startsWith("gcr.io/")) return { repository: path.slice("gcr.io/".length), tag };
  return { repository: path.includes("/") ? path : `library/${path}`, tag };
}

/** @param {string} path @param {Hash} hash */
function hashFolder(path, hash) {
  for (const entry of readdirSync(path).sort()) {
    const file = join(path, entry);
    hash.update(`${entry}\0`);
    if (statSync(file).isDirectory()) hashFolder(file, hash);
    else if (entry !== "image.mjs") hash.update(readFileSync(file));
  }
}

/**
 * A hash of all that a build makes its images from: its folder, its arguments, the machine's settings, and what it is built on.
 * @param {Work} work
 * @returns {string}
 */
export function recipe({ images, build }) {
  const hash = createHash("sha256");
  hashFolder(join(import.meta.dirname, images.name), hash);
  hashFolder(MACHINE, hash);
  hash.update(JSON.stringify([build.arguments, build.images.map((image) => [image.target ?? "", image.arguments ?? {}])]));
  for (const other of builtOn(build)) hash.update(recipe(other));
  return hash.digest("hex");
}
