import type { MappedText } from "../source/mapped-text.ts";
import type { Range } from "../source/text.ts";
import type { Instruction } from "../dockerfile/syntax.ts";

/**
 * The shell inside RUN, CMD, ENTRYPOINT, HEALTHCHECK and heredocs, flattened to the simple commands that would run, each with
 * the circumstances under which it runs. All ranges lead into the Dockerfile.
 */
export interface ShellScript {
  readonly instruction: Instruction;
  readonly dialect: ShellDialect;
  /** The text that was read, mapped to the file. */
  readonly text: MappedText;
  /** In the order in which they stand. Empty for a dialect that is left alone. */
  readonly commands: readonly Command[];
  /** What stands between two commands of one list, so that an edit can insert or remove a command with its operator. */
  readonly lists: readonly CommandList[];
  /** Whether every part was understood; when not, absence of a command proves nothing. */
  readonly complete: boolean;
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
}

/** `sh` and `bash` are read; `exec` is an argument vector without a shell; PowerShell, cmd and anything else are recognised and left alone. */
export type ShellDialect = "sh" | "bash" | "exec" | "powershell" | "cmd" | "other";

/** A simple command after its wrappers (`sudo`, `env`, `exec`, `nice`, `time`, `command`, `su-exec` …) have been unwrapped. */
export interface Command {
  /** The program's name without its folder, when it is certain: `curl` for `/usr/bin/curl`. */
  readonly name: string | undefined;
  /** The program first, then its arguments; redirections and assignments are not among them. */
  readonly words: readonly Word[];
  /** The whole simple command, wrappers, assignments and redirections included. */
  readonly range: Range;
  /** Wrappers from the outermost inwards, each with its own words (`sudo -E` has two). */
  readonly wrappers: readonly { readonly name: string; readonly words: readonly Word[]; readonly range: Range }[];
  /** `NAME=value` before the command, and those of an `env` wrapper. */
  readonly assignments: readonly Assignment[];
  readonly redirections: readonly Redirection[];
  readonly circumstance: Circumstance;
  /** The list that it stands in and its place there. */
  readonly list: number;
  readonly listIndex: number;
}

/** A word of the shell. */
export interface Word {
  /** As written. */
  readonly text: string;
  readonly range: Range;
  /** Its value where it is certain: quotes removed, variables of the Dockerfile and of the script resolved. */
  readonly value: string | undefined;
  /** Names of the variables in it that were expanded or could not be. */
  readonly variables: readonly string[];
  /** Whether it stands in the file in one piece and as plain text, so that it may be edited. */
  readonly editable: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word | undefined;
  readonly range: Range;
}

export interface Redirection {
  /** `>`, `>>`, `<`, `<<`, `<<<`, `&>`, `>&` … */
  readonly operator: string;
  readonly fileDescriptor: number | undefined;
  readonly target: Word | undefined;
  readonly range: Range;
}

export interface Circumstance {
  /** Runs only when a condition holds: in `if`, `while`, `case`, after `||`, behind a `&&` whose left side can fail by design (`[ … ]`, `test`, `command -v`). */
  readonly conditional: boolean;
  /** A failure does not fail the RUN: followed by `|| true`, in an `if` condition, before a `;` without `set -e`, not last in a pipe. */
  readonly failureIgnored: boolean;
  /** In `( … )`, `$( … )`, backquotes or a process substitution. */
  readonly subshell: boolean;
  /** Inside `$( … )` or backquotes: its output becomes a word of another command. */
  readonly substitution: boolean;
  /**
   * The command (index into `ShellScript.commands`) one of whose words its output becomes by `$( … )`, backquotes or a process
   * substitution; undefined outside of these and in the words of a `for` or `case`.
   */
  readonly substitutedInto: number | undefined;
  /** In the body of a function definition: runs when called. */
  readonly functionBody: string | undefined;
  /** Runs in the background with `&`. */
  readonly background: boolean;
  /** The pipe it is part of: indexes into `ShellScript.commands`, in order; empty when it is in none. */
  readonly pipeline: readonly number[];
}

/** Commands joined by `&&`, `||`, `;`, `&` or newlines at one nesting level. */
export interface CommandList {
  readonly depth: number;
  /** `separators[i]` stands between part i and part i+1; a part is a simple command, a pipe or a compound command. */
  readonly parts: readonly { readonly range: Range; readonly commands: readonly number[] }[];
  readonly separators: readonly { readonly operator: "&&" | "||" | ";" | "&" | "newline"; readonly range: Range }[];
}
