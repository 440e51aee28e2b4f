import type { MappedText } from "../../../source/mapped-text.ts";
import type { Span } from "./characters.ts";
import { gather, type Piece } from "./mapped-pieces.ts";

/** A string of a JSON array: where it stands with its quotes, and what it says. */
export interface JsonString {
  readonly span: Span;
  readonly decoded: MappedText;
}

export type JsonForm =
  | { readonly kind: "strings"; readonly strings: readonly JsonString[] }
  /** A JSON array with something else in it, which BuildKit refuses. */
  | { readonly kind: "not-strings" }
  /** No JSON, though it seems to be meant so. */
  | { readonly kind: "broken" }
  | { readonly kind: "other" };

/** What BuildKit takes a body for that may be a JSON array. */
export function readJsonForm(line: MappedText, body: Span): JsonForm {
  if (body.start === body.end || line.text[body.start] !== "[") return { kind: "other" };
  const strings = readStrings(line, body);
  if (strings !== undefined) return { kind: "strings", strings };
  const text = line.text.slice(body.start, body.end);
  if (isJson(text)) return { kind: "not-strings" };
  return { kind: looksLikeArray(text) ? "broken" : "other" };
}

/** The strings of an array of nothing but strings. */
function readStrings(line: MappedText, body: Span): readonly JsonString[] | undefined {
  const { text } = line;
  const strings: JsonString[] = [];
  let at = skipJsonSpace(text, body.start + 1, body.end);
  if (text[at] === "]" && at < body.end) return skipJsonSpace(text, at + 1, body.end) === body.end ? strings : undefined;
  while (at < body.end) {
    const string = readJsonString(line, at, body.end);
    if (string === undefined) return undefined;
    strings.push(string);
    at = skipJsonSpace(text, string.span.end, body.end);
    if (at >= body.end) return undefined;
    if (text[at] === "]") return skipJsonSpace(text, at + 1, body.end) === body.end ? strings : undefined;
    if (text[at] !== ",") return undefined;
    at = skipJsonSpace(text, at + 1, body.end);
  }
  return undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The JSON string that begins at an offset, or undefined when none does. */
export function readJsonString(line: MappedText, start: number, end: number): JsonString | undefined {
  const { text } = line;
  if (text[start] !== '"') return undefined;
  const pieces: Piece[] = [];
  let from = start + 1;
  let at = from;
  while (at < end) {
    const character = text[at] ?? "";
    if (character < " ") return undefined;
    if (character !== '"' && character !== "\\") {
      at++;
      continue;
    }
    if (from < at) pieces.push({ start: from, end: at });
    if (character === '"') return { span: { start, end: at + 1 }, decoded: gather(line, pieces) };
    const escaped = readEscape(text, at, end);
    if (escaped === undefined) return undefined;
    pieces.push(escaped);
    at = escaped.end;
    from = at;
  }
  return undefined;
}

function readEscape(text: string, start: number, end: number): Piece | undefined {
  const letter = text[start + 1] ?? "";
  if (letter === "u" && start + 6 <= end) {
    const hex = text.slice(start + 2, start + 6);
    return /^[\da-f]{4}$/i.test(hex) ? { start, end: start + 6, decoded: String.fromCharCode(Number.parseInt(hex, 16)) } : undefined;
  }
  const decoded = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  return decoded === undefined || start + 2 > end ? undefined : { start, end: start + 2, decoded };
}

/** JSON's own white space, which is less than BuildKit's. */
export function skipJsonSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && " \t\r\n".includes(text[at] ?? "-")) at++;
  return at;
}

/** Whether the whole text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a text with `[` first is an array gone wrong, not the shell's test command: `[ -d /x ]`, `[ "$a" = b ]` and `[[ … ]]`
 * are commands, `[ 'a' ]`, `["a" "b"]`, `["a", "b"] && c` and `[a, b]` are not.
 */
function looksLikeArray(text: string): boolean {
  const first = skipJsonSpace(text, 1, text.length);
  const quote = text[first];
  if (quote !== '"' && quote !== "'") return first === 1 && quote !== "[";
  let at = first + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === "\\" ? 2 : 1;
  const after = text[skipJsonSpace(text, at + 1, text.length)];
  return after === undefined || `,]'"`.includes(after);
}
