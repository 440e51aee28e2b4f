// Measures Bulwark beside its peers in one run and prints ratios; the table goes to bench/results.md too.
// The exit code is 1 when a measure that the project sets itself is missed.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { coldStarts, onPath } from "./cold.mjs";
import { realDockerfiles, variedDockerfiles } from "./dockerfiles.mjs";

const ROOT = join(import.meta.dirname, "..");
const FILES = 10_000;
const TARGET = { cold: 2, each: 1, heapMegabytes: 8, growth: 3 };
/** @type {string[]} */
const missed = [];

/** @param {boolean} isMet @param {string} what @returns {string} */
function verdict(isMet, what) {
  if (!isMet) missed.push(what);
  return isMet ? "met" : "**missed**";
}

/** Runs a part in a process of its own. @template T @param {string} script @param {...string} args @returns {T} */
function part(script, ...args) {
  console.error(`bench: ${script} ${args.join(" ")}`);
  const { stdout, status } = spawnSync(process.execPath, ["--expose-gc", join(import.meta.dirname, script), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error(`${script} failed`);
  return JSON.parse(stdout);
}

/** @param {readonly (readonly string[])[]} rows The first one is the head. */
function table(rows) {
  const [head = [], ...body] = rows;
  return [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function cold() {
  console.error("bench: cold starts");
  const times = coldStarts();
  const empty = times["node -e 0"] ?? Number.NaN;
  const ratio = (times["bulwark check"] ?? Number.NaN) / empty;
  const rows = Object.entries(times).map(([name, time]) => [name, `${(time / empty).toFixed(2)} ×`]);
  return `## One Dockerfile, cold, whole process

Median of 25 interleaved runs, over \`node -e 0\`. At most ${TARGET.cold} × is wanted: ${verdict(ratio <= TARGET.cold, `cold start ${ratio.toFixed(2)} ×`)}.

${table([["process", "over node -e 0"], ...rows])}`;
}

function many() {
  /** @type {Map<string, { mean: number, first: number, last: number, growth: number, failed: number }>} */
  const measured = new Map();
  for (const tool of ["bulwark", "dockerfilelint", "dockerfile-utils"]) measured.set(tool, part("many.mjs", tool, String(FILES)));
  const own = measured.get("bulwark");
  if (own === undefined) throw new Error("Bulwark was not measured");
  const megabytes = own.growth / 2 ** 20;
  const met = [verdict(own.mean <= TARGET.each, `${own.mean.toFixed(2)} ms a file`), verdict(megabytes <= TARGET.heapMegabytes, `heap grew by ${megabytes.toFixed(1)} MB`)];
  const rows = [...measured].map(([tool, one]) => [
    tool, one.mean.toFixed(3), `${(one.mean / own.mean).toFixed(2)} ×`, one.first.toFixed(3), one.last.toFixed(3), `${(one.growth / 2 ** 20).toFixed(1)} MB`, String(one.failed),
  ]);
  return `## ${FILES.toLocaleString("en")} Dockerfiles in one process

Texts of ${realDockerfiles().from}, repeated with small variations, ${lines()} lines each on average; every rule. At most ${TARGET.each} ms of CPU time each is wanted: ${met[0]}; memory flat (at most ${TARGET.heapMegabytes} MB between the first and the last thousand): ${met[1]}.

${table([["tool", "CPU ms a file", "over bulwark", "first 1,000", "last 1,000", "heap growth", "files that made it throw"], ...rows, ...hadolint(own.mean)])}`;
}

/** A repository of so many services, checked by the command line as one process: reading, contexts and report are in the figure. @param {number} count */
function repository(count) {
  console.error(`bench: bulwark check on ${count} files`);
  const folder = mkdtempSync(join(tmpdir(), "bulwark-bench-"));
  for (const [index, text] of variedDockerfiles(count).entries()) {
    const service = join(folder, `team${index % 100}/service${index}`);
    mkdirSync(service, { recursive: true });
    writeFileSync(join(service, "Dockerfile"), text);
  }
  const start = performance.now();
  spawnSync(process.execPath, [join(ROOT, "packages/cli/dist/bulwark.cjs"), "check", "--format", "json"], { cwd: folder, stdio: "ignore" });
  const each = (performance.now() - start) / count;
  rmSync(folder, { recursive: true });
  return each;
}

function repositories() {
  const sizes = [FILES / 4, FILES];
  const each = sizes.map(repository);
  const whole = each.at(-1) ?? Number.NaN;
  return `## A repository of ${FILES.toLocaleString("en")} services, whole process

\`bulwark check --format json\` in a folder with so many Dockerfiles, each in a folder of its own: start, search, reading, contexts, judging and a report of every finding. At most ${TARGET.each} ms a file is wanted: ${verdict(whole <= TARGET.each, `${whole.toFixed(2)} ms a file in a repository`)}.

${table([["Dockerfiles", "ms a file"], ...sizes.map((size, index) => [size.toLocaleString("en"), (each[index] ?? Number.NaN).toFixed(3)])])}`;
}

function lines() {
  const { texts } = realDockerfiles();
  return (texts.reduce((sum, text) => sum + text.split("\n").length, 0) / texts.length).toFixed(1);
}

/** hadolint reads files, so it is given some, and the time of its start is in the figure. @param {number} own @returns {string[][]} */
function hadolint(own) {
  const program = onPath("hadolint");
  if (program === undefined) return [["hadolint", "not installed", "", "", "", "", ""]];
  const folder = mkdtempSync(join(tmpdir(), "bulwark-bench-"));
  const names = variedDockerfiles(1_000).map((text, index) => {
    writeFileSync(join(folder, `${index}.Dockerfile`), text);
    return `${index}.Dockerfile`;
  });
  const start = performance.now();
  spawnSync(program, ["--no-fail", ...names], { cwd: folder, stdio: "ignore" });
  const each = (performance.now() - start) / names.length;
  rmSync(folder, { recursive: true });
  return [["hadolint (1,000 files)", each.toFixed(3), `${(each / own).toFixed(2)} ×`, "", "", "", ""]];
}

function growth() {
  /** @type {{ shape: string, milliseconds: number, ratio: number }[]} */
  const rows = part("growth.mjs");
  const worst = Math.max(...rows.map(({ ratio }) => ratio));
  return `## Time grows with size, not faster

Judging a file of the named size over judging half of it, the least of nine tries. Less than ${TARGET.growth} × is wanted: ${verdict(worst < TARGET.growth, `growth of ${worst.toFixed(2)} ×`)}.

${table([["file", "CPU ms", "over half of it"], ...rows.map(({ shape, milliseconds, ratio }) => [shape, milliseconds.toFixed(0), `${ratio.toFixed(2)} ×`])])}`;
}

const report = `# Results

Made by \`npm run bench\` on ${process.platform} ${process.arch}, ${availableParallelism()} cores, Node ${process.versions.node}. Ratios within one run are what counts; milliseconds are this machine's.

${[cold(), many(), repositories(), growth()].join("\n\n")}
`;
console.log(report);
writeFileSync(join(ROOT, "bench/results.md"), report);
for (const what of missed) console.error(`bench: missed: ${what}`);
process.exitCode = missed.length === 0 ? 0 : 1;
