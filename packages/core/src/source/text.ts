/**
 * Text and places in it. Offsets are UTF-16 code units, as JavaScript strings and the Language Server Protocol count.
 */

/** A half-open span of UTF-16 offsets, `[start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as people and editors write it: both numbers count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's text with the path that people know it by. Line starts are found once, on first use. */
export class SourceText {
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** The line and column of an offset; offsets outside the text are clamped to its ends. */
  position(offset: number): Position {
    const starts = this.#starts();
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1 };
  }

  /** The text of a line (counted from 1) without its line end; empty for a line that does not exist. */
  line(number: number): string {
    const starts = this.#starts();
    const start = starts[number - 1];
    if (start === undefined) return "";
    const next = starts[number] ?? this.text.length;
    let end = next;
    while (end > start && (this.text[end - 1] === "\n" || this.text[end - 1] === "\r")) end--;
    return this.text.slice(start, end);
  }

  /** How many lines there are; a final line end does not begin another line. */
  get lineCount(): number {
    const starts = this.#starts();
    const last = starts[starts.length - 1] ?? 0;
    return last === this.text.length && starts.length > 1 ? starts.length - 1 : starts.length;
  }

  /** The line end that an inserted line should use: the one of the first line that has one, else `\n`. */
  get lineEnd(): "\n" | "\r\n" {
    const first = this.text.indexOf("\n");
    return first > 0 && this.text[first - 1] === "\r" ? "\r\n" : "\n";
  }

  slice(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  #starts(): readonly number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at !== -1; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
    return starts;
  }
}
