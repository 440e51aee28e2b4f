import type { Instruction } from "../dockerfile/syntax.ts";
import type { Stage } from "../dockerfile/model.ts";
import type { Command, ShellScript } from "../shell/command.ts";
import type { DockerfileSubject } from "./rule.ts";

/** The instruction that takes effect: the one inside of an ONBUILD, else itself. */
export function effectiveInstruction(instruction: Instruction): Instruction {
  return instruction.keyword === "ONBUILD" && instruction.nested !== undefined ? instruction.nested : instruction;
}

/** The instruction of a stage that holds an offset of the file. */
export function instructionAt(stage: Stage, offset: number): Instruction | undefined {
  let low = 0;
  let high = stage.instructions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stage.instructions[middle]?.range.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const instruction = stage.instructions[low];
  return instruction !== undefined && instruction.range.start <= offset && offset <= instruction.range.end ? effectiveInstruction(instruction) : undefined;
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
