import { plainSettings, settingsOf, type ContainerSettings } from "../../deploy/container-settings.ts";
import type { Plan } from "../../harden/plan.ts";
import type { Answer, Comparison } from "../../prove/answer.ts";
import type { Probe } from "../../prove/probe.ts";
import type { ProcessState, Trial } from "../../prove/trial.ts";
import { known, type Fact } from "../../source/fact.ts";

const RUN = "bulwark-4f7a21c9";
const DEFAULT_CAPABILITIES = ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"];

export const ROOT_PROCESS: Fact<ProcessState> = known({ uid: 0, gid: 0, capabilities: DEFAULT_CAPABILITIES, noNewPrivileges: false, seccomp: "filter", readOnlyRoot: false });
export const HARDENED_PROCESS: Fact<ProcessState> = known({ uid: 65_532, gid: 65_532, capabilities: [], noNewPrivileges: true, seccomp: "filter", readOnlyRoot: true });

/** Settings of the original: everything as the engine and the image have it. */
export function originalSettings(ports: readonly number[] = [8080]): ContainerSettings {
  return { ...plainSettings(`${RUN}-original`, `${RUN}:original`), ports: ports.map((container) => ({ container, protocol: "tcp", host: undefined, address: "127.0.0.1" })) };
}

/** Settings of a variant: the plan's own, under names of the run. */
export function hardenedSettings(plan: Plan, variant: string): ContainerSettings {
  const settings = settingsOf(plan.profile, `${RUN}:${variant}`);
  return {
    ...settings,
    name: `${RUN}-${variant}`,
    volumes: settings.volumes.map((volume) => ({ ...volume, name: `${RUN}-${volume.name}` })),
    ports: settings.ports.map((port) => ({ ...port, host: undefined, address: "127.0.0.1" })),
  };
}

export function http(status: number, body: string, headers: Readonly<Record<string, string>> = { "content-type": "text/plain; charset=utf-8" }): Answer {
  return { kind: "http", status, headers, body, binary: false, cut: false, milliseconds: 2 };
}

/** A container that started, answered and stopped as it should. */
export function goodTrial(trial: Pick<Trial, "settings" | "process" | "answers"> & Partial<Trial>): Trial {
  return {
    start: { outcome: "running", error: "", exitCode: undefined, outOfMemory: false, readyMilliseconds: 214 },
    listening: known([{ port: 8080, protocol: "tcp" }]),
    changes: known([]),
    log: "2026/11/24 14:02:11 listening on :8080\n",
    stop: { milliseconds: 38, exitCode: 0, killed: false, grace: 10 },
    ...trial,
  };
}

/** A container that ended by itself, before it answered. */
export function exitedTrial(settings: ContainerSettings, exitCode: number, log: string, answers: Trial["answers"]): Trial {
  const gone = "the container ended before it was asked";
  return {
    settings,
    start: { outcome: "exited", error: "", exitCode, outOfMemory: false, readyMilliseconds: undefined },
    answers,
    process: { known: false, reason: gone },
    listening: { known: false, reason: gone },
    changes: known([]),
    log,
    stop: undefined,
  };
}

export function discovered(method: string, path: string, port: number, observation: string, at?: { readonly path: string; readonly line: number }): Probe {
  const evidence = at === undefined ? { observation } : { observation, ...at };
  return {
    kind: "http",
    name: `${method} ${path} on ${port}`,
    origin: "discovered",
    evidence,
    method,
    path,
    port: { original: port, hardened: port },
    requestHeaders: {},
    requestBody: undefined,
    status: undefined,
    headers: {},
    body: undefined,
    contains: undefined,
  };
}

/** Both said the same, but for what differs with every answer. */
export function alike(probe: string, answer: Answer, volatile: readonly string[] = []): Comparison {
  return { probe, result: "alike", original: answer, hardened: answer, differences: [], volatile };
}
