import type { Plan, Refusal } from "../harden/index.ts";
import type { Judgement } from "../judge/index.ts";
import type { Evidence } from "../source/fact.ts";
import type { Fault } from "./check-report.ts";

/** All that one run of `harden` found, decided and wrote. */
export interface HardenReport {
  readonly sourcePath: string;
  readonly original: Judgement | undefined;
  readonly context: { readonly folder: string; readonly evidence: Evidence; readonly certain: boolean } | undefined;
  readonly result: Plan | Refusal | undefined;
  /** In the order of the plan's variants. */
  readonly variants: readonly { readonly base: string; readonly path: string; readonly judgement: Judgement }[];
  readonly files: readonly WrittenFile[];
  /** Patterns of the ignore file, with their reasons. */
  readonly ignored: readonly { readonly pattern: string; readonly reason: string }[];
  readonly keptVisible: readonly { readonly pattern: string; readonly reason: string }[];
  readonly faults: readonly Fault[];
  /** Nothing was written because nobody wanted it. */
  readonly dry: boolean;
  /** About the file as a whole, where nothing was decided: that it is one of ours. */
  readonly note: string | undefined;
  readonly next: readonly string[];
}

export interface WrittenFile {
  readonly path: string;
  /** `kept` is a file that was edited by hand or is not ours; nothing at all is written then without --force. */
  readonly status: "created" | "updated" | "unchanged" | "kept";
  readonly what: string;
}
