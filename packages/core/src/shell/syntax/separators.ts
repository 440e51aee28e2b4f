import type { Range } from "../../source/text.ts";
import type { ListOperator, SeparatorSyntax } from "./tree.ts";

/**
 * The operator in the gap between two items of a list. The gap holds white space, continuations and comments before it; the bodies
 * of heredocs only come after it, since they begin behind the end of a line.
 */
export function findSeparator(text: string, gap: Range, expected: "&&" | "||" | undefined): SeparatorSyntax {
  let at = gap.start;
  while (at < gap.end) {
    const character = text[at];
    if (character === "#" && opensComment(text, at)) {
      at = lineEnd(text, at, gap.end);
      continue;
    }
    const operator = expected === undefined ? statementEnd(character) : matching(text, at, expected);
    if (operator !== undefined) return { operator, range: { start: at, end: at + (expected === undefined ? 1 : 2) } };
    at++;
  }
  return { operator: expected ?? "newline", range: { start: gap.start, end: gap.start } };
}

function matching(text: string, at: number, expected: "&&" | "||"): ListOperator | undefined {
  return text.startsWith(expected, at) ? expected : undefined;
}

function statementEnd(character: string | undefined): ListOperator | undefined {
  if (character === ";") return ";";
  if (character === "&") return "&";
  return character === "\n" ? "newline" : undefined;
}

function opensComment(text: string, at: number): boolean {
  return at === 0 || " \t\n;&|()".includes(text[at - 1] ?? "");
}

function lineEnd(text: string, from: number, limit: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 || end > limit ? limit : end;
}
