import type { Edit } from "../../source/edit.ts";
import type { Command, ShellScript } from "../../shell/command.ts";

/**
 * An edit that runs a command in front of another one, joined as its list joins its commands: `a && b` hides a failure of `a` from
 * `set -e`, so it stands only where `&&` stands already. Undefined where the command is not a plain part of a list.
 */
export function insertCommand(scripts: readonly ShellScript[], command: Command, text: string): Edit | undefined {
  const { circumstance, wrappers } = command;
  if (circumstance.conditional || circumstance.subshell || circumstance.functionBody !== undefined || circumstance.pipeline.length > 0 || wrappers.length > 0) return undefined;
  const script = scripts.find((candidate) => candidate.commands.includes(command));
  const list = script?.lists[command.list];
  if (script === undefined || list === undefined) return undefined;
  const place = list.parts.findIndex((part) => part.range.start === command.range.start && part.range.end === command.range.end);
  if (place === -1) return undefined;
  const joint = list.separators[place - 1] ?? list.separators[place];
  if (joint?.operator === "||" || joint?.operator === "&") return undefined;
  const at = command.range.start;
  return { range: { start: at, end: at }, text: `${text}${joint === undefined || joint.operator === "&&" ? " && " : "; "}` };
}
