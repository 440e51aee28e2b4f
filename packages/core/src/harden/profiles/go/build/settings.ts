import type { Stage } from "../../../../dockerfile/model.ts";
import type { Command, ShellScript, Word } from "../../../../shell/command.ts";
import type { Range } from "../../../../source/text.ts";

/** A variable of the environment in which a command runs. */
export interface Setting {
  /** Undefined where it is set to something that is not certain. */
  readonly value: string | undefined;
  /** What sets it, where that stands in the Dockerfile. */
  readonly range: Range | undefined;
  /** As the go command's user would say it: `CGO_ENABLED=0 before the command`. */
  readonly place: string;
}

/** What a variable of the environment is for a command: its own assignment, `export` and `go env -w` before it, ENV and ARG; undefined when nothing sets it. */
export function settingFor(stage: Stage, script: ShellScript, command: Command, name: string): Setting | undefined {
  const assigned = command.assignments.findLast((assignment) => assignment.name === name);
  if (assigned !== undefined) return { value: assigned.value === undefined ? "" : assigned.value.value, range: assigned.range, place: "before the command" };
  const at = script.commands.indexOf(command);
  for (const earlier of script.commands.slice(0, Math.max(at, 0)).toReversed()) {
    const word = exported(earlier, name);
    if (word !== undefined) return { value: word.value?.slice(name.length + 1), range: word.range, place: earlier.name === "go" ? "by go env -w" : "by export" };
  }
  const variable = stage.variablesAt(script.instruction).get(name);
  if (variable === undefined) return undefined;
  return { value: variable.value, range: variable.instruction?.range, place: variable.kind === "arg" ? "by ARG" : "by ENV" };
}

function exported(command: Command, name: string): Word | undefined {
  const sets = command.name === "export" || (command.name === "go" && command.words[1]?.value === "env" && command.words[2]?.value === "-w");
  if (!sets) return undefined;
  return command.words.find((word) => (word.value ?? word.text).startsWith(`${name}=`));
}
