/** A line of the file as it stands. */
export interface PhysicalLine {
  readonly start: number;
  /** Behind the last character before the line end; carriage returns before the newline belong to the line end. */
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** The line that begins at an offset. Only `\n` ends a line. */
export function lineAt(text: string, start: number): PhysicalLine {
  const newline = text.indexOf("\n", start);
  const next = newline === -1 ? text.length : newline + 1;
  let end = next;
  while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return { start, end, next };
}

/**
 * Where the escape character stands that continues a line, or undefined when the line ends the instruction.
 *
 * It is the last character but for blanks and tabs, and the character before it is not the escape character too. BuildKit does
 * not count: `\\\` is not a continuation either.
 */
export function continuationAt(text: string, start: number, end: number, escape: string): number | undefined {
  let at = end - 1;
  while (at >= start && (text[at] === " " || text[at] === "\t")) at--;
  if (at < start || text[at] !== escape) return undefined;
  return at > start && text[at - 1] === escape ? undefined : at;
}
