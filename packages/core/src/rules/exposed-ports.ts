import type { PortSetting } from "../dockerfile/model.ts";
import { readPorts } from "../dockerfile/read-ports.ts";
import type { Range } from "../source/text.ts";
import type { DockerfileSubject } from "./rule.ts";

export interface WrittenPort extends PortSetting {
  readonly range: Range;
}

/** The ports that EXPOSE names in the stages that run, whatever their base exposes. */
export function writtenPorts(subject: DockerfileSubject): readonly WrittenPort[] {
  return subject.runtimeStages.toReversed().flatMap((stage) =>
    stage.instructions
      .filter((instruction) => instruction.keyword === "EXPOSE")
      .flatMap((instruction) => {
        const scope = stage.variablesAt(instruction);
        return instruction.arguments.flatMap((argument) => {
          const ports = readPorts(scope.expand(argument.text) ?? "") ?? [];
          return ports.map((port) => ({ ...port, range: argument.range }));
        });
      }),
  );
}
