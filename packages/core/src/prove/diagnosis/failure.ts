import type { Comparison } from "../answer.ts";
import type { DiagnosisInput } from "./input.ts";

/** In what the hardened container falls short of its original. */
export interface Failure {
  /** It was refused, or ended by itself otherwise than the original does. */
  readonly start: boolean;
  readonly answers: readonly Comparison[];
  readonly stop: "ignored" | "exit-code" | undefined;
}

/** Compared with the original, never with what would be nice: what the original does not do either is no fault of the rewrite. */
export function failureOf({ original, hardened, comparisons }: Pick<DiagnosisInput, "original" | "hardened" | "comparisons">): Failure {
  const [before, after] = [original.trial, hardened.trial];
  if (after === undefined) return { start: false, answers: [], stop: undefined };
  const same = before !== undefined && before.start.outcome === after.start.outcome && before.start.exitCode === after.start.exitCode;
  return { start: after.start.outcome !== "running" && !same, answers: comparisons.filter((comparison) => comparison.result === "different"), stop: stopOf(before?.stop, after.stop) };
}

type Stop = NonNullable<DiagnosisInput["hardened"]["trial"]>["stop"];

function stopOf(before: Stop, after: Stop): Failure["stop"] {
  if (before === undefined || after === undefined || before.killed) return undefined;
  if (after.killed) return "ignored";
  return before.exitCode === after.exitCode ? undefined : "exit-code";
}

export function fails({ start, answers, stop }: Failure): boolean {
  return start || answers.length > 0 || stop !== undefined;
}
