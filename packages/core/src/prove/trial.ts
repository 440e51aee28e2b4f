import type { ContainerSettings } from "../deploy/container-settings.ts";
import type { Fact } from "../source/fact.ts";
import type { Answer } from "./answer.ts";

/** One container from its start to its end, and what was seen of it. */
export interface Trial {
  readonly settings: ContainerSettings;
  readonly start: Start;
  /** By probe name; each probe asked twice where the trial is the original's. */
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
  readonly process: Fact<ProcessState>;
  /** Ports on which it listens, as the kernel says. */
  readonly listening: Fact<readonly { readonly port: number; readonly protocol: "tcp" | "udp" }[]>;
  /** Paths of the root file system that changed since the image, without those of the engine (`/etc/hosts` …). */
  readonly changes: Fact<readonly Change[]>;
  /** The last lines of its output, both streams, bounded. */
  readonly log: string;
  readonly stop: Stop | undefined;
}

/** `refused`: the engine did not start it; `exited`: it ended by itself before it was asked to; `running`: it stayed. */
export interface Start {
  readonly outcome: "refused" | "exited" | "running";
  /** The engine's own words where it refused, else empty. */
  readonly error: string;
  readonly exitCode: number | undefined;
  readonly outOfMemory: boolean;
  /** From the engine's start to the first answer (or, without probes, to the end of the waiting time). */
  readonly readyMilliseconds: number | undefined;
}

/** PID 1 of the container, as `/proc/PID/status` shows it. */
export interface ProcessState {
  readonly uid: number;
  readonly gid: number;
  /** Names of the effective set, without `CAP_`. */
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly seccomp: "off" | "strict" | "filter";
  /** Whether a write to the root file system is refused. */
  readonly readOnlyRoot: boolean;
}

export interface Change {
  readonly path: string;
  readonly kind: "added" | "changed" | "deleted";
}

export interface Stop {
  /** From SIGTERM to the end. */
  readonly milliseconds: number;
  readonly exitCode: number;
  /** It did not end within its grace time, and the engine killed it. */
  readonly killed: boolean;
  /** Seconds. */
  readonly grace: number;
}
