import { diffArrays } from "diff";

/** A stretch of one list that stands in the place of a stretch of another; either may be empty. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/**
 * What changed from one list to another, in order. In lists of one length places are compared with each other, unless single insertions
 * and removals explain it with less. Bounded: beyond `mostEdits` of those, lists of different lengths are one change from their first
 * difference to their last.
 */
export function changesBetween<T>(list: readonly T[], other: readonly T[], mostEdits: number): readonly Change[] {
  const most = Math.min(list.length, other.length);
  let start = 0;
  while (start < most && list[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && list[list.length - 1 - end] === other[other.length - 1 - end]) end++;
  const whole = { from: start, to: list.length - end, otherFrom: start, otherTo: other.length - end };
  if (whole.from === whole.to && whole.otherFrom === whole.otherTo) return [];
  if (whole.from === whole.to || whole.otherFrom === whole.otherTo) return [whole];
  const places = list.length === other.length ? changedPlaces(list, other, whole) : undefined;
  const worthIt = places === undefined ? mostEdits : Math.min(mostEdits, places.count - 1);
  return edits(list, other, whole, worthIt) ?? places?.changes ?? [whole];
}

/** Place by place. */
function changedPlaces<T>(list: readonly T[], other: readonly T[], within: Change): { readonly changes: readonly Change[]; readonly count: number } {
  const changes: Change[] = [];
  let count = 0;
  for (let at = within.from; at < within.to; at++) {
    if (list[at] === other[at]) continue;
    const from = at;
    while (at < within.to && list[at] !== other[at]) at++;
    count += at - from;
    changes.push({ from, to: at, otherFrom: from, otherTo: at });
  }
  return { changes, count };
}

/** By the fewest insertions and removals; undefined when there are more than `most`. */
function edits<T>(list: readonly T[], other: readonly T[], within: Change, most: number): readonly Change[] | undefined {
  if (most < 1) return undefined;
  const parts = diffArrays(list.slice(within.from, within.to), other.slice(within.otherFrom, within.otherTo), { maxEditLength: most });
  if (parts === undefined) return undefined;
  const changes: Change[] = [];
  let [at, otherAt] = [within.from, within.otherFrom];
  for (const { added, removed, count } of parts) {
    const change = { from: at, to: removed ? at + count : at, otherFrom: otherAt, otherTo: added ? otherAt + count : otherAt };
    const last = changes.at(-1);
    if (!added && !removed) [at, otherAt] = [at + count, otherAt + count];
    else {
      // A removal and an insertion at one place are one change.
      const meets = last !== undefined && last.to === at && last.otherTo === otherAt;
      if (meets) changes.pop();
      changes.push(meets ? { ...change, from: last.from, otherFrom: last.otherFrom } : change);
      [at, otherAt] = [change.to, change.otherTo];
    }
  }
  return changes;
}
