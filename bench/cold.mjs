// Cold starts: whole processes, interleaved, so that a busy moment meets all of them alike.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const RUNS = 25;

/** @param {string} program @returns {string | undefined} */
export function onPath(program) {
  return (process.env["PATH"] ?? "").split(":").map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** @param {readonly number[]} numbers */
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** The median milliseconds of each process on the Dockerfile of the example, by name. @returns {Record<string, number>} */
export function coldStarts() {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-bench-"));
  cpSync(join(ROOT, "examples/go-api"), folder, { recursive: true });
  const hadolint = onPath("hadolint");
  /** @type {Record<string, readonly string[]>} */
  const commands = {
    "node -e 0": [process.execPath, "-e", "0"],
    "bulwark check": [process.execPath, join(ROOT, "packages/cli/dist/bulwark.cjs"), "check", "Dockerfile"],
    dockerfilelint: [process.execPath, join(ROOT, "node_modules/dockerfilelint/bin/dockerfilelint"), "Dockerfile"],
    "dockerfile-utils": [process.execPath, join(ROOT, "node_modules/dockerfile-utils/bin/dockerfile-utils"), "lint", "Dockerfile"],
    ...(hadolint === undefined ? {} : { hadolint: [hadolint, "Dockerfile"] }),
  };
  /** @type {Map<string, number[]>} */
  const times = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, [program = "", ...args]] of Object.entries(commands)) {
      const start = performance.now();
      const { error } = spawnSync(program, args, { cwd: folder, stdio: "ignore" });
      if (error !== undefined) throw error;
      times.get(name)?.push(performance.now() - start);
    }
  }
  rmSync(folder, { recursive: true });
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}
