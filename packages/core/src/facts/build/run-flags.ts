import type { DockerfileModel } from "../../dockerfile/model.ts";
import type { Flag } from "../../dockerfile/syntax.ts";
import { effectiveInstruction } from "./build-commands.ts";

/** The flags of every RUN, those that ONBUILD holds included, that have this name and value: `--network=host`. */
export function runFlags(model: DockerfileModel, name: string, value: string): readonly Flag[] {
  return model.stages
    .flatMap((stage) => stage.instructions.map(effectiveInstruction))
    .filter((instruction) => instruction.keyword === "RUN")
    .flatMap((instruction) => instruction.flags)
    .filter((flag) => flag.name === name && flag.value === value);
}
