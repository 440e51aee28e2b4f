#!/usr/bin/env node
// The container lab: a real Docker engine, a registry, and base images that answer under their public names. See README.md.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dropUnfinished } from "./cache.mjs";
import { ask } from "./command.mjs";
import { emptyGroups } from "./control-group.mjs";
import { installNeeded } from "./debian-packages.mjs";
import { engineAnswers, installEngine, startEngine, stopEngine } from "./engine.mjs";
import { labEnvironment } from "./environment.mjs";
import { CACHE, LAB, LOGS, RUN, SOCKET } from "./folders.mjs";
import { allBuilds } from "./images/build.mjs";
import { images } from "./images/index.mjs";
import { makeAllImages } from "./images/make-all.mjs";
import { isMade } from "./images/make.mjs";
import { lock } from "./lock.mjs";
import { describeMachine } from "./machine.mjs";
import { closeNetwork, openNetwork } from "./network.mjs";
import { running } from "./processes.mjs";
import { startRegistry, stopRegistry } from "./registry.mjs";
import { Refusal, say } from "./say.mjs";

const USAGE = `usage: node e2e/lab/lab.mjs up | down [--purge] | status | env | list`;

async function up() {
  const release = await lock();
  try {
    const alone = labEnvironment() === undefined || !(await engineAnswers());
    if (alone) {
      await takeDown();
      await bringUp();
    }
    await makeAllImages(alone);
    say(alone ? `up: ${SOCKET}` : "already up");
  } finally {
    release();
  }
}

async function bringUp() {
  mkdirSync(LOGS, { recursive: true });
  mkdirSync(CACHE, { recursive: true });
  dropUnfinished();
  await installNeeded();
  describeMachine();
  await installEngine();
  openNetwork();
  await startRegistry();
  say("registry answers");
  await startEngine();
  say("engine answers");
}

/** Also what was left half-way by a run or an engine that was killed. */
async function takeDown() {
  if (!existsSync(RUN)) return;
  await stopEngine();
  await stopRegistry();
  await emptyGroups();
  closeNetwork();
  rmSync(RUN, { recursive: true, force: true });
}

/** @param {boolean} purge */
async function down(purge) {
  const release = await lock();
  try {
    await takeDown();
    if (purge) rmSync(CACHE, { recursive: true, force: true });
    say(purge ? "down; the cache is removed" : `down; the cache stays in ${CACHE}`);
  } finally {
    release();
  }
}

async function status() {
  const isUp = labEnvironment() !== undefined && (await engineAnswers());
  console.log(isUp ? `up: engine ${running("engine")}, registry ${running("registry")}, socket ${SOCKET}` : "not up");
  if (isUp) {
    const made = await Promise.all(allBuilds.map(isMade));
    console.log(`images: ${made.filter(Boolean).length} of ${allBuilds.length} made`);
  }
  console.log((existsSync(LAB) ? ask("du", ["-sh", CACHE, RUN]) : undefined)?.trimEnd() ?? `nothing in ${LAB}`);
  if (!isUp) process.exitCode = 1;
}

function environment() {
  const values = labEnvironment();
  if (values === undefined) throw new Refusal("the lab is not up; bring it up with: node e2e/lab/lab.mjs up");
  console.log(`export ${Object.entries(values).map(([name, value]) => `${name}='${value.replaceAll("'", String.raw`'\''`)}'`).join(" ")}`);
}

function list() {
  for (const image of images) {
    console.log(`${image.name}: stands for ${image.standsFor}.\n  Differs: ${image.differs}.`);
    for (const name of image.builds.flatMap((build) => build.images.flatMap((one) => one.names))) console.log(`  ${name}`);
  }
}

const [command, ...options] = process.argv.slice(2);
const purge = command === "down" && options.join(" ") === "--purge";
const commands = new Map(Object.entries({ up, down: () => down(purge), status, env: environment, list }));
const chosen = commands.get(command ?? "");
if (chosen === undefined || (options.length > 0 && !purge)) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    await chosen();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`lab: ${error.message}`);
    process.exitCode = 1;
  }
}
