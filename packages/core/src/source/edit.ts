import type { Range } from "./text.ts";

/** Replace what stands in `range` by `text`; an empty range inserts, an empty text deletes. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

function byPlace(a: Edit, b: Edit): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}

/** Whether two edits touch the same characters; two insertions at one place conflict, since their order would be a guess. */
export function editsConflict(a: Edit, b: Edit): boolean {
  if (a.range.start === b.range.start && a.range.end === b.range.end) return true;
  return a.range.start < b.range.end && b.range.start < a.range.end;
}

/**
 * The text after the edits; every character outside their ranges stays.
 * @throws RangeError when edits overlap or lie outside the text: the caller composed them wrongly.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits.toSorted(byPlace);
  let out = "";
  let from = 0;
  for (const edit of sorted) {
    const { start, end } = edit.range;
    if (start < from || end < start || end > text.length) {
      throw new RangeError(`edit ${start}-${end} overlaps another or lies outside the text of ${text.length} characters`);
    }
    out += text.slice(from, start) + edit.text;
    from = end;
  }
  return out + text.slice(from);
}

/** The groups of edits that can be applied together, first come first served; a group goes in whole or not at all. */
export function composeEdits<T extends { readonly edits: readonly Edit[] }>(groups: readonly T[]): { readonly taken: readonly T[]; readonly refused: readonly T[] } {
  const taken: T[] = [];
  const refused: T[] = [];
  const placed: Edit[] = [];
  for (const group of groups) {
    const fresh = group.edits.filter((edit) => !placed.some((other) => isSameEdit(edit, other)));
    if (fresh.some((edit) => placed.some((other) => editsConflict(edit, other)))) {
      refused.push(group);
      continue;
    }
    placed.push(...fresh);
    taken.push(group);
  }
  return { taken, refused };
}

/**
 * The groups with their insertions at one place joined, in the groups' order: for groups that come from one hand, which knows that
 * order. Each of them then asks for the same edit.
 */
export function joinInsertions<T extends { readonly edits: readonly Edit[] }>(groups: readonly T[]): readonly T[] {
  const texts = new Map<number, string>();
  for (const { range, text } of uniqueEdits(groups.flatMap((group) => group.edits))) if (range.start === range.end) texts.set(range.start, (texts.get(range.start) ?? "") + text);
  const joined = (edit: Edit): Edit => (edit.range.start === edit.range.end ? { range: edit.range, text: texts.get(edit.range.start) ?? edit.text } : edit);
  return groups.map((group) => ({ ...group, edits: group.edits.map(joined) }));
}

/** Each edit once: several decisions may ask for the same one. */
export function uniqueEdits(edits: readonly Edit[]): readonly Edit[] {
  const seen = new Set<string>();
  return edits.filter((edit) => {
    const key = `${edit.range.start}-${edit.range.end}-${edit.text}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function isSameEdit(a: Edit, b: Edit): boolean {
  return a.range.start === b.range.start && a.range.end === b.range.end && a.text === b.text;
}
