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

/** `, did you mean X?` for a message's end, or nothing. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
}
