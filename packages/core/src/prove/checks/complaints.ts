import { keyOf, symptomsOf } from "../diagnosis/symptoms.ts";
import type { SymptomKind } from "../diagnosis/signatures/signature.ts";
import type { Trial } from "../trial.ts";

/** What a constraint makes a program say. */
const OF_CONSTRAINTS = new Set<SymptomKind>(["read-only", "denied", "execution-denied", "port-denied", "capability", "not-permitted", "privilege", "memory", "processes"]);
const LONGEST = 160;

/**
 * What the hardened container's log complains of and the original's does not, though it works as far as it was asked: something that nobody
 * asked for may be broken. Undefined when there is nothing.
 */
export function complaint(original: Trial, variant: Trial): string | undefined {
  const known = new Set(symptomsOf(original.log).map(keyOf));
  const own = symptomsOf(variant.log).find((symptom) => OF_CONSTRAINTS.has(symptom.kind) && !known.has(keyOf(symptom)));
  return own?.line.trim().slice(0, LONGEST);
}
