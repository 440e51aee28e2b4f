import { changesBetween, type Change } from "./align.ts";

/** One place of a list that several samples have: an element of each (of one alone where all have the same), or a stretch whose length is not the same in all. */
export type Slot<T> = { readonly kind: "one"; readonly samples: readonly T[] } | { readonly kind: "stretch"; readonly samples: readonly (readonly T[])[] };

/**
 * What several lists have in common, place by place. Linear in their lengths; samples that are further apart than `mostEdits` share
 * only their beginning and their end.
 */
export function learn<T>([base = [], ...others]: readonly (readonly T[])[], mostEdits: number): readonly Slot<T>[] {
  const followers = others.map((other) => new Follower(other, changesBetween(base, other, mostEdits)));
  const slots: Slot<T>[][] = [];
  let at = 0;
  for (const { from, to } of merged(followers.flatMap((follower) => follower.changes))) {
    slots.push(base.slice(at, from).map((element) => ({ kind: "one", samples: [element] })));
    slots.push(slotsOf([base.slice(from, to), ...followers.map((follower) => follower.stretch(from, to))]));
    at = to;
  }
  slots.push(base.slice(at).map((element) => ({ kind: "one", samples: [element] })));
  return slots.flat();
}

/** Stretches of one length are that many places. */
function slotsOf<T>(contents: readonly (readonly T[])[]): Slot<T>[] {
  const [first = []] = contents;
  if (contents.some((content) => content.length !== first.length)) return [{ kind: "stretch", samples: contents }];
  return first.map((_, index) => ({ kind: "one", samples: contents.flatMap((content) => content.slice(index, index + 1)) }));
}

/** The parts of the first list that any change touches; those that meet are one. */
function merged(changes: readonly Change[]): readonly { readonly from: number; readonly to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of changes.toSorted((a, b) => a.from - b.from)) {
    const last = ranges.at(-1);
    if (last === undefined || from > last.to) ranges.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return ranges;
}

/** What stands in another list in the place of one part of the first after the other, in their order. */
class Follower<T> {
  readonly changes: readonly Change[];
  readonly #other: readonly T[];
  #next = 0;
  /** How far places behind the last change have moved. */
  #offset = 0;

  constructor(other: readonly T[], changes: readonly Change[]) {
    this.#other = other;
    this.changes = changes;
  }

  stretch(from: number, to: number): readonly T[] {
    const start = from + this.#offset;
    for (let change = this.changes[this.#next]; change !== undefined && change.to <= to; change = this.changes[this.#next]) {
      this.#offset = change.otherTo - change.to;
      this.#next++;
    }
    return this.#other.slice(start, to + this.#offset);
  }
}

/** Whether elements and stretches fit those of the samples. */
export interface Fit<T> {
  readonly one: (samples: readonly T[], element: T) => boolean;
  readonly stretch: (samples: readonly (readonly T[])[], content: readonly T[]) => boolean;
}

/** Where a list leaves a template: the place, and the element that stands there; each undefined where its list is at its end. */
export interface Mismatch<T> {
  readonly slot: Slot<T> | undefined;
  /** From 0. */
  readonly index: number;
  readonly element: T | undefined;
}

/** Comparisons in search of what stands behind a stretch; beyond them a list does not match. */
const MOST_COMPARISONS = 1_000_000;

/** Undefined where the list has all places of the template in their order, and nothing else. */
export function match<T>(template: readonly Slot<T>[], list: readonly T[], fit: Fit<T>): Mismatch<T> | undefined {
  const matcher = new Matcher(list, fit);
  for (let from = 0; ; ) {
    let to = from;
    while (template[to]?.kind === "one") to++;
    const stretch = from === 0 ? undefined : template[from - 1];
    const mismatch = matcher.run(stretch?.kind === "stretch" ? stretch.samples : undefined, template.slice(from, to), to === template.length);
    if (mismatch !== undefined) return mismatch;
    if (to === template.length) return undefined;
    from = to + 1;
  }
}

class Matcher<T> {
  readonly #list: readonly T[];
  readonly #fit: Fit<T>;
  #at = 0;
  #left = MOST_COMPARISONS;

  constructor(list: readonly T[], fit: Fit<T>) {
    this.#list = list;
    this.#fit = fit;
  }

  /** The places of one run, behind a stretch where there is one: the shortest that leads to them. */
  run(stretch: readonly (readonly T[])[] | undefined, run: readonly Slot<T>[], isLast: boolean): Mismatch<T> | undefined {
    const rest = this.#list.length - this.#at - run.length;
    if (stretch === undefined) return this.#here(run) ?? (isLast && rest > 0 ? { slot: undefined, index: this.#at, element: this.#list[this.#at] } : undefined);
    const start = this.#at;
    const { least, most } = lengthsOf(stretch);
    // Nothing may follow the last run, so it has only one place.
    const [from, to] = isLast ? [rest, rest] : [least, Math.min(rest, most)];
    for (let length = from; length >= least && length <= Math.min(to, most) && this.#left > 0; length++) {
      this.#at = start + length;
      if (this.#here(run) === undefined && this.#fit.stretch(stretch, this.#list.slice(start, start + length))) return undefined;
    }
    return { slot: run[0], index: start, element: this.#list[start] };
  }

  #here(run: readonly Slot<T>[]): Mismatch<T> | undefined {
    const start = this.#at;
    for (const [index, slot] of run.entries()) {
      const element = this.#list[start + index];
      this.#left--;
      if (element === undefined || slot.kind !== "one" || !this.#fit.one(slot.samples, element)) return { slot, index: start + index, element };
    }
    this.#at = start + run.length;
    return undefined;
  }
}

/** What varies in length may also be longer than was seen. */
function lengthsOf(samples: readonly (readonly unknown[])[]): { readonly least: number; readonly most: number } {
  const lengths = samples.map((sample) => sample.length);
  return { least: Math.min(1, ...lengths), most: 2 * Math.max(...lengths) + 2 };
}
