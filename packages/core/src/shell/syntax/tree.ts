import type { Range } from "../../source/text.ts";

/**
 * The part of a shell's syntax tree that the reading of commands needs, free of any parser's own shapes.
 * All ranges are offsets into the text that was parsed.
 */
export interface SyntaxTree {
  readonly list: ListSyntax;
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
}

/** Items joined by `&&`, `||`, `;`, `&` or newlines; `separators[i]` stands between item i and item i+1. */
export interface ListSyntax {
  readonly range: Range;
  readonly items: readonly ItemSyntax[];
  readonly separators: readonly SeparatorSyntax[];
}

export type ListOperator = "&&" | "||" | ";" | "&" | "newline";

export interface SeparatorSyntax {
  readonly operator: ListOperator;
  readonly range: Range;
}

/** One command, or several in a pipe. */
export interface ItemSyntax {
  readonly range: Range;
  readonly commands: readonly CommandSyntax[];
  /** `! command`. */
  readonly negated: boolean;
  /** The `time` keyword before it. */
  readonly time: Range | undefined;
  /** Whether an `&` follows its `&&`/`||` chain. */
  readonly background: boolean;
}

export type CommandSyntax = SimpleSyntax | CompoundSyntax;

export interface SimpleSyntax {
  readonly kind: "simple";
  readonly range: Range;
  readonly assignments: readonly AssignmentSyntax[];
  readonly words: readonly WordSyntax[];
  readonly redirections: readonly RedirectionSyntax[];
}

export interface CompoundSyntax {
  readonly kind: "compound";
  readonly construct: "subshell" | "group" | "if" | "loop" | "for" | "case" | "function" | "coprocess" | "test";
  readonly range: Range;
  /** The function, or the variable of a `for`. */
  readonly name: string | undefined;
  /** The words of a `for`, a `case`, a `[[ … ]]`; undefined for a `for` over the positional parameters. */
  readonly words: readonly WordSyntax[] | undefined;
  readonly branches: readonly BranchSyntax[];
  readonly redirections: readonly RedirectionSyntax[];
}

export interface BranchSyntax {
  readonly role: "condition" | "body";
  readonly list: ListSyntax;
}

export interface AssignmentSyntax {
  readonly name: string;
  readonly range: Range;
  /** `NAME+=value`. */
  readonly append: boolean;
  readonly value: WordSyntax;
}

export interface RedirectionSyntax {
  readonly operator: string;
  readonly fileDescriptor: number | undefined;
  readonly range: Range;
  /** The file, the descriptor, the here-string, or the delimiter of a heredoc. */
  readonly target: WordSyntax | undefined;
  /** What stands between a heredoc's delimiters. */
  readonly body: WordSyntax | undefined;
}

export interface WordSyntax {
  readonly range: Range;
  /** As written; differs from the text at `range` only inside backquotes with escapes, where no place of its own exists. */
  readonly text: string;
  readonly pieces: readonly PieceSyntax[];
  /** Stands inside backquotes that hold escapes: `range` is that of the whole substitution. */
  readonly detached: boolean;
}

export type PieceSyntax = LiteralPiece | VariablePiece | SubstitutionPiece | DynamicPiece;

/** Characters that stand for themselves; verbatim when `value` is exactly the text at `range`. */
export interface LiteralPiece {
  readonly kind: "literal";
  readonly range: Range;
  readonly value: string;
  readonly verbatim: boolean;
  readonly quoted: boolean;
}

export interface VariablePiece {
  readonly kind: "variable";
  readonly range: Range;
  readonly name: string;
  readonly quoted: boolean;
  /** `:-` with its operand and the like; "unsupported" for what cannot be computed (`${x@Q}`, `${!x}`, `${x[1]}`). */
  readonly operation: { readonly operator: string; readonly operands: readonly WordSyntax[] } | "unsupported" | undefined;
}

/** `$( … )`, backquotes, `<( … )`, `>( … )`. */
export interface SubstitutionPiece {
  readonly kind: "substitution";
  readonly range: Range;
  readonly form: "command" | "process";
  readonly list: ListSyntax | undefined;
}

/** Arithmetic, brace expansion, extended globs, arrays: what only the shell can tell, with the pieces inside. */
export interface DynamicPiece {
  readonly kind: "dynamic";
  readonly range: Range;
  readonly pieces: readonly PieceSyntax[];
}
