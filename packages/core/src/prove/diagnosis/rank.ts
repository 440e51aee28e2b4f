import type { Cause, CauseKind } from "../cause.ts";
import { STRENGTHS, type Candidate } from "./candidate.ts";
import type { Observed } from "./situation.ts";
import { said } from "./wording.ts";

const MOST_CAUSES = 8;
const MOST_EVIDENCE = 8;
/** What is seen when a container is asked to end comes last: it must run before. */
const AT_THE_END = new Set<CauseKind>(["signal-ignored", "exit-code-differs"]);

/** Each thing once, the surest and most telling first. Of equally sure ones the one that was said last leads: it ended the program. */
export function ranked(candidates: readonly Candidate[], symptoms: readonly Observed[]): readonly Cause[] {
  const merged = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.cause.kind} ${candidate.cause.subject ?? ""}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? candidate : together(before, candidate));
  }
  const places = new Map(symptoms.map((symptom, index) => [said(symptom).observation, index]));
  const lastSaid = ({ cause }: Candidate) => Math.max(-1, ...cause.evidence.map((item) => places.get(item.observation) ?? -1));
  return [...merged.values()].toSorted((a, b) => weight(a) - weight(b) || lastSaid(b) - lastSaid(a)).slice(0, MOST_CAUSES).map(({ cause }) => cause);
}

function weight({ cause, strength }: Candidate): number {
  return STRENGTHS.indexOf(strength) + (AT_THE_END.has(cause.kind) ? STRENGTHS.length : 0);
}

/** The surer of two candidates of one thing, with the evidence of both. */
function together(one: Candidate, other: Candidate): Candidate {
  const [better, worse] = weight(one) <= weight(other) ? [one, other] : [other, one];
  const evidence = new Map([...better.cause.evidence, ...worse.cause.evidence].map((item) => [item.observation, item]));
  return { ...better, cause: { ...better.cause, evidence: [...evidence.values()].slice(0, MOST_EVIDENCE) } };
}
