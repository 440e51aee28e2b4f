import type { MountSetting } from "../../dockerfile/instructions.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { readMounts } from "../../dockerfile/read-mounts.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { effectiveInstruction } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const outer of stage.instructions) {
      for (const mount of readMounts(effectiveInstruction(outer))) {
        const mode = mount.type === "secret" || mount.type === "ssh" ? mount.options.get("mode") : undefined;
        if (mode === undefined || !isOpen(mode.value)) continue;
        yield {
          range: mode.range,
          message: `The ${mount.type} mount has mode ${mode.value}: every user of this RUN can read it, also one that dropped root to run foreign code.`,
          fix: closeFix(stage, outer, mount, mode),
        };
      }
    }
  }
}

/** Whether an octal mode gives others anything. */
function isOpen(mode: string): boolean {
  return /^[0-7]{3,5}$/.test(mode) && !mode.endsWith("0");
}

/** Root reads the file whatever its mode is; any other user may need what the mode gives to all. */
function closeFix(stage: Stage, instruction: Instruction, mount: MountSetting, mode: { readonly value: string; readonly range: { readonly start: number; readonly end: number } }): Fix {
  const { user } = stage.configAt(instruction);
  const isRoot = user.known && (user.value.user === "root" || user.value.user === "0");
  const closed = `mode=${mode.value.slice(0, -1)}0`;
  const isPlain = mode.range.end - mode.range.start === `mode=${mode.value}`.length;
  return {
    kind: isRoot && isPlain && !mount.options.has("uid") ? "preserving" : "suggested",
    description: isRoot ? `Close the mount to others: ${closed}` : "Give the mount to the user that needs it with uid= and leave mode out",
    edits: isRoot && isPlain && !mount.options.has("uid") ? [{ range: mode.range, text: closed }] : [],
  };
}
