import type { Stage } from "../dockerfile/model.ts";
import type { Range } from "../source/text.ts";
import type { Command } from "../shell/command.ts";
import { buildCommands, effectiveInstruction } from "./build/build-commands.ts";
import type { DockerfileSubject } from "./subject.ts";

/** A variable that is given a value: by ENV, by the default of an ARG, or by an assignment or `export` of a build command. */
export interface VariableSetting {
  readonly stage: Stage;
  readonly by: "ENV" | "ARG" | "command";
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

/** Every setting, with a certain value, of the variables that are asked for, in every stage. */
export function* variableSettings(subject: DockerfileSubject, isWanted: (name: string) => boolean): Iterable<VariableSetting> {
  for (const stage of subject.model.stages) yield* declared(stage, isWanted);
  for (const { stage, command } of buildCommands(subject)) yield* assigned(stage, command, isWanted);
}

function* declared(stage: Stage, isWanted: (name: string) => boolean): Iterable<VariableSetting> {
  for (const outer of stage.instructions) {
    const { keyword, arguments: words } = effectiveInstruction(outer);
    if (keyword !== "ENV" && keyword !== "ARG") continue;
    for (const { pair, range } of words) {
      if (pair?.rawValue === undefined || !isWanted(pair.key)) continue;
      const value = stage.variablesAt(outer).expand(pair.rawValue);
      if (value !== undefined) yield { stage, by: keyword, name: pair.key, value, range };
    }
  }
}

function* assigned(stage: Stage, command: Command, isWanted: (name: string) => boolean): Iterable<VariableSetting> {
  for (const { name, value, range } of command.assignments) {
    const text = value === undefined ? "" : value.value;
    if (text !== undefined && isWanted(name)) yield { stage, by: "command", name, value: text, range };
  }
  if (command.name !== "export" && command.name !== "declare" && command.name !== "typeset") return;
  for (const word of command.words.slice(1)) {
    const equals = word.value?.indexOf("=") ?? -1;
    if (word.value === undefined || equals <= 0) continue;
    const name = word.value.slice(0, equals);
    if (isWanted(name)) yield { stage, by: "command", name, value: word.value.slice(equals + 1), range: word.range };
  }
}
