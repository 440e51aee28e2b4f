import { fileNameOf, joinPath } from "../../context/path.ts";
import { readCopy } from "../../dockerfile/index.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { valueOf } from "../../source/fact.ts";

/**
 * Absolute paths at which a COPY or ADD may put its sources: the destination itself first, then each source in it, since only the
 * builder knows whether the destination is a folder. Empty for any other instruction.
 */
export function landings(stage: Stage, instruction: Instruction): readonly string[] {
  const copy = readCopy(instruction);
  if (copy?.destination === undefined) return [];
  const destination = joinPath(valueOf(stage.configAt(instruction).workdir) ?? "", copy.destination.path);
  return [destination, ...copy.sources.map((source) => joinPath(destination, fileNameOf(source.text)))];
}
