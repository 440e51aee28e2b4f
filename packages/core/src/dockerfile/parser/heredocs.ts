import { MappedText, type Segment } from "../../source/mapped-text.ts";
import type { Range } from "../../source/text.ts";
import { isBlank, type Span } from "./text/characters.ts";
import { lineAt, type PhysicalLine } from "./text/lines.ts";
import { without } from "./text/mapped-pieces.ts";
import { scanShellWord } from "./text/shell-word.ts";

/** `<<EOF` in a joined line. */
export interface HeredocOperator {
  readonly span: Span;
  readonly name: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  readonly fileDescriptor: number | undefined;
}

export interface HeredocBody {
  readonly bodyRange: Range;
  readonly content: MappedText;
  /** The line of the terminator and where the word begins on it; undefined when the file ends first. */
  readonly terminator: { readonly line: PhysicalLine; readonly start: number } | undefined;
  readonly next: number;
}

/**
 * The heredocs that a joined line announces. The line is split as BuildKit does it, with `\` whatever the escape directive says;
 * when the line cannot be split (an open quote, `${x@Q}`), BuildKit sees no heredoc in it.
 */
export function findHeredocs(line: string): readonly HeredocOperator[] {
  if (!line.includes("<<")) return [];
  const { words } = scanShellWord(line, { escape: "\\", lenient: true });
  return words.map((span) => heredocOperator(line, span)).filter((operator) => operator !== undefined);
}

/** What a word says as a heredoc operator: digits, `<<`, perhaps `-`, and a name without `<`; undefined for any other word. */
export function heredocOperator(text: string, span: Span): HeredocOperator | undefined {
  let at = span.start;
  while (at < span.end && (text[at] ?? "") >= "0" && (text[at] ?? "") <= "9") at++;
  const digits = text.slice(span.start, at);
  if (!text.startsWith("<<", at)) return undefined;
  at += 2;
  const stripTabs = text[at] === "-" && at < span.end;
  if (stripTabs) at++;
  while (at < span.end && isBlank(text.charCodeAt(at))) at++;
  const word = text.slice(at, span.end);
  if (word.includes("<")) return undefined;
  const scan = scanShellWord(word, { escape: "\\" });
  const name = without({ start: 0, end: word.length }, scan.removed).map(({ start, end }) => word.slice(start, end)).join("");
  if (name === "" || scan.words.length !== 1) return undefined;
  return { span, name, quoted: scan.quoted, stripTabs, fileDescriptor: digits === "" ? undefined : Number(digits) };
}

/** The lines up to the one that is the heredoc's name and nothing else. */
export function readHeredocBody(text: string, start: number, operator: HeredocOperator): HeredocBody {
  const texts: string[] = [];
  const segments: Segment[] = [];
  let joined = 0;
  let at = start;
  while (at < text.length) {
    const line = lineAt(text, at);
    const from = operator.stripTabs ? skipTabs(text, line.start, line.end) : line.start;
    if (line.end - from === operator.name.length && text.startsWith(operator.name, from)) {
      return { ...body(at), terminator: { line, start: from }, next: line.next };
    }
    // Without tabs to strip the body stands as it is and needs no map of its lines.
    if (operator.stripTabs) {
      texts.push(text.slice(from, line.next));
      segments.push({ joined, source: from, length: line.next - from });
      joined += line.next - from;
    }
    at = line.next;
  }
  return { ...body(at), terminator: undefined, next: at };

  function body(end: number): { readonly bodyRange: Range; readonly content: MappedText } {
    const content = operator.stripTabs ? new MappedText(texts.join(""), segments) : MappedText.at(text.slice(start, end), start);
    return { bodyRange: { start, end }, content };
  }
}

function skipTabs(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] === "\t") at++;
  return at;
}
