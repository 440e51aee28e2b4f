import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

const SYSTEM = ["/proc", "/sys", "/dev", "/boot", "/initrd", "/lost+found"];

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "WORKDIR" && instruction.keyword !== "VOLUME") continue;
      const scope = stage.variablesAt(instruction);
      for (const argument of instruction.arguments) {
        const path = scope.expand(argument.text);
        const system = SYSTEM.find((folder) => path === folder || path?.startsWith(`${folder}/`));
        if (system === undefined) continue;
        yield {
          range: argument.range,
          message: `${instruction.keyword} ${path} lies in ${system}, a view of the kernel and its devices and no place for data: it hides or opens what the engine masks on purpose.`,
        };
      }
    }
  }
}
