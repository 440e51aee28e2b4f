import { readCopy } from "./read-copy.ts";
import { readMounts } from "./read-mounts.ts";
import type { DockerfileModel, Stage } from "./model.ts";
import type { Instruction } from "./syntax.ts";

/**
 * What a Dockerfile takes from its build context: the sources of COPY and ADD without `--from`, and of bind mounts, with variables
 * expanded where their values are certain and as written where they are not. URLs, repositories and heredocs are not among them.
 */
export function contextSources(model: DockerfileModel): readonly string[] {
  const sources = model.stages.flatMap((stage) => stage.instructions.flatMap((instruction) => sourcesOf(stage, instruction)));
  return [...new Set(sources)];
}

function sourcesOf(stage: Stage, instruction: Instruction): readonly string[] {
  const copy = readCopy(instruction);
  const expand = (text: string): string => stage.variablesAt(instruction).expand(text) ?? text;
  if (copy !== undefined) {
    return copy.from === undefined ? copy.sources.filter((source) => source.kind === "path").map((source) => expand(source.text)) : [];
  }
  if (instruction.keyword !== "RUN") return [];
  return readMounts(instruction)
    .filter((mount) => mount.type === "bind" && !mount.options.has("from"))
    .map((mount) => expand(mount.options.get("source")?.value ?? mount.options.get("src")?.value ?? "."));
}
