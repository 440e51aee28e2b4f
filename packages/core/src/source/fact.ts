import type { Range } from "./text.ts";

/** What was observed, where, and how far was looked: `go.mod:3 names github.com/mattn/go-sqlite3`, `no import "C" in 14 Go files`. */
export interface Evidence {
  readonly observation: string;
  readonly path?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly range?: Range;
}

export interface Known<T> {
  readonly known: true;
  readonly value: T;
  readonly evidence: readonly Evidence[];
}

export interface Unknown {
  readonly known: false;
  readonly reason: string;
}

/** A statement about the container with its evidence, or the reason why it cannot be told. Never a silent default. */
export type Fact<T> = Known<T> | Unknown;

export function known<T>(value: T, ...evidence: readonly Evidence[]): Known<T> {
  return { known: true, value, evidence };
}

export function unknown(reason: string): Unknown {
  return { known: false, reason };
}

/** The value when it is known, else undefined. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.known ? fact.value : undefined;
}

/** `path:line observation`, as people read evidence. */
export function formatEvidence(evidence: Evidence): string {
  if (evidence.path === undefined) return evidence.observation;
  const place = evidence.line === undefined ? evidence.path : `${evidence.path}:${evidence.line}`;
  return `${place} ${evidence.observation}`;
}
