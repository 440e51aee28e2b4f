import { maskedText } from "../terminal/mask.ts";

export interface Excerpt {
  readonly lines: readonly string[];
  /** Lines before and behind that are left out. */
  readonly before: number;
  readonly behind: number;
}

/** More of a text is not even looked at. */
const LONGEST = 65_536;
const LONGEST_LINE = 400;
/** How much of a line stands before the place where two of them part. */
const LEAD = 40;

const LONGEST_SENTENCE = 600;

/** What stands within a sentence: without secrets, and of a length that people read. */
export function sentenceOf(text: string): string {
  const said = maskedText(text.slice(0, LONGEST_SENTENCE * 4));
  return said.length <= LONGEST_SENTENCE ? said : `${said.slice(0, LONGEST_SENTENCE)}…`;
}

/** The last lines of a log, without secrets. */
export function tailOf(text: string, most: number): Excerpt {
  const lines = linesOf(maskedText(text.slice(-LONGEST)));
  const before = Math.max(0, lines.length - most);
  return { lines: lines.slice(before).map((line) => cut(line, 0)), before, behind: 0 };
}

/** The first lines of a text, without secrets. */
export function headOf(text: string, most: number): Excerpt {
  return excerptAt(maskedText(text.slice(0, LONGEST)), 0, most);
}

/** Of two texts the lines from where they part, each without secrets. */
export function partingOf(one: string, other: string, most: number): readonly [Excerpt, Excerpt] {
  const [first, second] = [maskedText(one.slice(0, LONGEST)), maskedText(other.slice(0, LONGEST))];
  let at = 0;
  while (at < first.length && at < second.length && first.charCodeAt(at) === second.charCodeAt(at)) at++;
  return [excerptAt(first, at, most), excerptAt(second, at, most)];
}

/** Lines from the one that holds a place, itself cut so that the place is seen. */
function excerptAt(text: string, at: number, most: number): Excerpt {
  const lines = linesOf(text);
  const [ahead, own] = [text.slice(0, at).split("\n").length - 1, at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1];
  const before = Math.max(0, Math.min(ahead, lines.length - most));
  const seen = lines.slice(before, before + most);
  return { lines: seen.map((line, index) => cut(line, before + index === ahead ? at - own : 0)), before, behind: lines.length - before - seen.length };
}

/** A line of a length that people read, from shortly before a place in it. */
function cut(line: string, at: number): string {
  if (line.length <= LONGEST_LINE) return line;
  const start = at < LONGEST_LINE - LEAD ? 0 : at - LEAD;
  const end = start + LONGEST_LINE;
  return `${start === 0 ? "" : "…"}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
