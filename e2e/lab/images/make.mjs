// Makes one build: in the lab's own engine, then kept in the registry, so that a digest stays what it is as long as the cache lives.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { CACHE, LOGS, REGISTRY_NAME, RUN } from "../folders.mjs";
import { MACHINE } from "../machine.mjs";
import { addTag, digestOf } from "../registry.mjs";
import { Refusal, say } from "../say.mjs";
import { placeOf, recipe } from "./build.mjs";

/** @import { Work } from "./build.mjs" */

export const RECORDS = join(CACHE, "images");

/** Written when all of a build is in the registry: the digest of each of its images, in their order. @param {Work} work */
export const recordOf = (work) => join(RECORDS, `${work.images.name}-${recipe(work)}.json`);

/** @param {Work} work @returns {readonly string[] | undefined} */
function digestsOf(work) {
  const record = recordOf(work);
  return existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : undefined;
}

/**
 * Whether every name of a build is in the registry as this recipe made it. A name that is new only gets its tag here.
 * @param {Work} work
 * @returns {Promise<boolean>}
 */
export async function isMade(work) {
  const digests = digestsOf(work);
  if (digests === undefined) return false;
  for (const [index, { names }] of work.build.images.entries()) {
    const digest = digests[index] ?? "";
    for (const { repository, tag } of names.map(placeOf)) {
      if ((await digestOf(repository, tag)) !== digest && !(await addTag(repository, digest, tag))) return false;
    }
  }
  return true;
}

/** @param {string} name @returns {string} the name that it is pushed by */
export function pushName(name) {
  const { repository, tag } = placeOf(name);
  return `${REGISTRY_NAME}/${repository}:${tag}`;
}

/**
 * Makes the images of a build. What fails is tried once more: most of it downloads, and connections break.
 * @param {Work} work
 * @param {NodeJS.ProcessEnv} env that reaches the engine
 */
export async function make(work, env) {
  const first = work.build.images[0]?.names[0] ?? work.images.name;
  const log = join(LOGS, `image-${first.replaceAll(/[^a-z0-9.]/g, "-")}`);
  const start = performance.now();
  say(`making ${first}`);
  try {
    await makeOnce(work, log, env);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`making ${first} once more; the first time: ${error.message.split("\n").at(-1)?.slice(0, 300)}`);
    await makeOnce(work, log, env);
  }
  say(`made ${first} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * @param {Work} work
 * @param {string} log path without its ending
 * @param {NodeJS.ProcessEnv} env
 */
async function makeOnce(work, log, env) {
  const record = recordOf(work);
  const context = mkdtempSync(join(RUN, "context-"));
  try {
    await work.build.context?.(context);
    const digests = [];
    for (const image of work.build.images) digests.push(await makeImage(work, image, context, log, env));
    mkdirSync(RECORDS, { recursive: true });
    writeFileSync(`${record}.new`, JSON.stringify(digests));
    renameSync(`${record}.new`, record);
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

/**
 * Builds an image under all of its names, pushes one name of each repository, and gives the others to the same content.
 * @param {Work} work
 * @param {Work["build"]["images"][number]} image
 * @param {string} context
 * @param {string} log path without its ending
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its digest
 */
async function makeImage(work, image, context, log, env) {
  const folder = join(import.meta.dirname, work.images.name);
  await run(`${log}.build.log`, "docker", [
    "buildx", "build", "--progress", "plain", "--file", join(folder, "Dockerfile"),
    "--build-context", `machine=${MACHINE}`, "--build-context", `here=${folder}`,
    ...(image.target === undefined ? [] : ["--target", image.target]),
    ...Object.entries({ ...work.build.arguments, ...image.arguments }).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...[...image.names, ...image.names.map(pushName)].flatMap((name) => ["--tag", name]), context,
  ], { env });
  /** @type {Map<string, string>} */
  const digests = new Map();
  for (const name of image.names) {
    const { repository, tag } = placeOf(name);
    const digest = digests.get(repository);
    if (digest !== undefined && (await addTag(repository, digest, tag))) continue;
    await run(`${log}.push.log`, "docker", ["push", "--quiet", pushName(name)], { env });
    digests.set(repository, (await digestOf(repository, tag)) ?? "");
  }
  return [...digests.values()][0] ?? "";
}
