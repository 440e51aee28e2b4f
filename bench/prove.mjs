// How long `bulwark prove` takes beyond what the engine and the containers take; the table goes to bench/prove-results.md too. It
// needs a docker that answers: the lab's where it is up (e2e/lab), else the user's own.
//   node bench/prove.mjs [FOLDER]    the folder of the built command line; packages/cli/dist otherwise
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { labEnvironment } from "../e2e/lab/environment.mjs";
import { EngineLog } from "./engine-log.mjs";

const ROOT = join(import.meta.dirname, "..");
const BULWARK = join(process.argv[2] ?? join(ROOT, "packages/cli/dist"), "bulwark.cjs");
const RUNS = 5;
/** Seconds for each image, beyond the engine's own build and the probes' own waits. */
const WANTED = 2;

/**
 * @typedef {object} Trial
 * @property {{ readyMilliseconds: number | null }} start
 * @property {{ answers: { milliseconds?: number }[] }[]} answers
 * @property {{ milliseconds: number } | null} stop
 * @typedef {{ build: { seconds: number }, trial: Trial, image: { size: number } }} Candidate
 * @typedef {{ verdict: { result: string, reason: string }, original: Candidate, variants: Candidate[] }} Proof
 * @typedef {object} Measured Seconds.
 * @property {number} whole
 * @property {number} build
 * @property {number} waits
 * @property {number} left for each image
 * @property {number} load of the machine when it began
 * @property {number} size bytes of the original
 * @property {Record<string, number>} phases
 * @property {Map<string, { count: number, seconds: number }>} commands
 */

/** @param {readonly number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** Seconds until the first answer, of all answers, and of the stop. @param {Trial} trial */
function waitsOf({ start, answers, stop }) {
  return sum([start.readyMilliseconds ?? 0, ...answers.flatMap(({ answers }) => answers.map(({ milliseconds }) => milliseconds ?? 0)), stop?.milliseconds ?? 0]) / 1000;
}

/** @param {NodeJS.ProcessEnv} environment @param {string} cache @param {string} project @param {EngineLog} log @returns {Measured} */
function prove(environment, cache, project, log) {
  const load = loadavg()[0] ?? Number.NaN;
  const began = Date.now();
  const { stdout, stderr } = spawnSync(process.execPath, [BULWARK, "prove", project, "--base", "distroless", "--format", "json", "--dry-run"], { env: { ...environment, XDG_CACHE_HOME: cache, PATH: `${log.folder}:${environment["PATH"]}` }, encoding: "utf8", maxBuffer: 2 ** 28 });
  const ended = Date.now();
  /** @type {Proof} */
  const { verdict, original, variants } = JSON.parse(stdout === "" ? '{"verdict":{}}' : stdout);
  if (verdict.result !== "passed") throw new Error(`the proof did not pass: ${verdict.reason ?? stderr}`);
  const candidates = [original, ...variants];
  const whole = (ended - began) / 1000;
  const build = Math.max(...candidates.map((candidate) => candidate.build.seconds));
  const waits = Math.max(...candidates.map(({ trial }) => waitsOf(trial)));
  const calls = log.take();
  return { whole, build, waits, left: (whole - build - waits) / candidates.length, load, size: original.image.size, phases: phasesOf(calls, began, ended), commands: commandsOf(calls) };
}

/** Where the time of one run goes, one phase behind the other. @param {readonly import("./engine-log.mjs").EngineCall[]} calls @param {number} began @param {number} ended */
function phasesOf(calls, began, ended) {
  /** @param {string} name */
  const named = (name) => calls.filter((call) => call.name === name);
  const marks = [
    ["choosing the engine, planning, looking for leftovers", named("build")[0]?.began],
    ["both builds", Math.max(...named("build").map((call) => call.ended))],
    ["until the first container is started", named("run")[0]?.began],
    ["both trials, side by side", Math.max(...named("rm").map((call) => call.ended), ...named("volume rm").map((call) => call.ended))],
    ["waiting for `save` beyond the trials", Math.max(0, ...named("save").map((call) => call.ended))],
    ["clean-up and report", ended],
  ];
  let from = began;
  /** @type {Record<string, number>} */
  const phases = {};
  for (const [name, mark] of marks) {
    const until = Math.max(from, Number(mark));
    phases[String(name)] = (until - from) / 1000;
    from = until;
  }
  return phases;
}

/** @param {readonly import("./engine-log.mjs").EngineCall[]} calls */
function commandsOf(calls) {
  /** @type {Measured["commands"]} */
  const commands = new Map();
  for (const { name, began, ended } of calls) {
    const { count, seconds } = commands.get(name) ?? { count: 0, seconds: 0 };
    commands.set(name, { count: count + 1, seconds: seconds + (ended - began) / 1000 });
  }
  return commands;
}

/** @param {readonly (readonly string[])[]} rows The first one is the head. */
function table(rows) {
  const [head = [], ...body] = rows;
  return [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The median with the least and the most. @param {readonly Measured[]} runs @param {(run: Measured) => number} figure */
function figures(runs, figure) {
  const all = runs.map(figure);
  return `${median(all).toFixed(2)} (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`;
}

/** What Bulwark has in its own cache. */
const STATES = ["nothing", "layers", "all"];

/** @param {readonly (readonly Measured[])[]} states the runs of each of STATES @param {string} version */
function reportOf(states, version) {
  const all = states.flat();
  /** @param {string} label @param {(run: Measured) => number} figure */
  const row = (label, figure) => [label, ...states.map((runs) => figures(runs, figure))];
  const left = states.map((runs) => median(runs.map((run) => run.left)));
  /** @param {readonly Measured[]} runs @param {string} name @param {"count" | "seconds"} key */
  const ofCommand = (runs, name, key) => median(runs.map(({ commands }) => commands.get(name)?.[key] ?? 0));
  /** @param {string} name */
  const most = (name) => Math.max(...states.map((runs) => ofCommand(runs, name, "seconds")));
  const commands = [...new Set(all.flatMap((run) => [...run.commands.keys()]))].sort((one, other) => most(other) - most(one));
  const loads = all.map(({ load }) => load);
  const busy = median(loads) > availableParallelism() ? " That is more than it has cores, so the seconds are those of a busy machine: only columns and rows beside each other may be compared." : "";
  return `# What a proof takes

Made by \`node bench/prove.mjs\` on ${process.platform} ${process.arch}, ${availableParallelism()} cores, Node ${process.versions.node}, docker ${version}. The machine had a load of ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} when the runs began.${busy} \`bulwark prove --base distroless\` on a copy of \`examples/go-api\`, of which the engine has built both images before: the original (${(median(all.map(({ size }) => size)) / 1e6).toFixed(0)} MB) and the hardened one. Seconds: the median of ${RUNS} runs, with the least and the most.

Columns are what Bulwark has in its own cache: *nothing* (both images are saved, read and compressed), *layers* (it knows what they weigh compressed, as after a change of the source: both images are saved and read), *all* (it has seen both images before).

${table([
    ["", ...STATES],
    row("whole run", ({ whole }) => whole),
    row("the engine's own build, the slower of both", ({ build }) => build),
    row("the probes' own waits (start, answers, stop), the slower of both trials", ({ waits }) => waits),
    row("left, for each of the two images", (run) => run.left),
    ["over what is wanted", ...left.map((seconds) => `${(seconds / WANTED).toFixed(2)} ×`)],
    [`less than ${WANTED} s is wanted`, ...left.map((seconds) => (seconds < WANTED ? "met" : "**missed**"))],
  ])}

A health check is waited for until the engine has asked it once, which no figure of the proof says: it counts as left.

## One phase behind the other

${table([["phase", ...STATES], ...Object.keys(all[0]?.phases ?? {}).map((name) => row(name, ({ phases }) => phases[name] ?? Number.NaN))])}

## Calls of the engine's command

How often, and the seconds of all of them together; many run side by side.

${table([["command", ...STATES], ...commands.map((name) => [`\`${name}\``, ...states.map((runs) => `${ofCommand(runs, name, "count")} in ${ofCommand(runs, name, "seconds").toFixed(2)} s`)])])}
`;
}

function bench() {
  const environment = { ...process.env, ...labEnvironment() };
  const found = spawnSync("sh", ["-c", "command -v docker && docker version --format '{{.Server.Version}}'"], { env: environment, encoding: "utf8" });
  const [docker = "", version = ""] = found.stdout.trim().split("\n");
  if (found.status !== 0) {
    console.error("bench: no docker answers, so nothing is measured. Bring the lab up (node e2e/lab/lab.mjs up), or start an engine.");
    return 3;
  }
  const folder = mkdtempSync(join(tmpdir(), "bulwark-bench-"));
  try {
    const project = join(folder, "go-api");
    cpSync(join(ROOT, "examples/go-api"), project, { recursive: true });
    const log = new EngineLog(join(folder, "engine"), docker);
    /** @param {string} cache */
    const run = (cache) => prove(environment, cache, project, log);
    console.error("bench: building both images");
    run(join(folder, "first"));
    const sets = Array.from({ length: RUNS }, (_, index) => {
      console.error(`bench: set ${index + 1} of ${RUNS}`);
      const cache = join(folder, String(index));
      const nothing = run(cache);
      rmSync(join(cache, "bulwark/images"), { recursive: true });
      return [nothing, run(cache), run(cache)];
    });
    const report = reportOf(STATES.map((_, state) => sets.flatMap((set) => set[state] ?? [])), version);
    console.log(report);
    writeFileSync(join(ROOT, "bench/prove-results.md"), report);
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.exitCode = bench();
