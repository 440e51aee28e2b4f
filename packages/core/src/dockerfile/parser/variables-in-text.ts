import type { MappedText } from "../../source/mapped-text.ts";
import type { VariableUse } from "../syntax.ts";
import type { Diagnostics, Level } from "./diagnostics.ts";
import { without } from "./text/mapped-pieces.ts";
import { scanShellWord, type ShellWordOptions } from "./text/shell-word.ts";

export interface TextVariables {
  readonly variables: readonly VariableUse[];
  /** The text without the quotes and escape characters that BuildKit removes; variables stand as they are. */
  readonly unquoted: string;
}

/** The variables of a text that BuildKit expands, and what it says without its quotes. What BuildKit cannot expand is reported. */
export function findVariables(mapped: MappedText, options: ShellWordOptions, diagnostics: Diagnostics, level: Level): TextVariables {
  const { text } = mapped;
  if (!hasSpecialCharacter(text, options)) return { variables: [], unquoted: text };
  const scan = scanShellWord(text, options);
  if (scan.problem !== undefined) {
    const range = mapped.toSourceRange({ start: scan.problem.at, end: scan.problem.at + 1 });
    if (scan.problem.kind === "unterminated-quote") diagnostics.add(level, "unterminated-quote", range, "Nothing closes this quote.");
    else diagnostics.add(level, "invalid-value", range, "BuildKit cannot expand what begins here: no } closes it, or it has no operator of that kind.");
  }
  const variables = scan.expansions.map(({ start, end, ...expansion }): VariableUse => ({ ...expansion, range: mapped.toSourceRange({ start, end }) }));
  return { variables, unquoted: without({ start: 0, end: text.length }, scan.removed).map(({ start, end }) => text.slice(start, end)).join("") };
}

function hasSpecialCharacter(text: string, { escape }: ShellWordOptions): boolean {
  return text.includes("$") || text.includes('"') || text.includes("'") || text.includes(escape);
}
