import type { Range } from "../../source/text.ts";
import type { SyntaxDiagnostic } from "../syntax.ts";

type Code = SyntaxDiagnostic["code"];
export type Level = SyntaxDiagnostic["level"];

/** Collects what is wrong with a file, in whatever order it is found. */
export class Diagnostics {
  readonly #found: SyntaxDiagnostic[] = [];

  add(level: Level, code: Code, range: Range, message: string, suggestion?: string): void {
    this.#found.push({ code, level, message, range, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  /** By place; at one place in the order in which they were found. */
  sorted(): readonly SyntaxDiagnostic[] {
    return this.#found.toSorted((a, b) => a.range.start - b.range.start);
  }
}

/** A message that ends in a suggestion, when there is one. */
export function didYouMean(message: string, suggestion: string | undefined): string {
  return suggestion === undefined ? `${message}.` : `${message}; did you mean ${suggestion}?`;
}

const LONGEST_EXCERPT = 60;

/** A text of the file for use in a message, cut when it is long. */
export function excerpt(text: string): string {
  return text.length <= LONGEST_EXCERPT ? text : `${text.slice(0, LONGEST_EXCERPT)}…`;
}
