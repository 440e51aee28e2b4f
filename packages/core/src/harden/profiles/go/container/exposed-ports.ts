import type { PortSetting, Stage } from "../../../../dockerfile/model.ts";
import { readExpose } from "../../../../dockerfile/read-ports.ts";
import { runtimeStages } from "../../../../posture/runtime-stages.ts";
import { valueOf } from "../../../../source/fact.ts";

/** The ports that a stage exposes; of a base that is not known only those that the file itself names. */
export function exposedPorts(stage: Stage): readonly PortSetting[] {
  const known = valueOf(stage.config.exposedPorts);
  if (known !== undefined) return known;
  return runtimeStages(stage).flatMap((owner) =>
    owner.instructions.flatMap((instruction) => (instruction.keyword === "EXPOSE" ? readExpose(instruction, owner.variablesAt(instruction)).ports : [])),
  );
}
