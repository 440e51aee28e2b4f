import type { Token, TokenKind } from "../syntax.ts";
import { isSpace, type Span } from "./text/characters.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { PhysicalLine } from "./text/lines.ts";

/** What a stretch of a joined line is; the stretches of one line ascend and do not overlap. */
export interface MarkedSpan extends Span {
  readonly kind: "keyword" | "flag" | "argument";
}

/** Collects the tokens of a file in order. Whoever writes sees to it that they touch. */
export class TokenWriter {
  readonly tokens: Token[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  add(kind: TokenKind, start: number, end: number): void {
    if (start < end) this.tokens.push({ kind, range: { start, end } });
  }

  lineEnd(line: PhysicalLine): void {
    this.add("newline", line.end, line.next);
  }

  /** A whole line with one thing on it, white space before it. */
  line(line: PhysicalLine, kind: "comment" | "directive" | "whitespace", start: number): void {
    this.add("whitespace", line.start, start);
    this.add(kind, start, line.end);
    this.lineEnd(line);
  }

  /** The physical lines of an instruction. */
  instruction(logical: LogicalLine, marks: readonly MarkedSpan[]): void {
    let joined = 0;
    let mark = 0;
    for (const item of logical.items) {
      if (item.kind === "comment") this.line(item.line, "comment", item.hash);
      else if (item.kind === "blank") this.line(item.line, "whitespace", item.line.start);
      else {
        this.add("whitespace", item.line.start, item.start);
        mark = this.#part(item.start, item.end, joined, marks, mark);
        joined += item.end - item.start;
        if (item.escape !== undefined) {
          this.add("continuation", item.escape, item.escape + 1);
          this.add("whitespace", item.escape + 1, item.line.end);
        }
        this.lineEnd(item.line);
      }
    }
  }

  /** The part of a joined line that stands at `start` in the file; gives the first mark that reaches beyond it. */
  #part(start: number, end: number, joined: number, marks: readonly MarkedSpan[], first: number): number {
    const shift = start - joined;
    let at = start;
    let index = first;
    for (let mark = marks[index]; mark !== undefined && mark.start + shift < end; mark = marks[index]) {
      const from = Math.max(at, mark.start + shift);
      const to = Math.min(end, mark.end + shift);
      this.#unmarked(at, from);
      this.add(mark.kind, from, to);
      at = Math.max(at, to);
      if (mark.end + shift > end) break;
      index++;
    }
    this.#unmarked(at, end);
    return index;
  }

  /** White space between words, and the punctuation of a JSON array. */
  #unmarked(start: number, end: number): void {
    let from = start;
    while (from < end) {
      const space = isSpace(this.#text.charCodeAt(from));
      let to = from + 1;
      while (to < end && isSpace(this.#text.charCodeAt(to)) === space) to++;
      this.add(space ? "whitespace" : "argument", from, to);
      from = to;
    }
  }
}
