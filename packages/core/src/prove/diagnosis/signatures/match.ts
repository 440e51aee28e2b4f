import type { LogLine } from "../log/lines.ts";
import { wordsOf } from "../log/words.ts";
import type { Place, Signature } from "./signature.ts";

/** How many lines before and behind belong to what a line says: traces put the call above the error. */
const AROUND = 5;

/** Where each part of a signature stands on a line; undefined when it says something else. */
export function placesOf({ says, near }: Signature, lines: readonly LogLine[], index: number): readonly Place[] | undefined {
  const lower = lines[index]?.lower ?? "";
  const places: Place[] = [];
  let from = 0;
  for (const part of says) {
    const start = lower.indexOf(part, from);
    if (start === -1) return undefined;
    from = start + part.length;
    places.push({ start, end: from });
  }
  const around = near === undefined || lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => line.lower.includes(near));
  return around ? places : undefined;
}

/** What a signature that was found on a line is about. */
export function subjectsOf({ subject }: Signature, line: LogLine, places: readonly Place[]): readonly string[] {
  const none = { start: 0, end: 0 };
  return subject({ line, words: wordsOf(line.text), first: places[0] ?? none, last: places.at(-1) ?? none });
}

/** The more a signature says, the more it is meant. */
export function lengthOf({ says, near }: Signature): number {
  return says.reduce((sum, part) => sum + part.length, near?.length ?? 0);
}
