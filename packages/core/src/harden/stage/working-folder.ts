import { parseImageReference, readCopy } from "../../dockerfile/index.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { findImage } from "../../knowledge/index.ts";
import { valueOf } from "../../source/fact.ts";

/**
 * The WORKDIR line that a stage needs on another base: COPY to a relative path, a relative WORKDIR and the program itself count on
 * the old base's working folder. Empty where the stage sets its own first, or where both bases have the same.
 */
export function workdirLine(target: Stage, reference: string): readonly string[] {
  const relies = target.instructions.find((instruction) => reliesOnFolder(instruction) || setsFolder(instruction));
  if (relies !== undefined && setsFolder(relies)) return [];
  const old = relies === undefined ? valueOf(target.config.workdir) : valueOf(target.configAt(relies).workdir);
  const parsed = parseImageReference(reference);
  const own = (parsed && findImage(parsed))?.config.workdir ?? "/";
  return old === undefined || old === own ? [] : [`WORKDIR ${old}`];
}

function setsFolder(instruction: Instruction): boolean {
  return instruction.keyword === "WORKDIR" && instruction.arguments[0]?.text.startsWith("/") === true;
}

function reliesOnFolder(instruction: Instruction): boolean {
  if (instruction.keyword === "WORKDIR") return true;
  const destination = readCopy(instruction)?.destination?.path;
  return destination !== undefined && !destination.startsWith("/");
}
