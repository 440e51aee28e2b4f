import { isAtOrBelow } from "../../context/path.ts";
import { holdsPrograms } from "../../knowledge/index.ts";
import type { Adjusted, Adjustments } from "../adjustments.ts";
import type { Application, RuntimeFile } from "../application.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { valueOf } from "../../source/fact.ts";
import { runtimeStages } from "../../posture/runtime-stages.ts";
import { landings } from "../stage/landings.ts";
import type { Decision } from "../plan.ts";
import { are, decide, evidenceOf, names } from "./decide.ts";

const QUESTION = "What does the program need beside itself?";

/**
 * Files that people name, in the file system of the stage that has them; a file in a folder that is taken whole need not be named again.
 * @param isNamed whether the program names a place by its whole path, so that it cannot move.
 */
export function statedFiles(target: Stage, application: Application, stated: Adjustments, isNamed: (path: string) => boolean): readonly RuntimeFile[] {
  const isLost = (path: string): boolean => stated.tmpfs.some(({ value }) => isAtOrBelow(value, path));
  const shown = [...application.writes.filter((write) => write.purpose === "data" && !isLost(write.path)), ...(valueOf(target.config.volumes) ?? [])];
  const lasting = [...stated.volumes.map(({ value }) => value), ...shown.map(({ path }) => path)];
  const isTaken = (path: string): boolean => application.files.some((file) => file.path === path || (file.kind === "folder" && isAtOrBelow(file.path, path)));
  return stated.files.filter(({ value }) => !isTaken(value)).map(({ value, evidence }): RuntimeFile => {
    const isWritten = lasting.some((path) => isAtOrBelow(path, value));
    return { path: value, stage: holderOf(value, target, application), kind: "file", relative: !isNamed(value), ...(isWritten ? { written: true } : {}), stated: true, evidence };
  });
}

export function fileDecisions(target: Stage, application: Application, stated: readonly Adjusted<string>[]): readonly Decision[] {
  if (stated.length === 0) return [];
  const built = stated.filter(({ value }) => holderOf(value, target, application) !== target);
  const whole = stated.filter((item) => !built.includes(item));
  const outcomes = [
    ...(whole.length === 0 ? [] : [`${names(whole)}, as the original's image has ${whole.length === 1 ? "it" : "them"}`]),
    ...(built.length === 0 ? [] : [`${names(built)}, out of the stage in which the program is built`]),
  ];
  const programs = stated.filter(({ value }) => holdsPrograms(value));
  const taken = decide("files", QUESTION, "adapt", outcomes.join("; "), evidenceOf(stated));
  if (programs.length === 0) return [taken];
  return [taken, decide("files", "What can someone who breaks in start?", "warn", `${are(programs)} started by whoever breaks in, too: a base without programs is worth less with every one that is put back`, evidenceOf(programs))];
}

/** The stage that runs; one that begins from nothing has only what is copied into it, so anything else can only lie where the program is built. */
function holderOf(path: string, target: Stage, application: Application): Stage {
  const chain = runtimeStages(target);
  if (chain.at(-1)?.base.kind !== "scratch") return target;
  const places = chain.flatMap((stage) => stage.instructions.flatMap((instruction) => landings(stage, instruction)));
  return places.some((place) => isAtOrBelow(place, path)) ? target : application.buildStage;
}
