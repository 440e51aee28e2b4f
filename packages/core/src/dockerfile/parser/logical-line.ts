import { MappedText, type Segment } from "../../source/mapped-text.ts";
import type { Range } from "../../source/text.ts";
import { skipSpace, trimSpan } from "./text/characters.ts";
import { continuationAt, lineAt, type PhysicalLine } from "./text/lines.ts";

/** One physical line of an instruction: a part of its text, or a comment or blank line between two parts. */
export type LineItem =
  | { readonly kind: "part"; readonly line: PhysicalLine; readonly start: number; readonly end: number; readonly escape: number | undefined }
  | { readonly kind: "comment"; readonly line: PhysicalLine; readonly hash: number }
  | { readonly kind: "blank"; readonly line: PhysicalLine };

/** An instruction's physical lines and the one line that BuildKit makes of them. */
export interface LogicalLine {
  readonly items: readonly LineItem[];
  readonly joined: MappedText;
  readonly next: number;
  /** Behind the instruction's last character in the file; an escape character that continues nothing is its last character. */
  readonly end: number;
  /** The first empty line between the parts. */
  readonly emptyLine: Range | undefined;
}

/**
 * Read the instruction that begins on a line whose first character that is no white space stands at `start`.
 * The first line loses its leading white space, the others keep theirs; comment and blank lines between are left out.
 */
export function readLogicalLine(text: string, first: PhysicalLine, start: number, escape: string): LogicalLine {
  const items: LineItem[] = [];
  const texts: string[] = [];
  const segments: Segment[] = [];
  let joined = 0;
  let emptyLine: Range | undefined;
  let line = first;
  let open = appendPart(start);
  while (open !== undefined && line.next < text.length) {
    line = lineAt(text, line.next);
    const content = skipSpace(text, line.start, line.end);
    if (content === line.end) {
      emptyLine ??= { start: line.start, end: line.end };
      items.push({ kind: "blank", line });
    } else if (text[content] === "#") {
      items.push({ kind: "comment", line, hash: content });
    } else {
      open = appendPart(line.start);
    }
  }
  const mapped = new MappedText(texts.join(""), segments);
  const { end } = trimSpan(mapped.text, { start: 0, end: mapped.text.length });
  return { items, joined: mapped, next: line.next, end: open ?? mapped.toSource(end - 1) + 1, emptyLine };

  function appendPart(from: number): number | undefined {
    const escapeAt = continuationAt(text, from, line.end, escape);
    const end = escapeAt ?? line.end;
    items.push({ kind: "part", line, start: from, end, escape: escapeAt });
    if (from < end) {
      texts.push(text.slice(from, end));
      segments.push({ joined, source: from, length: end - from });
      joined += end - from;
    }
    return escapeAt === undefined ? undefined : escapeAt + 1;
  }
}
