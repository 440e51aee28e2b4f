import type { Instruction } from "../../dockerfile/syntax.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import type { DockerfileSubject } from "../subject.ts";

/** The instruction that takes effect: the one inside of an ONBUILD, else itself. */
export function effectiveInstruction(instruction: Instruction): Instruction {
  return instruction.keyword === "ONBUILD" && instruction.nested !== undefined ? instruction.nested : instruction;
}

/** The scripts of the RUN instructions of a stage. */
export function buildScripts(subject: DockerfileSubject, stage: Stage): readonly ShellScript[] {
  return subject.scripts(stage).filter((script) => effectiveInstruction(script.instruction).keyword === "RUN");
}

/** The commands of the RUN instructions of every stage. */
export function* buildCommands(subject: DockerfileSubject): Iterable<{ readonly stage: Stage; readonly script: ShellScript; readonly command: Command }> {
  for (const stage of subject.model.stages) {
    for (const script of buildScripts(subject, stage)) {
      for (const command of script.commands) yield { stage, script, command };
    }
  }
}

/** A script with the calls of one kind in it. */
export interface ScriptCalls<Call> {
  readonly script: ShellScript;
  readonly calls: readonly Call[];
}

/** Calls of a stage's scripts, in their order, put to the script in which they stand; scripts without any are left out. */
export function groupByScript<Call extends { readonly command: Command }>(scripts: readonly ShellScript[], calls: readonly Call[]): readonly ScriptCalls<Call>[] {
  if (calls.length === 0) return [];
  const owners = new Map(scripts.flatMap((script) => script.commands.map((command) => [command, script] as const)));
  const groups = new Map<ShellScript, Call[]>();
  for (const call of calls) {
    const script = owners.get(call.command);
    if (script === undefined) continue;
    const group = groups.get(script);
    if (group === undefined) groups.set(script, [call]);
    else group.push(call);
  }
  return [...groups].map(([script, calls]) => ({ script, calls }));
}
