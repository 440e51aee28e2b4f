import type { Candidate, Proof } from "../../../prove/proof.ts";
import { clip } from "./text.ts";

/** Original and variants, in the order of the columns. */
export function candidates(proof: Proof): readonly Candidate[] {
  return [proof.original, ...proof.variants];
}

const LONGEST_NAME = 40;

/** With names that fit over a column. */
export function withShortNames(proof: Proof): Proof {
  return { ...proof, original: { ...proof.original, name: short(proof.original.name) }, variants: proof.variants.map((variant) => ({ ...variant, name: short(variant.name) })) };
}

function short(name: string): string {
  const { text, left } = clip(name, LONGEST_NAME);
  return left === 0 ? text : `${text}…`;
}

/** Why nothing was seen of a container, for a cell or a sentence; undefined when it ran or at least started. */
export function whyNotTried({ build, trial }: Candidate): string | undefined {
  if (trial !== undefined) return undefined;
  return { built: "it was not started", failed: "it did not build", "timed-out": "its build took too long" }[build.outcome];
}
