/** Go source as tokens. Source: The Go Programming Language Specification, "Lexical elements". */

export type GoTokenKind = "whitespace" | "comment" | "string" | "raw-string" | "rune" | "identifier" | "number" | "punctuation" | "other";

export interface GoToken {
  readonly kind: GoTokenKind;
  readonly text: string;
  /** UTF-16 offset in the file. */
  readonly start: number;
}

/** Longest first, so that `:=` is never read as `:` and `=`. */
const OPERATORS: readonly string[] = [
  "<<=", ">>=", "&^=", "...", "&&", "||", "<-", "++", "--", "==", "!=", "<=", ">=", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "&^",
];
const OPERATOR_LETTERS = new Set("+-*/%&|^<>=!()[]{},;.:~");

/**
 * Every character of the text in exactly one token, in order; linear in its length. What is no Go becomes tokens of kind `other`,
 * an unfinished string ends with its line and an unfinished comment or raw string with the file. Never throws. With `most`, only
 * that many from the beginning.
 */
export function tokenizeGo(text: string, most = Number.POSITIVE_INFINITY): readonly GoToken[] {
  const tokens: GoToken[] = [];
  let at = 0;
  while (at < text.length && tokens.length < most) {
    const { kind, end } = tokenAt(text, at);
    tokens.push({ kind, text: text.slice(at, end), start: at });
    at = end;
  }
  return tokens;
}

interface Extent {
  readonly kind: GoTokenKind;
  readonly end: number;
}

function tokenAt(text: string, at: number): Extent {
  const character = text[at] ?? "";
  const next = text[at + 1];
  if (isBlank(character)) return { kind: "whitespace", end: endWhile(text, at + 1, isBlank) };
  if (character === "/" && next === "/") return { kind: "comment", end: endOfLine(text, at) };
  if (character === "/" && next === "*") return { kind: "comment", end: endBehind(text, at + 2, "*/") };
  if (character === '"') return { kind: "string", end: endOfQuoted(text, at, '"') };
  if (character === "'") return { kind: "rune", end: endOfQuoted(text, at, "'") };
  if (character === "`") return { kind: "raw-string", end: endBehind(text, at + 1, "`") };
  if (isDigit(character) || (character === "." && isDigit(next ?? ""))) return { kind: "number", end: endOfNumber(text, at) };
  if (OPERATOR_LETTERS.has(character)) {
    const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
    return { kind: "punctuation", end: at + (operator?.length ?? 1) };
  }
  const first = letterLength(text, at);
  if (first > 0) return { kind: "identifier", end: endOfIdentifier(text, at + first) };
  return { kind: "other", end: at + codePointLength(text, at) };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r" || character === "\uFEFF";
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function endWhile(text: string, from: number, accepts: (character: string) => boolean): number {
  let at = from;
  while (at < text.length && accepts(text[at] ?? "")) at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline === -1 ? text.length : newline;
}

function endBehind(text: string, from: number, mark: string): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function endOfQuoted(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length) {
    const character = text[at];
    if (character === "\n") return at;
    if (character === quote) return at + 1;
    at += character === "\\" && text[at + 1] !== "\n" ? 2 : 1;
  }
  return text.length;
}

/** Digits, letters of prefixes and exponents, `_`, `.` and a sign behind an exponent: wide enough for every literal of the language. */
function endOfNumber(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    const character = text[at] ?? "";
    const before = text[at - 1] ?? "";
    const isSign = (character === "+" || character === "-") && (before === "e" || before === "E" || before === "p" || before === "P") && !isHexadecimal(text, from, before);
    if (!isSign && character !== "." && letterLength(text, at) !== 1 && !isDigit(character)) break;
    at++;
  }
  return at;
}

/** In `0xE+1` the `E` is a digit and the `+` an operator. */
function isHexadecimal(text: string, from: number, exponent: string): boolean {
  const prefix = text[from + 1];
  return text[from] === "0" && (prefix === "x" || prefix === "X") && (exponent === "e" || exponent === "E");
}

function endOfIdentifier(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const length = isDigit(text[at] ?? "") ? 1 : letterLength(text, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

const UNICODE_LETTER = /^[\p{L}\p{Nd}]$/u;

/** The UTF-16 length of the letter that begins at an offset; 0 when there is none. */
function letterLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95) return 1;
  if (Number.isNaN(code) || code < 128) return 0;
  const point = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return UNICODE_LETTER.test(point) ? point.length : 0;
}

function codePointLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
