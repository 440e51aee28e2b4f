import { learn, match, type Slot } from "./template.ts";

const DELIMITERS = " \t\r\n\f\v\"'`<>()[]{},;=&?|";

/**
 * A line as words: what stands between white space, quotes, brackets, commas and the signs of a query, and each of those signs. Dates,
 * addresses, paths and random tokens stay whole, so that a part of one that happens to be equal twice is not taken for fixed.
 */
function tokens(line: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; at++) {
    if (!DELIMITERS.includes(line.charAt(at))) continue;
    if (at > start) found.push(line.slice(start, at));
    found.push(line.charAt(at));
    start = at + 1;
  }
  if (start < line.length) found.push(line.slice(start));
  return found;
}

/** Seconds that two clocks may lie apart: original and hardened are asked in one run. A wrong time zone is further off. */
const CLOCKS = 600;
const DAY = 86_400;

/** Whether two words say the same: they are equal, or they differ in nothing but the time of day (or since 1970), by a few minutes. */
export function sameToken(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length > 64 || b.length > 64) return false;
  const [one, other] = [readTimes(a), readTimes(b)];
  if (one === undefined || other === undefined || one.rest !== other.rest || one.seconds.length !== other.seconds.length) return false;
  return one.seconds.every((seconds, index) => {
    const apart = Math.abs(seconds - (other.seconds[index] ?? 0));
    return apart <= CLOCKS || (one.isOfDay && DAY - apart <= CLOCKS);
  });
}

interface Times {
  /** The word without its times. */
  readonly rest: string;
  readonly seconds: readonly number[];
  readonly isOfDay: boolean;
}

/** The digits that a count since 1970 has now, in seconds and in thousandths, millionths and billionths of them. */
const EPOCHS: Readonly<Record<number, number>> = { 10: 1, 13: 1e3, 16: 1e6, 19: 1e9 };

function readTimes(word: string): Times | undefined {
  const [, digits = "", fraction = ""] = /^([12]\d{9,18})(\.\d{1,9})?$/.exec(word) ?? [];
  const unit = EPOCHS[digits.length];
  if (unit !== undefined) return { rest: String(digits.length), seconds: [Number(digits + fraction) / unit], isOfDay: false };
  const seconds: number[] = [];
  const rest = word.replaceAll(/(?<!\d)(\d{1,2}):(\d\d):(\d\d)(?:[.,]\d{1,9})?/g, (_, hours: string, minutes: string, rest: string) => {
    seconds.push(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
    return "T";
  });
  return seconds.length === 0 ? undefined : { rest, seconds, isOfDay: true };
}

/** Insertions and removals between two lines; beyond them the lines share only their ends. */
const MOST_EDITS = 100;
const known = new WeakMap<readonly string[], readonly Slot<string>[]>();

/** Whether a line is like those of the samples: what they share is there, and what varies in them is of the same kind. */
export function fitsLine(samples: readonly string[], line: string): boolean {
  if (samples.includes(line)) return true;
  let template = known.get(samples);
  if (template === undefined) {
    template = learn(samples.map(tokens), MOST_EDITS);
    known.set(samples, template);
  }
  return match(template, tokens(line), { one: fitsToken, stretch: fitsTokens }) === undefined;
}

/** Whether lines differ in more than their clocks. */
export function varies([first = "", ...others]: readonly string[]): boolean {
  return others.some((other) => !fitsLine([first], other));
}

function fitsToken(samples: readonly string[], token: string): boolean {
  const [first = "", ...others] = samples;
  if (others.every((other) => sameToken(first, other))) return sameToken(first, token);
  return isKindOf(samples, token);
}

function fitsTokens(samples: readonly (readonly string[])[], content: readonly string[]): boolean {
  const all = samples.flat();
  return content.every((token) => isKindOf(all, token));
}

/** A number may stand where words stood: random words are now and then all digits. */
function isKindOf(samples: readonly string[], token: string): boolean {
  const kind = kindOf(token);
  return samples.some((sample) => kindOf(sample) === kind || (kind === "number" && kindOf(sample) === "word"));
}

/** A number, a word, or the sign itself. */
function kindOf(token: string): string {
  if (token.length === 1 && DELIMITERS.includes(token)) return token;
  return /^[+-]?\d{1,20}(?:\.\d{1,20})?$/.test(token) ? "number" : "word";
}
