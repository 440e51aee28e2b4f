import type { Cause, CauseKind } from "../cause.ts";
import { STRENGTHS, type Candidate } from "./candidate.ts";

const MOST_CAUSES = 8;
const MOST_EVIDENCE = 8;
/** What is seen when a container is asked to end comes last: it must run before. */
const AT_THE_END = new Set<CauseKind>(["signal-ignored", "exit-code-differs"]);

/** Each thing once, the surest and most telling first. Of equals the one said last leads: it ended the program. */
export function ranked(candidates: readonly Candidate[]): readonly Cause[] {
  const merged = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.cause.kind} ${candidate.cause.subject ?? ""}`;
    const before = merged.get(key);
    merged.delete(key);
    merged.set(key, before === undefined ? candidate : together(before, candidate));
  }
  return [...merged.values()].reverse().toSorted((a, b) => weight(a) - weight(b)).slice(0, MOST_CAUSES).map(({ cause }) => cause);
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
