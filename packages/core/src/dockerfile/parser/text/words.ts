import { isBlank, isSpace, type Span } from "./characters.ts";

/** The words between blanks, quotes meaning nothing: `FROM`, `EXPOSE`, and `COPY`, `ADD`, `VOLUME` without JSON. */
export function splitBlanks(text: string, span: Span): readonly Span[] {
  const words: Span[] = [];
  let at = span.start;
  while (at < span.end) {
    const start = at;
    while (at < span.end && !isBlank(text.charCodeAt(at))) at++;
    if (start < at) words.push({ start, end: at });
    while (at < span.end && isBlank(text.charCodeAt(at))) at++;
  }
  return words;
}

/**
 * The words of `ENV`, `LABEL` and `ARG`: quotes and the escape character hold a word together and stay in it; in single quotes
 * nothing is escaped. An escape character that ends the text is dropped.
 */
export function splitQuoted(text: string, span: Span, escape: string): readonly Span[] {
  const words: Span[] = [];
  let at = span.start;
  while (at < span.end) {
    if (isSpace(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const start = at;
    at = quotedWordEnd(text, start, span.end, escape);
    const end = at > span.end ? span.end - 1 : at;
    if (start < end) words.push({ start, end });
  }
  return words;
}

/** Where a word ends; beyond `end` when its last character is an escape character with nothing to escape. */
function quotedWordEnd(text: string, start: number, end: number, escape: string): number {
  let quote = "";
  let at = start;
  while (at < end) {
    const character = text[at] ?? "";
    if (quote === "" && isSpace(text.charCodeAt(at))) return at;
    if (character === quote) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    at += character === escape && quote !== "'" ? 2 : 1;
  }
  return at;
}
