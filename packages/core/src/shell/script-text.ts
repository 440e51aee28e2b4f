import { MappedText, type Segment } from "../source/mapped-text.ts";
import type { PieceSyntax, WordSyntax } from "./syntax/tree.ts";

/** A text to be read as shell, and whether what stands in it may be edited where it stands. */
export interface ScriptText {
  readonly mapped: MappedText;
  readonly editable: boolean;
}

/** Several mapped texts as one. */
export function joinMapped(parts: readonly MappedText[]): MappedText {
  let text = "";
  const segments: Segment[] = [];
  for (const part of parts) {
    for (const segment of part.segments) segments.push({ ...segment, joined: segment.joined + text.length });
    text += part.text;
  }
  return new MappedText(text, segments);
}

/** The text without the carriage returns of its line ends, which a shell would take for part of a word. */
export function withoutCarriageReturns(mapped: MappedText): MappedText {
  const parts: MappedText[] = [];
  let from = 0;
  for (let at = mapped.text.indexOf("\r\n"); at !== -1; at = mapped.text.indexOf("\r\n", at + 1)) {
    parts.push(mapped.slice(from, at));
    from = at + 1;
  }
  return from === 0 ? mapped : joinMapped([...parts, mapped.slice(from, mapped.text.length)]);
}

/**
 * What a word hands to an inner shell: its quotes gone, its variables and substitutions left as they stand. The outer shell would
 * expand them, the inner one is read with the same variables, so both come to the same.
 */
export function scriptOfWord(word: WordSyntax, text: ScriptText): ScriptText {
  const editable = text.editable && !word.detached && word.pieces.every((piece) => piece.kind !== "literal" || piece.verbatim || piece.value === "");
  return { mapped: joinMapped(word.pieces.map((piece) => mappedPiece(piece, text.mapped))), editable };
}

function mappedPiece(piece: PieceSyntax, mapped: MappedText): MappedText {
  const { start, end } = piece.range;
  if (piece.kind !== "literal" || piece.verbatim) return mapped.slice(start, end);
  const length = Math.min(piece.value.length, end - start);
  return new MappedText(piece.value, length === 0 ? [] : [{ joined: 0, source: mapped.toSource(start), length }]);
}
