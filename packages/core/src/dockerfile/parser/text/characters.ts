/** A half-open span of offsets in a joined line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** White space as BuildKit trims it and ends words with it: Go's `unicode.IsSpace`. JavaScript's differs (it counts U+FEFF and not U+0085). */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x85) return false;
  if (code <= 0xa0) return code === 0x85 || code === 0xa0;
  return code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** What separates a keyword from its arguments, and the words of `FROM`, `EXPOSE`, `COPY`, `ADD` and `VOLUME`: `[\t\v\f\r ]`. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || (code >= 0x0b && code <= 0x0d);
}

/** The first offset at or after `start` that is not white space; `end` when there is none. */
export function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The span without the white space at both ends. */
export function trimSpan(text: string, span: Span): Span {
  const start = skipSpace(text, span.start, span.end);
  let end = span.end;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}
