#!/usr/bin/env node
// The container lab: a real Docker engine, a registry, and base images that answer under their public names. See README.md.
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dropUnfinished } from "./cache.mjs";
import { ask } from "./command.mjs";
import { emptyGroups } from "./control-group.mjs";
import { installNeeded } from "./debian-packages.mjs";
import { dropEngineData, engineAnswers, installEngine, startEngine, stopEngine } from "./engine.mjs";
import { labEnvironment } from "./environment.mjs";
import { CACHE, LAB, LOGS, RUN, SOCKET } from "./folders.mjs";
import { allBuilds, namesOf } from "./images/build.mjs";
import { forgetStale } from "./images/forget.mjs";
import { images } from "./images/index.mjs";
import { isMade } from "./images/make.mjs";
import { makeImages } from "./images/make-missing.mjs";
import { lock } from "./lock.mjs";
import { describeMachine } from "./machine.mjs";
import { closeNetwork, openNetwork } from "./network.mjs";
import { running } from "./processes.mjs";
import { configureRegistry, startRegistry, stopRegistry } from "./registry.mjs";
import { Refusal, say } from "./say.mjs";

const USAGE = `usage: node e2e/lab/lab.mjs up [IMAGES...] | down [--purge] | status | env | list
IMAGES: ${images.map((one) => one.name).join(" ")}; all when none is named`;

/** @param {readonly string[]} wanted */
async function up(wanted) {
  const release = await lock();
  try {
    const alone = labEnvironment() === undefined || !(await engineAnswers());
    if (alone) {
      await takeDown();
      await bringUp();
    }
    const made = await makeImages(wanted);
    if (alone && made) await renewEngine();
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
  await configureRegistry();
  if (others().length === 0) await forgetStale();
  await startRegistry();
  say("registry answers");
  await startEngine();
  say("engine answers");
}

/** What the builds left in the engine is many gigabytes, and dropped sooner as a whole than by the engine; unless somebody uses it already. */
async function renewEngine() {
  if (ask("docker", ["ps", "--all", "--quiet"], { env: { ...process.env, ...labEnvironment() } }) !== "") return;
  await stopEngine();
  dropEngineData();
  await startEngine();
}

/** Folders of other labs that use the same cache. */
const others = () => readdirSync(LAB).filter((name) => name.startsWith("run")).map((name) => join(LAB, name)).filter((folder) => folder !== RUN);

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
    if (!purge) return say(`down; the cache stays in ${CACHE}`);
    const [other] = others();
    if (other !== undefined) throw new Refusal(`down, but the cache stays: the lab in ${other} uses it`);
    rmSync(CACHE, { recursive: true, force: true });
    say("down; the cache is removed");
  } finally {
    release();
  }
}

async function status() {
  const isUp = labEnvironment() !== undefined && (await engineAnswers());
  console.log(isUp ? `up: engine ${running("engine")}, registry ${running("registry")}, socket ${SOCKET}` : "not up");
  if (isUp) {
    const made = await Promise.all(allBuilds.map(isMade));
    console.log(`builds of images: ${made.filter(Boolean).length} of ${allBuilds.length} made`);
  }
  console.log(`cache: ${ask("du", ["-sh", CACHE])?.trimEnd() ?? "none"}`);
  if (!isUp) process.exitCode = 1;
}

function environment() {
  const values = labEnvironment();
  if (values === undefined) throw new Refusal("the lab is not up; bring it up with: node e2e/lab/lab.mjs up");
  console.log(`export ${Object.entries(values).map(([name, value]) => `${name}='${value.replaceAll("'", String.raw`'\''`)}'`).join(" ")}`);
}

function list() {
  for (const one of images) {
    /** @type {Map<string, string[]>} */
    const tags = new Map();
    for (const name of one.builds.flatMap(namesOf)) {
      const [path = "", tag = ""] = name.split(":");
      tags.set(path, [...(tags.get(path) ?? []), tag]);
    }
    console.log(`${one.name}: stands for ${one.standsFor}.\n  Differs: ${one.differs}.`);
    for (const [path, ofPath] of tags) console.log(`  ${path}: ${ofPath.join(" ")}`);
  }
}

/** @param {string | undefined} command @param {readonly string[]} options @returns {(() => void | Promise<void>) | undefined} */
function chosen(command, options) {
  if (command === "up" && options.every((option) => images.some((one) => one.name === option))) return () => up(options);
  if (command === "down" && options.every((option) => option === "--purge")) return () => down(options.length > 0);
  const others = new Map(Object.entries({ status, env: environment, list }));
  return options.length === 0 ? others.get(command ?? "") : undefined;
}

const [command, ...options] = process.argv.slice(2);
const action = chosen(command, options);
if (action === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`lab: ${error.message}`);
    process.exitCode = 1;
  }
}
