// Makes what is missing of the images: built in the lab's own engine, kept in the registry, so that a digest stays what it is as long as the cache lives.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, run } from "./command.mjs";
import { labEnvironment } from "./environment.mjs";
import { CACHE, HERE, LOGS, REGISTRY, RUN } from "./folders.mjs";
import { images } from "./images/index.mjs";
import { MACHINE } from "./machine.mjs";
import { addTag, digestOf } from "./registry.mjs";
import { say } from "./say.mjs";

/** @import { Build, Image } from "./images/image.mjs" */

/** Two cores are what one can count on. */
const AT_ONCE = 2;

/** @param {string} name as a Dockerfile has it @returns {{ repository: string, tag: string }} where it lies in the registry */
export function placeOf(name) {
  const [path = "", tag = "latest"] = name.split(":");
  if (path.startsWith("gcr.io/")) return { repository: path.slice("gcr.io/".length), tag };
  return { repository: path.includes("/") ? path : `library/${path}`, tag };
}

/** @param {Build} build */
const namesOf = (build) => build.images.flatMap((image) => image.names);

/** @param {string} path @param {import("node:crypto").Hash} hash */
function hashFolder(path, hash) {
  for (const entry of readdirSync(path).sort()) {
    const file = join(path, entry);
    hash.update(`${entry}\0`);
    if (statSync(file).isDirectory()) hashFolder(file, hash);
    else hash.update(readFileSync(file));
  }
}

/**
 * A hash of all that an image is made from: its folder, the machine's settings, and what it is built on.
 * @param {Image} image
 * @returns {string}
 */
function recipe(image) {
  const hash = createHash("sha256");
  hashFolder(join(HERE, "images", image.name), hash);
  hashFolder(MACHINE, hash);
  for (const earlier of images.filter((other) => image.after.includes(other.name))) hash.update(recipe(earlier));
  return hash.digest("hex");
}

/** @param {Image} image @param {Build} build */
const recordOf = (image, build) => join(CACHE, "images", `${image.name}-${createHash("sha256").update(JSON.stringify(build)).digest("hex").slice(0, 12)}.json`);

/**
 * Whether every name of a build is in the registry, as this recipe made it.
 * @param {Image} image
 * @param {Build} build
 */
export async function isMade(image, build) {
  const record = recordOf(image, build);
  if (!existsSync(record)) return false;
  /** @type {{ recipe: string, digests: Record<string, string> }} */
  const made = JSON.parse(readFileSync(record, "utf8"));
  if (made.recipe !== recipe(image)) return false;
  for (const name of namesOf(build)) {
    const { repository, tag } = placeOf(name);
    if ((await digestOf(repository, tag)) !== made.digests[name]) return false;
  }
  return true;
}

/**
 * Makes the images that are missing.
 * @param {boolean} alone whether nobody else uses the engine yet, so that what the builds left may be dropped
 */
export async function makeImages(alone) {
  const env = { ...process.env, ...labEnvironment() };
  /** @type {Map<string, Promise<void>>} */
  const underWay = new Map();
  /** @type {string[]} */
  const made = [];
  let places = AT_ONCE;
  let failed = false;
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @param {Image} image */
  const make = async (image) => {
    await Promise.all(image.after.map((name) => underWay.get(name)));
    if (places === 0) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    else places -= 1;
    try {
      for (const build of image.builds) {
        if (failed || (await isMade(image, build))) continue;
        await makeBuild(image, build, env);
        made.push(...namesOf(build));
      }
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      const next = waiting.shift();
      if (next === undefined) places += 1;
      else next();
    }
  };
  for (const image of images) underWay.set(image.name, make(image));
  const failure = (await Promise.allSettled(underWay.values())).find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  if (made.length === 0) return;
  // What is used from now on comes from the registry, as on a machine that has never seen it, and names the digest that it was pulled by.
  ask("docker", ["image", "rm", ...made, ...made.map(pushName)], { env });
  if (alone) ask("docker", ["builder", "prune", "--all", "--force"], { env });
}

/** @param {string} name */
function pushName(name) {
  const { repository, tag } = placeOf(name);
  return `${REGISTRY}/${repository}:${tag}`;
}

/**
 * @param {Image} image
 * @param {Build} build
 * @param {NodeJS.ProcessEnv} env
 */
async function makeBuild(image, build, env) {
  const [first = image.name] = namesOf(build);
  const log = join(LOGS, `image-${first.replaceAll(/[^a-z0-9.]/g, "-")}.log`);
  const start = performance.now();
  say(`making ${first}`);
  const context = mkdtempSync(join(RUN, "context-"));
  try {
    await build.context?.(context);
    /** @type {Record<string, string>} */
    const digests = {};
    for (const { target, names } of build.images) {
      const args = [
        "buildx", "build", "--progress", "plain", "--file", join(HERE, "images", image.name, "Dockerfile"), "--build-context", `machine=${MACHINE}`, ...(target === undefined ? [] : ["--target", target]),
        ...Object.entries(build.arguments).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
        ...[...names, ...names.map(pushName)].flatMap((name) => ["--tag", name]), context,
      ];
      await run(log, "docker", args, { env });
      Object.assign(digests, await push(names, log, env));
    }
    mkdirSync(join(CACHE, "images"), { recursive: true });
    const record = recordOf(image, build);
    writeFileSync(`${record}.new`, JSON.stringify({ recipe: recipe(image), digests }, null, 2));
    renameSync(`${record}.new`, record);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
  say(`made ${first} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * Pushes one name of each repository; the registry gives the others to the same content.
 * @param {readonly string[]} names
 * @param {string} log
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Record<string, string>>} the digest of each name
 */
async function push(names, log, env) {
  /** @type {Map<string, string>} */
  const pushed = new Map();
  /** @type {Record<string, string>} */
  const digests = {};
  for (const name of names) {
    const { repository, tag } = placeOf(name);
    const before = pushed.get(repository);
    if (before === undefined) await run(`${log}.push`, "docker", ["push", "--quiet", pushName(name)], { env });
    else await addTag(repository, before, tag);
    pushed.set(repository, before ?? tag);
    digests[name] = (await digestOf(repository, tag)) ?? "";
  }
  return digests;
}
