import { nearest } from "../source/nearest.ts";

/** The end of a sentence about a word that does not exist: the nearest one that does, else where all of them stand. */
export function didYouMean(word: string, candidates: readonly string[], all = candidates.join(", ")): string {
  const near = nearest(word, candidates);
  return near === undefined ? `; there are ${all}` : `; did you mean "${near}"?`;
}
