import type { Candidate, Proof } from "../../../prove/proof.ts";

/** Original and variants, in the order of the columns. */
export function candidates(proof: Proof): readonly Candidate[] {
  return [proof.original, ...proof.variants];
}

/** Why nothing was seen of a container, for a cell or a sentence; undefined when it ran or at least started. */
export function whyNotTried({ build, trial }: Candidate): string | undefined {
  if (trial !== undefined) return undefined;
  return { built: "it was not started", failed: "it did not build", "timed-out": "its build took too long" }[build.outcome];
}
