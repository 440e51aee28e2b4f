import type { ShellScript, Word } from "../../shell/command.ts";

/** Commands that the shell runs itself. Those that also exist as programs (`test`, `echo`) may differ from them. Source: POSIX XCU 2.9.1. */
const BUILTINS: ReadonlySet<string> = new Set([
  ":", ".", "source", "[", "alias", "bg", "break", "cd", "command", "continue", "declare", "echo", "eval", "exec", "exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill", "let", "local", "printf", "pwd", "read",
  "readonly", "return", "set", "shift", "shopt", "test", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait",
]);

/** Whether a script is one program with fixed words: no variable, no pattern, no redirection, nothing that only a shell does. */
export function isPlainCommand(script: ShellScript): boolean {
  const [command, second] = script.commands;
  if (command === undefined || second !== undefined || !script.complete || (script.dialect !== "sh" && script.dialect !== "bash")) return false;
  const { name, words, assignments, redirections, wrappers, circumstance } = command;
  if (name === undefined || BUILTINS.has(words[0]?.value ?? "") || assignments.length > 0 || redirections.length > 0) return false;
  if (circumstance.background || circumstance.subshell || circumstance.functionBody !== undefined || circumstance.conditional) return false;
  if (wrappers.some((wrapper) => wrapper.name !== "exec" || wrapper.words.length !== 1)) return false;
  const [list, inner] = script.lists;
  if (list === undefined || inner !== undefined || list.parts.length !== 1 || list.separators.length > 0) return false;
  return words.every(isFixed);
}

function isFixed({ value, variables, text }: Word): boolean {
  if (value === undefined || variables.length > 0) return false;
  const isQuoted = text.startsWith("'") || text.startsWith('"');
  return isQuoted || ![...text].some((character) => "*?[]{}~!".includes(character));
}
