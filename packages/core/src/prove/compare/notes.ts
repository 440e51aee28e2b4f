/** More of either would tell nobody more. */
const MOST = { differences: 10, volatile: 20 };
const LONGEST = 120;
/** Characters shown before the first one that differs. */
const LEAD = 30;

/** What is found while two answers are compared: what differs, in order, and what varies by itself. */
export class Notes {
  readonly differences: string[] = [];
  readonly volatile = new Set<string>();

  differ(sentence: string): void {
    if (this.differences.length < MOST.differences) this.differences.push(sentence);
  }

  /** `"a" became "b"`, each as far as one needs to see the difference. */
  became(place: string, before: string, after: string): void {
    let same = 0;
    while (same < before.length && before[same] === after[same]) same++;
    const from = Math.max(before.length, after.length) > LONGEST && same > LEAD ? same - LEAD : 0;
    this.differ(`${place}: ${excerpt(before, from)} became ${excerpt(after, from)}`);
  }

  varies(place: string): void {
    if (this.volatile.size < MOST.volatile) this.volatile.add(place);
  }
}

/** A text in quotes on one line, cut where it is long. */
export function excerpt(text: string, from = 0): string {
  const to = from + LONGEST;
  return `${from > 0 ? "…" : ""}${JSON.stringify(text.slice(from, to))}${to < text.length ? "…" : ""}`;
}
