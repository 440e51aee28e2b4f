import { MappedText, type Segment } from "../../../source/mapped-text.ts";
import type { Span } from "./characters.ts";

/** A stretch of a text as it stands, or what is decoded from it (`\n` in a JSON string), which then maps to its last character. */
export interface Piece extends Span {
  readonly decoded?: string;
}

/** A text gathered from pieces of another, each still leading to its place in the file. */
export function gather(from: MappedText, pieces: readonly Piece[]): MappedText {
  const texts: string[] = [];
  const segments: Segment[] = [];
  let joined = 0;
  for (const piece of pieces) {
    if (piece.decoded === undefined) {
      const slice = from.slice(piece.start, piece.end);
      texts.push(slice.text);
      for (const segment of slice.segments) segments.push({ ...segment, joined: joined + segment.joined });
      joined += slice.text.length;
    } else {
      texts.push(piece.decoded);
      const last = from.toSource(piece.end - 1);
      for (let index = 0; index < piece.decoded.length; index++) segments.push({ joined: joined + index, source: last, length: 1 });
      joined += piece.decoded.length;
    }
  }
  return new MappedText(texts.join(""), segments);
}

/** The stretches of a span that are left when single characters are taken out of it. */
export function without(span: Span, removed: readonly number[]): readonly Span[] {
  const kept: Span[] = [];
  let start = span.start;
  for (const offset of removed) {
    if (start < offset) kept.push({ start, end: offset });
    start = offset + 1;
  }
  if (start < span.end) kept.push({ start, end: span.end });
  return kept;
}
