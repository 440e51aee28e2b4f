import type { Stated, StatedFacts } from "../config/harden-section.ts";
import type { Evidence } from "../source/fact.ts";

/**
 * What people or `prove --repair` say of an application beyond what its source shows: the facts of `harden:` in `bulwark.yaml`, each
 * with its evidence. Each is a plain correction of one fact, and the plan follows from the corrected facts.
 */
export type Adjustments = { readonly [Name in keyof StatedFacts]: AdjustedFact<StatedFacts[Name]> };

type AdjustedFact<Fact> = [Fact] extends [readonly Stated<infer Value>[]] ? readonly Adjusted<Value>[] : [Fact] extends [Stated<infer Value> | undefined] ? Adjusted<Value> | undefined : never;

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
