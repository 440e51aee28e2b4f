import type { Range } from "./text.ts";

/** A run of characters that stands in the joined text at `joined` and in the file at `source`. */
export interface Segment {
  readonly joined: number;
  readonly source: number;
  readonly length: number;
}

/**
 * Text gathered from several places of a file, as BuildKit joins a continued instruction: escape and newline gone, comment and
 * blank lines between gone. The segments lead every character back to where it stands.
 */
export class MappedText {
  readonly text: string;
  readonly segments: readonly Segment[];

  constructor(text: string, segments: readonly Segment[]) {
    this.text = text;
    this.segments = segments;
  }

  /** A text that stands in the file as it is. */
  static at(text: string, source: number): MappedText {
    return new MappedText(text, text === "" ? [] : [{ joined: 0, source, length: text.length }]);
  }

  /** The part between two offsets of the joined text, with its own map. */
  slice(start: number, end: number): MappedText {
    const segments: Segment[] = [];
    for (let index = this.#indexAt(start); index < this.segments.length; index++) {
      const segment = this.segments[index];
      if (segment === undefined || segment.joined >= end) break;
      const from = Math.max(start, segment.joined);
      const to = Math.min(end, segment.joined + segment.length);
      if (from < to) segments.push({ joined: from - start, source: segment.source + from - segment.joined, length: to - from });
    }
    return new MappedText(this.text.slice(start, end), segments);
  }

  /** Where in the file the character at an offset of the joined text stands; the end of the text maps behind its last character. */
  toSource(offset: number): number {
    const segment = this.segments[this.#indexAt(offset)];
    if (segment === undefined) return 0;
    return segment.source + Math.max(0, Math.min(offset - segment.joined, segment.length));
  }

  /** The range in the file from the first to the last character of a joined range; it may span continuations and comments. */
  toSourceRange(range: Range): Range {
    const start = this.toSource(range.start);
    if (range.end <= range.start) return { start, end: start };
    return { start, end: this.toSource(range.end - 1) + 1 };
  }

  /** Whether a joined range stands in the file in one piece, so that an edit of it touches nothing else. */
  isContiguous(range: Range): boolean {
    const source = this.toSourceRange(range);
    return source.end - source.start === range.end - range.start;
  }

  /** The index of the last segment that begins at an offset or before it. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle]?.joined ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
