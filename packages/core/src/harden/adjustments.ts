import type { Evidence } from "../source/fact.ts";

/**
 * What people or `prove --repair` say of an application beyond what its source shows: the keys of `harden:` in `bulwark.yaml`. Each
 * is a plain correction of one fact, and the plan follows from the corrected facts.
 */
export interface Adjustments {
  /** Folders that it writes and that must last. */
  readonly volumes: readonly Adjusted<string>[];
  /** Folders that it writes and that need not last. */
  readonly tmpfs: readonly Adjusted<string>[];
  /** Folders of `tmpfs` (or `/tmp`, or others in memory) from which it runs programs. */
  readonly executableTmpfs: readonly Adjusted<string>[];
  /** Files and folders of the original's image that it needs at run time. */
  readonly files: readonly Adjusted<string>[];
  /** Capabilities that it needs beyond none. */
  readonly capabilities: readonly Adjusted<string>[];
  /** It needs certificates of authorities. */
  readonly caCertificates: Adjusted<boolean> | undefined;
  readonly timeZones: Adjusted<boolean> | undefined;
  /** Its ports under 1024 cannot be moved: the container is told to allow them. */
  readonly privilegedPorts: Adjusted<boolean> | undefined;
  /** An init process as PID 1. */
  readonly init: Adjusted<boolean> | undefined;
  /** It writes where its own program lies. */
  readonly writableRoot: Adjusted<boolean> | undefined;
  readonly memoryMegabytes: Adjusted<number> | undefined;
  readonly pids: Adjusted<number> | undefined;
}

/** A value with the line that says so. */
export interface Adjusted<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

export const NO_ADJUSTMENTS: Adjustments = {
  volumes: [],
  tmpfs: [],
  executableTmpfs: [],
  files: [],
  capabilities: [],
  caCertificates: undefined,
  timeZones: undefined,
  privilegedPorts: undefined,
  init: undefined,
  writableRoot: undefined,
  memoryMegabytes: undefined,
  pids: undefined,
};
