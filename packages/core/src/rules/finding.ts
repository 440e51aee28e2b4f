import type { Evidence } from "../source/fact.ts";
import type { Position, Range } from "../source/text.ts";
import type { Category, Fix, Severity } from "./rule.ts";

/** One rule, one place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly message: string;
  readonly path: string;
  readonly range: Range;
  readonly start: Position;
  /** Behind the last character. */
  readonly end: Position;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | undefined;
}
