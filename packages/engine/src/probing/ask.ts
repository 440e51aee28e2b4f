import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, CommandProbe, HealthProbe, HttpProbe, LogProbe, Probe, TcpProbe } from "@bulwark/core/prove";
import type { ProbeAccess } from "./access.ts";
import { askHttp } from "./http.ts";
import { none } from "./none.ts";
import { askTcp } from "./tcp.ts";

/** Seconds that each kind of answer may take. */
const PATIENCE = { network: 10, silent: 2, command: 30, log: 5, health: 75 };
const MOST = { output: 64 * 1024, line: 2000 };

/**
 * Ask one container one question, once. What does not answer is an answer too; rejects only when the run is cancelled.
 * @param isSilent it has answered nothing in all the time that it had to get ready: no question is worth waiting long for.
 */
export async function askProbe(probe: Probe, side: "original" | "hardened", access: ProbeAccess, isSilent = false): Promise<Answer> {
  access.signal.throwIfAborted();
  try {
    switch (probe.kind) {
      case "http":
      case "tcp":
        return await askPort(probe, side, access, isSilent ? PATIENCE.silent : PATIENCE.network);
      case "command":
        return await askCommand(probe, access);
      case "log":
        return await askLog(probe, access);
      case "health":
        return await askHealth(probe, access);
    }
  } catch (error) {
    access.signal.throwIfAborted();
    return none(error instanceof Error ? error.message : String(error));
  }
}

/** One attempt at a published port. */
export async function askPort(probe: HttpProbe | TcpProbe, side: "original" | "hardened", access: ProbeAccess, timeoutSeconds: number): Promise<Answer> {
  const port = await access.published(probe.port[side]);
  if (port === undefined) return none((await isRunning(access)) ? `port ${probe.port[side]} is not published` : ENDED);
  const target = { port, timeoutSeconds, signal: access.signal };
  return probe.kind === "http" ? askHttp(probe, target) : askTcp(probe, target);
}

async function askCommand(probe: CommandProbe, access: ProbeAccess): Promise<Answer> {
  // Of a container that has ended, an engine says so with an exit code of its own.
  if (!(await isRunning(access))) return none(ENDED);
  const { exit, output } = await access.execute(probe.command, PATIENCE.command);
  return { kind: "command", exit, output: output.slice(0, MOST.output), cut: output.length > MOST.output };
}

async function askLog(probe: LogProbe, access: ProbeAccess): Promise<Answer> {
  return until(PATIENCE.log, access, async (isLast) => {
    const isOver = isLast || !(await isRunning(access));
    const line = lineWith(await access.log(), probe.contains);
    return line !== undefined || isOver ? { kind: "log", found: line !== undefined, line } : undefined;
  });
}

/** The whole line in which a text stands first. */
export function lineWith(log: string, text: string): string | undefined {
  const at = log.indexOf(text);
  if (at === -1) return undefined;
  const end = log.indexOf("\n", at + text.length);
  return log.slice(log.lastIndexOf("\n", at - 1) + 1, end === -1 ? undefined : end).slice(0, MOST.line);
}

async function askHealth(probe: HealthProbe, access: ProbeAccess): Promise<Answer> {
  return until(probe.withinSeconds ?? PATIENCE.health, access, async (isLast) => {
    const { status, health } = await access.state();
    if (status !== "running") return none(ENDED);
    if (health === undefined) return { kind: "health", status: "none", output: "" };
    return health.status !== "starting" || isLast ? { kind: "health", status: health.status, output: health.output.slice(0, MOST.output) } : undefined;
  });
}

/** Look again and again, less often with time, until there is an answer; the last look must give one. */
async function until(seconds: number, { signal }: ProbeAccess, look: (isLast: boolean) => Promise<Answer | undefined>): Promise<Answer> {
  const end = performance.now() + seconds * 1000;
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
    const isLast = performance.now() >= end;
    const answer = await look(isLast);
    if (answer !== undefined) return answer;
    if (isLast) return none(`no answer within ${seconds} s`);
    await sleep(Math.min(pause, Math.max(1, end - performance.now())), undefined, { signal });
  }
}

const ENDED = "the container had ended";

async function isRunning(access: ProbeAccess): Promise<boolean> {
  return (await access.state()).status === "running";
}
