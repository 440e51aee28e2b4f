import { joinPath } from "../../../../context/path.ts";
import type { Stage } from "../../../../dockerfile/model.ts";
import type { Command, ShellScript } from "../../../../shell/command.ts";
import { valueOf } from "../../../../source/fact.ts";

/** A command with the absolute folder in which it runs; undefined where a `cd` leads to a place that is not certain. */
export interface PlacedCommand {
  readonly command: Command;
  readonly script: ShellScript;
  readonly folder: string | undefined;
}

/** The commands of a RUN with their folders: WORKDIR, then every `cd` before them; one in a subshell holds in there alone. */
export function placeCommands(stage: Stage, script: ShellScript): readonly PlacedCommand[] {
  const start = workdirAt(stage, script);
  const inSubshell = new Map<number, string | undefined>();
  let folder: string | undefined = start;
  return script.commands.map((command) => {
    const { subshell } = command.circumstance;
    const current = subshell && inSubshell.has(command.list) ? inSubshell.get(command.list) : folder;
    if (command.name === "cd" || command.name === "pushd") {
      const target = command.words.length === 1 ? "/root" : command.words[1]?.value;
      const next = target === undefined || current === undefined || target === "-" ? undefined : joinPath(current, target);
      if (subshell) inSubshell.set(command.list, next);
      else folder = next;
    }
    return { command, script, folder: current };
  });
}

function workdirAt(stage: Stage, script: ShellScript): string {
  return valueOf(stage.configAt(script.instruction).workdir) ?? "/";
}
