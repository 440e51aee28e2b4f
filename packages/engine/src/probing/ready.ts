import { setTimeout as sleep } from "node:timers/promises";
import type { HttpProbe, LogProbe, Probe, TcpProbe } from "@bulwark/core/prove";
import type { ProbeAccess } from "./access.ts";
import { askPort, lineWith } from "./ask.ts";
import { NOT_HTTP } from "./http.ts";

export interface Readiness {
  /** `silent`: it runs, and nothing was answered in time. `settled`: there was nothing to ask, and it stayed up. */
  readonly outcome: "ready" | "exited" | "silent" | "settled";
  /** From `since` to the first answer. */
  readonly milliseconds: number | undefined;
}

export interface ReadinessRequest {
  readonly probes: readonly Probe[];
  readonly side: "original" | "hardened";
  readonly access: ProbeAccess;
  /** When the engine was told to start it: a reading of `performance.now()`. */
  readonly since: number;
  /** That it may take from now on. */
  readonly seconds: number;
}

/** Milliseconds. */
const TIMES = {
  /** A container of which nothing can be asked must stay up so long. */
  settle: 3000,
  /** A server that says "not yet" is given so long to say something else. */
  warmUp: 5000,
  /** The other ports are given so long once one has answered: servers open them one after another. */
  others: 1000,
  /** Between two looks at whether it still runs: each costs a call of the engine's command. */
  looks: 250,
  firstPause: 20,
  longestPause: 250,
};

/**
 * Wait for a started container: until its first port (or, without one, the line of its log) answers, it has ended, or the time is
 * over. A container of which nothing can be asked is watched for three seconds. Rejects only when the run is cancelled.
 */
export async function waitUntilReady(request: ReadinessRequest): Promise<Readiness> {
  const { access, since, seconds } = request;
  const targets = targetsOf(request);
  const began = performance.now();
  let end = began + (targets.length === 0 ? TIMES.settle : seconds * 1000);
  let waiting = targets;
  let first: number | undefined;
  let looked = 0;
  for (let pause = TIMES.firstPause; ; pause = Math.min(pause * 1.5, TIMES.longestPause)) {
    const patience = Math.max(1000, performance.now() - began);
    const most = Math.min(patience, Math.max(1, end - performance.now()));
    const answered = await Promise.all(waiting.map(async (target) => ((await target.answers(most)) ? performance.now() : undefined)));
    waiting = waiting.filter((_, index) => answered[index] === undefined);
    const now = performance.now();
    const times = answered.filter((time) => time !== undefined);
    if (first === undefined && times.length > 0) {
      first = Math.round(Math.min(...times) - since);
      end = Math.min(end, now + TIMES.others);
    }
    if (first !== undefined && (waiting.length === 0 || now >= end)) return { outcome: "ready", milliseconds: first };
    if (now - looked >= TIMES.looks || now >= end) {
      looked = now;
      if ((await access.state()).status !== "running") return { outcome: "exited", milliseconds: first };
    }
    if (now >= end) return { outcome: targets.length === 0 ? "settled" : "silent", milliseconds: undefined };
    await sleep(Math.min(pause, Math.max(1, end - now)), undefined, { signal: access.signal });
  }
}

/** One question for each port, or the lines of the log where no port is asked. Any HTTP answer shows that a server is there. */
function targetsOf({ probes, side, access }: ReadinessRequest): readonly Target[] {
  const ports = new Map<number, HttpProbe | TcpProbe>();
  for (const probe of probes) {
    if (probe.kind !== "http" && probe.kind !== "tcp") continue;
    const port = probe.port[side];
    if (probe.kind === "http" && probe.method === "GET") {
      if (ports.get(port)?.kind !== "http") ports.set(port, probe);
    } else if (!ports.has(port)) ports.set(port, connection(probe));
  }
  if (ports.size > 0) return [...ports.values()].map((probe) => new PortTarget(probe, side, access));
  return probes.filter((probe) => probe.kind === "log").map((probe) => new LogTarget(probe, access));
}

/** A connection alone: what a probe sends may change data, and is said once. */
function connection({ name, origin, evidence, port }: HttpProbe | TcpProbe): TcpProbe {
  return { kind: "tcp", name, origin, evidence, port, send: undefined, expect: undefined };
}

interface Target {
  /** @param patience milliseconds. */
  answers(patience: number): Promise<boolean>;
}

/** What proxies and frameworks say while what stands behind them starts. */
const NOT_YET = new Set([502, 503, 504]);

class PortTarget implements Target {
  readonly #probe: HttpProbe | TcpProbe;
  readonly #side: ReadinessRequest["side"];
  readonly #access: ProbeAccess;
  #notYetSince: number | undefined;

  constructor(probe: HttpProbe | TcpProbe, side: ReadinessRequest["side"], access: ProbeAccess) {
    this.#probe = probe;
    this.#side = side;
    this.#access = access;
  }

  async answers(patience: number): Promise<boolean> {
    const answer = await askPort(this.#probe, this.#side, this.#access, patience / 1000);
    if (answer.kind === "none") return answer.reason === NOT_HTTP;
    if (answer.kind !== "http" || !NOT_YET.has(answer.status)) return true;
    const now = performance.now();
    this.#notYetSince ??= now;
    return now - this.#notYetSince >= TIMES.warmUp;
  }
}

class LogTarget implements Target {
  readonly #probe: LogProbe;
  readonly #access: ProbeAccess;

  constructor(probe: LogProbe, access: ProbeAccess) {
    this.#probe = probe;
    this.#access = access;
  }

  async answers(): Promise<boolean> {
    return lineWith(await this.#access.log(), this.#probe.contains) !== undefined;
  }
}
