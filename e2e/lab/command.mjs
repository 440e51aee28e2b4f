// Starting programs: arguments as arrays, never through a shell.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { Refusal } from "./say.mjs";

/**
 * Runs a program and gives what it wrote to standard output; undefined when it cannot be started or fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, input?: string }} [options]
 * @returns {string | undefined}
 */
export function ask(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["pipe", "pipe", "ignore"], ...options });
  return result.status === 0 ? result.stdout : undefined;
}

/** Nothing that the lab runs takes that long, in milliseconds; a download that hangs must not hang the run. */
const LONGEST = 15 * 60_000;

/**
 * Runs a program with its output in a log; a failure is told with the log's last lines.
 * @param {string} log path, begun anew
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<void>}
 */
export async function run(log, program, args, options = {}) {
  const output = openSync(log, "w");
  try {
    const child = spawn(program, args, { stdio: ["ignore", output, output], timeout: LONGEST, ...options });
    const status = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve(code ?? signal));
    });
    if (status !== 0) throw new Refusal(`${program} ${args.slice(0, 3).join(" ")} … ended with ${status}; the end of ${log}:\n${tail(log)}`);
  } finally {
    closeSync(output);
  }
}

/** @param {string} log */
export function tail(log) {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-25).join("\n");
}
