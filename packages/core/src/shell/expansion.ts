import type { ShellScope } from "./scope.ts";
import type { PieceSyntax, VariablePiece, WordSyntax } from "./syntax/tree.ts";

/** What a word becomes: its fields after splitting, or undefined where that is not certain. */
export interface Expansion {
  readonly fields: readonly string[] | undefined;
  /** Every variable that the word names. */
  readonly variables: readonly string[];
}

/** Names that only a run knows: positional and special parameters. */
const SPECIAL = /^[0-9@*#?$!-]/;

/** The fields of a word: `$LIST` with `a b` gives two, an empty unquoted variable none. Source: POSIX XCU 2.6. */
export function expandWord(word: WordSyntax, scope: ShellScope): Expansion {
  const variables = variablesOf(word.pieces);
  const fields: string[] = [];
  let current: string | undefined;
  for (const piece of word.pieces) {
    const value = pieceValue(piece, scope);
    if (value === undefined) return { fields: undefined, variables };
    if (piece.kind === "literal" || (piece.kind === "variable" && piece.quoted)) {
      current = (current ?? "") + value;
      continue;
    }
    for (const [index, part] of value.split(/[ \t\n]/).entries()) {
      if (index > 0 && current !== undefined) {
        fields.push(current);
        current = undefined;
      }
      if (part !== "") current = (current ?? "") + part;
    }
  }
  if (current !== undefined) fields.push(current);
  return { fields, variables };
}

/** A word's value where the shell does not split it: an assignment, the target of a redirection, an operand. */
export function unsplitValue(word: WordSyntax, scope: ShellScope): string | undefined {
  let value = "";
  for (const piece of word.pieces) {
    const part = pieceValue(piece, scope);
    if (part === undefined) return undefined;
    value += part;
  }
  return value;
}

/** Every variable named in the pieces, also those inside operands and substitutions' neighbours, each once. */
export function variablesOf(pieces: readonly PieceSyntax[]): readonly string[] {
  if (pieces.every((piece) => piece.kind === "literal")) return [];
  const names = new Set<string>();
  const visit = (list: readonly PieceSyntax[]): void => {
    for (const piece of list) {
      if (piece.kind === "dynamic") visit(piece.pieces);
      if (piece.kind !== "variable") continue;
      names.add(piece.name);
      for (const operand of operandsOf(piece)) visit(operand.pieces);
    }
  };
  visit(pieces);
  return [...names];
}

export function operandsOf(piece: VariablePiece): readonly WordSyntax[] {
  return piece.operation === undefined || piece.operation === "unsupported" ? [] : piece.operation.operands;
}

function pieceValue(piece: PieceSyntax, scope: ShellScope): string | undefined {
  if (piece.kind === "literal") return piece.value;
  return piece.kind === "variable" ? variableValue(piece, scope) : undefined;
}

function variableValue(piece: VariablePiece, scope: ShellScope): string | undefined {
  const { operation } = piece;
  const value = SPECIAL.test(piece.name) ? undefined : scope.get(piece.name);
  if (value === undefined || operation === undefined) return value;
  if (operation === "unsupported") return undefined;
  const [operand, replacement] = operation.operands;
  const text = operand === undefined ? "" : unsplitValue(operand, scope);
  switch (operation.operator) {
    case ":-":
    case ":=":
      return value === "" ? text : value;
    case "-":
    case "=":
    case "?":
      return value;
    case ":?":
      return value === "" ? undefined : value;
    case ":+":
      return value === "" ? "" : text;
    case "+":
      return text;
    case "/":
    case "//":
      return text === undefined || replacement === undefined ? undefined : replaced(value, text, unsplitValue(replacement, scope), operation.operator === "//");
    default:
      return text === undefined ? undefined : trimmed(value, operation.operator, text);
  }
}

function replaced(value: string, pattern: string, replacement: string | undefined, all: boolean): string | undefined {
  if (replacement === undefined || pattern === "" || hasGlob(pattern)) return undefined;
  return all ? value.split(pattern).join(replacement) : value.replace(pattern, () => replacement);
}

/** `${v#pattern}` and its kin, for plain patterns and those with one `*` at the far end (`${v%%-*}`, `${v##*\/}`). */
function trimmed(value: string, operator: string, pattern: string): string | undefined {
  const front = operator.startsWith("#");
  const longest = operator.length === 2;
  const star = front ? pattern.startsWith("*") : pattern.endsWith("*");
  const plain = !star ? pattern : front ? pattern.slice(1) : pattern.slice(0, -1);
  if (plain === "" || hasGlob(plain)) return undefined;
  if (!star && front) return value.startsWith(plain) ? value.slice(plain.length) : value;
  if (!star) return value.endsWith(plain) ? value.slice(0, -plain.length) : value;
  const at = front === longest ? value.lastIndexOf(plain) : value.indexOf(plain);
  if (at === -1) return value;
  return front ? value.slice(at + plain.length) : value.slice(0, at);
}

function hasGlob(pattern: string): boolean {
  return ["*", "?", "[", "\\"].some((character) => pattern.includes(character));
}
