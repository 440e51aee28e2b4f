// The lab's long-running processes: started apart from this one, known by pid and start time, ended for good.
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tail } from "./command.mjs";
import { processesGroup } from "./control-group.mjs";
import { HERE, LOGS, RUN } from "./folders.mjs";
import { Refusal } from "./say.mjs";

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param {string} name */
const record = (name) => join(RUN, `${name}.pid`);

/** @param {string} name */
const log = (name) => join(LOGS, `${name}.log`);

/**
 * The pid of a process that the lab started and that still runs. A pid that the system has given to another process since is told by its start time.
 * @param {string} name
 * @returns {number | undefined}
 */
export function running(name) {
  try {
    const [pid = "", started] = readFileSync(record(name), "utf8").trim().split(" ");
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[19] === started && fields[0] !== "Z" ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Starts a process and waits until it answers.
 * @param {string} name
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {() => boolean | Promise<boolean>} answers
 */
export async function start(name, command, env, answers) {
  const output = openSync(log(name), "a");
  spawn(join(HERE, "launch.sh"), [record(name), processesGroup(), ...command], { detached: true, stdio: ["ignore", output, output], env }).unref();
  closeSync(output);
  for (let waited = 0; waited < 60_000; waited += 50) {
    await pause(50);
    if (existsSync(record(name)) && running(name) === undefined) break;
    if (running(name) !== undefined && (await answers())) return;
  }
  throw new Refusal(`${name} did not start; the end of ${log(name)}:\n${tail(log(name))}`);
}

/**
 * Asks a process to end and waits for it; what does not end in time is left to the control group.
 * @param {string} name
 */
export async function stop(name) {
  const pid = running(name);
  if (pid !== undefined) process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < 15_000 && running(name) !== undefined; waited += 50) await pause(50);
  rmSync(record(name), { force: true });
}
