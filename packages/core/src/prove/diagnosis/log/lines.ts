/** One line of a program's output, as it may be shown: without control characters, and bounded. */
export interface LogLine {
  readonly text: string;
  /** The same with A to Z in lower case: offsets agree. */
  readonly lower: string;
}

const MOST_LINES = 600;
const MOST_CHARACTERS = 800;
/** Control characters, and those that change the order in which others are shown. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const UPPER_CASE = /[A-Z]+/g;
const ESCAPE = "\u001b";

/** The last lines of an output. A line of more than 800 characters keeps its beginning. */
export function logLines(log: string): readonly LogLine[] {
  const lines: string[] = [];
  let end = log.length;
  while (end >= 0 && lines.length < MOST_LINES) {
    const start = end === 0 ? 0 : log.lastIndexOf("\n", end - 1) + 1;
    lines.push(log.slice(start, Math.min(end, start + MOST_CHARACTERS)));
    end = start - 1;
  }
  return lines.reverse().map((line) => lineOf(line)).filter((line) => line.text !== "");
}

function lineOf(line: string): LogLine {
  const text = withoutColours(line).replaceAll("\t", " ").replace(UNSEEN, "").trim();
  return { text, lower: text.replace(UPPER_CASE, (letters) => letters.toLowerCase()) };
}

/** Without the sequences by which terminals are told colours and places (ECMA-48, 5.4: parameters, then one final byte). */
function withoutColours(line: string): string {
  return line
    .split(`${ESCAPE}[`)
    .map((part, index) => (index === 0 ? part : part.slice(lengthOfSequence(part))))
    .join("");
}

function lengthOfSequence(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) >= 0x20 && text.charCodeAt(at) < 0x40) at += 1;
  return Math.min(at + 1, text.length);
}
