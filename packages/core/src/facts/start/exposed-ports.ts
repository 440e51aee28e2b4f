import type { PortSetting } from "../../dockerfile/model.ts";
import { readPorts } from "../../dockerfile/read-ports.ts";
import type { Range } from "../../source/text.ts";
import type { DockerfileSubject } from "../subject.ts";

export interface WrittenPort extends PortSetting {
  readonly range: Range;
}

/** A file that names more ports than there are is not looked at further. */
const MOST_PORTS = 65_536;

/** The ports that EXPOSE names in the stages that run, whatever their base exposes. */
export function writtenPorts(subject: DockerfileSubject): readonly WrittenPort[] {
  let count = 0;
  return subject.runtimeStages.toReversed().flatMap((stage) =>
    stage.instructions
      .filter((instruction) => instruction.keyword === "EXPOSE")
      .flatMap((instruction) => {
        const scope = stage.variablesAt(instruction);
        return instruction.arguments.flatMap((argument) => {
          const ports = count < MOST_PORTS ? (readPorts(scope.expand(argument.text) ?? "") ?? []) : [];
          count += ports.length;
          return ports.map((port) => ({ ...port, range: argument.range }));
        });
      }),
  );
}
