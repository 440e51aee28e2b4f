import { stripVTControlCharacters } from "node:util";
import type { ContainerSettings } from "@bulwark/core/deploy";
import type { Answer, Probe, Start, Stop, Trial } from "@bulwark/core/prove";
import { known, unknown } from "@bulwark/core/source";
import { EngineError, type ContainerState, type Engine } from "../engine.ts";
import { accessTo, askProbe, waitUntilReady, type ProbeAccess } from "../probing/index.ts";
import { concealer, concealTrial } from "./conceal.ts";

/** Bytes of a container's output that are kept: its end, where what went wrong stands. */
const MOST_LOG = 64 * 1024;

export interface TrialRequest {
  readonly engine: Engine;
  readonly settings: ContainerSettings;
  readonly side: "original" | "hardened";
  readonly probes: readonly Probe[];
  /** How often each probe is asked: what differs between two answers of one container is volatile. */
  readonly times: number;
  /** By name; they are taken out of all that the container says. */
  readonly secretValues: Readonly<Record<string, string>>;
  readonly readySeconds: number;
  readonly stopSeconds: number;
  readonly signal: AbortSignal;
}

/** One container from its start to its removal. Whatever happens, what was made for it is removed. */
export async function runTrial(request: TrialRequest): Promise<Trial> {
  const { engine, settings } = request;
  const volumes = settings.volumes.map((volume) => volume.name);
  try {
    for (const volume of volumes) await engine.createVolume(volume);
    return concealTrial(await followContainer(request), concealer(Object.values(request.secretValues)));
  } finally {
    await engine.removeContainer(settings.name);
    for (const volume of volumes) await engine.removeVolume(volume);
  }
}

async function followContainer(request: TrialRequest): Promise<Trial> {
  const { engine, settings, side, probes, readySeconds: seconds, stopSeconds, signal } = request;
  const since = performance.now();
  const started = await engine.start(settings, request.secretValues);
  if (started.outcome === "refused") return refused(settings, started.error, started.exitCode);
  const { container } = started;
  const access = accessTo(engine, container, signal);
  const ready = await waitUntilReady({ probes, side, access, since, seconds });
  const answers = ready.outcome === "exited" ? {} : await askAll(request, access, ready.outcome === "silent");
  const state = await engine.state(container);
  const isRunning = state.status === "running";
  const observed = isRunning ? await engine.observe(container) : { process: unknown(ENDED), listening: unknown(ENDED) };
  const changes = await changesOf(engine, container);
  const stop = isRunning ? await stopContainer(engine, container, stopSeconds) : undefined;
  // Colours say nothing of what is wrong, and stand between its words.
  const log = stripVTControlCharacters(await engine.log(container, MOST_LOG));
  return { settings, start: startOf(state, isRunning, ready.milliseconds), answers, ...observed, changes, log, stop };
}

/** Round by round, so that what changes with time shows between two answers to one question; of what answers nothing, nothing changes. */
async function askAll({ probes, side, times }: TrialRequest, access: ProbeAccess, isSilent: boolean): Promise<Trial["answers"]> {
  const answers = new Map<string, Answer[]>(probes.map((probe) => [probe.name, []]));
  for (let round = 0; round < (isSilent ? 1 : times); round++) {
    for (const probe of probes) {
      // Asking a second time what runs a program or waits for health teaches nothing of what is volatile.
      if (round > 0 && probe.kind !== "http" && probe.kind !== "tcp") continue;
      answers.get(probe.name)?.push(await askProbe(probe, side, access, isSilent));
    }
  }
  return Object.fromEntries(answers);
}

async function changesOf(engine: Engine, container: string): Promise<Trial["changes"]> {
  try {
    return known(await engine.changes(container), { observation: "as the engine compares the container with its image" });
  } catch (error) {
    if (error instanceof EngineError && error.kind !== "cancelled") return unknown(error.message);
    throw error;
  }
}

/** SIGTERM, and what becomes of it. */
async function stopContainer(engine: Engine, container: string, grace: number): Promise<Stop> {
  const began = performance.now();
  await engine.stop(container, grace);
  const milliseconds = Math.round(performance.now() - began);
  const { exitCode, outOfMemory } = await engine.state(container);
  // The engine kills with SIGKILL when the time is over: 128 + 9.
  return { milliseconds, exitCode, killed: exitCode === 137 && !outOfMemory && milliseconds >= grace * 1000, grace };
}

const ENDED = "the container had ended";

function refused(settings: ContainerSettings, error: string, exitCode: number | undefined): Trial {
  const reason = "the engine did not start the container";
  return { settings, start: { outcome: "refused", error, exitCode, outOfMemory: false, readyMilliseconds: undefined }, answers: {}, process: unknown(reason), listening: unknown(reason), changes: unknown(reason), log: "", stop: undefined };
}

function startOf(state: ContainerState, isRunning: boolean, readyMilliseconds: number | undefined): Start {
  return { outcome: isRunning ? "running" : "exited", error: state.error, exitCode: isRunning ? undefined : state.exitCode, outOfMemory: state.outOfMemory, readyMilliseconds };
}
