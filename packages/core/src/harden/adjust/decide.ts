import type { Evidence } from "../../source/fact.ts";
import type { Adjusted } from "../adjustments.ts";
import type { Decision } from "../plan.ts";

/** What follows from something that a person said, or what must be said back. */
export function decide(id: string, question: string, answer: Decision["answer"], outcome: string, evidence: readonly Evidence[]): Decision {
  return { id, question, answer, outcome, evidence, edits: [] };
}

/** `/data is`, `/data and /srv are`. */
export function are(items: readonly Adjusted<string>[]): string {
  return `${names(items)} ${items.length === 1 ? "is" : "are"}`;
}

export function names(items: readonly Adjusted<string>[]): string {
  const values = items.map(({ value }) => value);
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} and ${values.at(-1) ?? ""}`;
}

export function evidenceOf(items: readonly { readonly evidence: Evidence }[]): readonly Evidence[] {
  return items.map((item) => item.evidence);
}
