import type { Stage } from "../../dockerfile/model.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import type { Range } from "../../source/text.ts";

/** A variable of the environment in which a command runs. */
export interface Setting {
  /** Undefined where it is set to something that is not certain. */
  readonly value: string | undefined;
  /** What sets it, where that stands in the Dockerfile. */
  readonly range: Range | undefined;
  /** As the command's user would say it: `CGO_ENABLED=0 before the command`. */
  readonly place: string;
}

/** What a variable of the environment is for a command: its own assignment, `export` and `go env -w` before it, ENV and ARG; undefined when nothing sets it. */
export function settingFor(stage: Stage, script: ShellScript, command: Command, name: string): Setting | undefined {
  const variable = stage.variablesAt(script.instruction).get(name);
  const own = settingInScript(script, command, name, variable !== undefined);
  if (own !== undefined || variable === undefined) return own;
  return { value: variable.value, range: variable.instruction?.range, place: variable.kind === "arg" ? "by ARG" : "by ENV" };
}

/** The part of a script that settings are read from; a recipe of another file has no instruction. */
export type Commands = Pick<ShellScript, "commands">;

/** The same within a script alone. A plain assignment on a line of its own reaches a command only when the variable is exported. */
export function settingInScript(script: Commands, command: Command, name: string, isExported: boolean): Setting | undefined {
  const assigned = command.assignments.findLast((assignment) => assignment.name === name);
  if (assigned !== undefined) return { value: assigned.value === undefined ? "" : assigned.value.value, range: assigned.range, place: "before the command" };
  const { places, changes } = historyOf(script);
  const at = places.get(command) ?? 0;
  return latest(changesOf(script, changes, name, isExported), at);
}

/** From this command of the script on a variable is exported with this value. */
interface Change {
  readonly at: number;
  readonly setting: Setting;
}

interface History {
  readonly places: ReadonlyMap<Command, number>;
  readonly changes: Map<string, readonly Change[]>;
}

const histories = new WeakMap<Commands, History>();

/** Where commands stand, and what was asked of a script before: it may hold ten thousand builds. */
function historyOf(script: Commands): History {
  const before = histories.get(script);
  if (before !== undefined) return before;
  const history: History = { places: new Map(script.commands.map((command, at) => [command, at] as const)), changes: new Map() };
  histories.set(script, history);
  return history;
}

function changesOf({ commands }: Commands, known: Map<string, readonly Change[]>, name: string, isExported: boolean): readonly Change[] {
  const before = known.get(name);
  if (before !== undefined) return before;
  const changes: Change[] = [];
  let exports = isExported;
  let plain: Setting | undefined;
  for (const [at, command] of commands.entries()) {
    const setting = exported(command, name);
    const alone = command.words.length > 0 ? undefined : command.assignments.findLast((assignment) => assignment.name === name);
    if (alone !== undefined) plain = { value: alone.value === undefined ? "" : alone.value.value, range: alone.range, place: "by export" };
    const begins = command.name === "export" && command.words.some((word) => word.value === name);
    exports ||= begins || setting !== undefined;
    if (setting !== undefined) changes.push({ at, setting });
    else if (plain !== undefined && exports && (alone !== undefined || begins)) changes.push({ at, setting: plain });
  }
  known.set(name, changes);
  return changes;
}

function latest(changes: readonly Change[], before: number): Setting | undefined {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.at ?? 0) < before) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1]?.setting;
}

function exported(command: Command, name: string): Setting | undefined {
  const sets = command.name === "export" || (command.name === "go" && command.words[1]?.value === "env" && command.words[2]?.value === "-w");
  const word = sets ? command.words.find((candidate) => (candidate.value ?? candidate.text).startsWith(`${name}=`)) : undefined;
  return word && { value: word.value?.slice(name.length + 1), range: word.range, place: command.name === "go" ? "by go env -w" : "by export" };
}
