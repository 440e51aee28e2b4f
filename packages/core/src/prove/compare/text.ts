import { excerpt, type Notes } from "./notes.ts";
import { learn, match, type Slot } from "./template.ts";
import { fitsLine, varies } from "./tokens.ts";

/** How one text is called where it differs, and where it varies. */
export interface Place {
  readonly differs: string;
  readonly varies: string;
}

/** Insertions and removals of lines between two samples; beyond them they share only their ends. */
const MOST_EDITS = 400;

/**
 * Compare a text with samples of it, line by line and word by word. What differs between the samples themselves may differ, within its
 * kind; everything else must be there and nothing more. The order of the samples means nothing.
 */
export function compareText(samples: readonly string[], text: string, place: Place, notes: Notes): void {
  const distinct = [...new Set(samples)].sort();
  if (distinct.length === 1 && distinct[0] === text) return;
  const lines = distinct.map((sample) => sample.split("\n"));
  const isOneLine = lines.every((sample) => sample.length === 1) && !text.includes("\n");
  const template = learn(lines, MOST_EDITS);
  noteVolatile(template, place, isOneLine, notes);
  if (distinct.includes(text)) return;
  const mismatch = match(template, text.split("\n"), { one: fitsLine, stretch: () => true });
  if (mismatch === undefined) {
    if (distinct.length === 1) notes.varies(`${place.varies}: the time`);
    return;
  }
  const where = isOneLine ? place.differs : `${place.differs}: line ${mismatch.index + 1}`;
  const before = mismatch.slot?.kind === "one" ? mismatch.slot.samples[0] : undefined;
  if (before !== undefined && mismatch.element !== undefined) notes.became(where, before, mismatch.element);
  else notes.differ(`${where} is ${before === undefined ? "new" : "missing"}: ${excerpt(before ?? mismatch.element ?? "")}`);
}

function noteVolatile(template: readonly Slot<string>[], place: Place, isOneLine: boolean, notes: Notes): void {
  let line = 1;
  for (const slot of template) {
    if (slot.kind === "stretch") notes.varies(`${place.varies}: lines from ${line} on`);
    else if (slot.samples.length > 1 && varies(slot.samples)) notes.varies(isOneLine ? place.varies : `${place.varies}: line ${line}`);
    line += slot.kind === "stretch" ? (slot.samples[0]?.length ?? 0) : 1;
  }
}
