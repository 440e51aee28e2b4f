import type { Circumstance } from "./command.ts";
import type { ScriptText } from "./script-text.ts";
import type { ShellScope } from "./scope.ts";
import type { CompoundSyntax, WordSyntax } from "./syntax/tree.ts";

/** Where the reading of a script stands: the text, the shell's state, and under which circumstances a command here would run. */
export interface ReadingContext {
  readonly text: ScriptText;
  readonly scope: ShellScope;
  readonly conditional: boolean;
  readonly subshell: boolean;
  readonly substitution: boolean;
  readonly substitutedInto: number | undefined;
  readonly functionBody: string | undefined;
  readonly background: boolean;
  /** The indexes of the pipe's commands, filled while they are read. */
  readonly pipeline: number[] | undefined;
  /** The exit status of the list is that of the whole. */
  readonly decisive: boolean;
  /** `set -e` would take effect here: not in a condition, nor left of `&&` and `||`. */
  readonly errexit: boolean;
  /** Levels of lists. */
  readonly depth: number;
  /** Levels of scripts in words. */
  readonly innerScripts: number;
}

export function outermostContext(text: ScriptText, scope: ShellScope): ReadingContext {
  return {
    text, scope, conditional: false, subshell: false, substitution: false, substitutedInto: undefined, functionBody: undefined, background: false,
    pipeline: undefined, decisive: true, errexit: true, depth: 0, innerScripts: 0,
  };
}

/** The circumstances of one branch of a compound command; what may not run gets variables of its own. */
export function branchContext(node: CompoundSyntax, index: number, context: ReadingContext): ReadingContext {
  const condition = node.branches[index]?.role === "condition" ? { decisive: false, errexit: false } : {};
  switch (node.construct) {
    case "subshell":
      return { ...context, subshell: true, scope: context.scope.fork() };
    case "group":
    case "test":
      return context;
    case "coprocess":
      return { ...context, background: true, decisive: false, scope: context.scope.fork() };
    case "function":
      // Where it is called decides; until then its failures are taken to count.
      return { ...context, functionBody: node.name ?? "", decisive: true, errexit: true, pipeline: undefined, substitutedInto: undefined, scope: context.scope.fork() };
    case "for":
      return { ...context, conditional: context.conditional || mayBeEmpty(node.words), scope: context.scope.fork() };
    case "if":
    case "loop":
    case "case":
      if (index === 0 && node.branches[index]?.role === "condition") return { ...context, ...condition };
      return { ...context, ...condition, conditional: true, scope: context.scope.fork() };
  }
}

export function circumstanceOf(context: ReadingContext, failureIgnored: boolean): Circumstance {
  const { conditional, subshell, substitution, substitutedInto, functionBody, background, pipeline } = context;
  return { conditional, failureIgnored, subshell, substitution, substitutedInto, functionBody, background, pipeline: pipeline ?? [] };
}

/** Whether a `for` may run over nothing. */
function mayBeEmpty(words: readonly WordSyntax[] | undefined): boolean {
  return words === undefined || !words.some((word) => word.pieces.some((piece) => piece.kind === "literal" && piece.value !== ""));
}
