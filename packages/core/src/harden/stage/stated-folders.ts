import { findImage, isOpen, isSystemFolder } from "../../knowledge/index.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { runtimeStages } from "../../posture/runtime-stages.ts";
import type { Edit } from "../../source/edit.ts";
import { valueOf } from "../../source/fact.ts";
import type { Application } from "../application.ts";
import { format } from "../identity.ts";
import type { Decision, HardenInput, Identity } from "../plan.ts";
import { donorIn, givenPaths } from "./folders.ts";
import { anchorOf } from "./kept-user.ts";
import { evidenceAt, insertAfter, runLine, stageReference, unusedStageName } from "./line.ts";
import { isRoot, userBehind } from "./user-behind.ts";

const QUESTION = "Can it write where it must?";

/**
 * Folders that people name, in a stage that stays on its base: a new volume takes its owner from the folder in the image, so the folder
 * is made there and given to the account, where nothing does that yet. A stage that gets its user anew gives it all it must write.
 */
export function statedFolders(input: HardenInput, application: Application, identity: Identity, target: Stage): readonly Decision[] {
  const user = valueOf(input.subject.posture.user);
  const hasShell = valueOf(input.subject.posture.shell) === true;
  if (application.obstacles.some((obstacle) => obstacle.rulesOut === "user") || user === undefined || (user.root && hasShell)) return [];
  const given = new Set(runtimeStages(target).flatMap((stage) => [...givenPaths(stage, identity)]));
  const stated = application.writes.filter((write) => write.stated === true && write.purpose === "data" && write.beside !== true);
  const missing = stated.filter(({ path }) => !given.has(path) && !isOpen(path) && !isSystemFolder(path));
  if (missing.length === 0) return [];
  const paths = missing.map(({ path }) => path).toSorted();
  const edits = hasShell ? madeInside(input, target, identity, paths) : copiedIn(input, target, identity, paths);
  const evidence = missing.map((write) => write.evidence);
  if (edits === undefined) {
    const outcome = `whether ${paths.join(", ")} belongs to ${format(identity)} is not known, and nothing here can make it: the image has no shell that is known; make it in the Dockerfile, in a stage with a shell, and copy it in with COPY --chown=${format(identity)}`;
    return [{ id: "ownership", question: QUESTION, answer: "warn", outcome, evidence, edits: [], rule: "non-root-can-write" }];
  }
  const outcome = `${paths.join(", ")} ${paths.length === 1 ? "belongs" : "belong"} to ${format(identity)}, so that it may write there`;
  return [{ id: "ownership", question: QUESTION, answer: "adapt", outcome, evidence: [...evidence, evidenceAt(input, target.from.range, "has no such folder of the account")], edits, rule: "non-root-can-write" }];
}

/** By a RUN as root, in front of VOLUME, behind which what is done to the folder may be lost. */
function madeInside(input: HardenInput, target: Stage, identity: Identity, paths: readonly string[]): readonly Edit[] {
  const { source } = input.subject;
  const anchor = anchorOf(target);
  const volume = target.instructions.find((instruction) => instruction.keyword === "VOLUME");
  const user = volume === undefined ? userBehind(target, anchor) : valueOf(target.configAt(volume).user);
  const run = `RUN mkdir -p ${paths.join(" ")} && chown ${format(identity)} ${paths.join(" ")}`;
  // The account as which it ends is named by its number everywhere.
  const back = user?.text === valueOf(target.config.user)?.text ? format(identity) : (user?.text ?? "");
  const lines = isRoot(user) ? [run] : ["USER root", run, `USER ${back}`];
  if (volume === undefined) return [insertAfter(anchor, lines, source)];
  const at = volume.range.start;
  return [{ range: { start: at, end: at }, text: lines.map((line) => line + source.lineEnd).join("") }];
}

/** Out of a stage before it that has a shell; undefined when none is known to have one. */
function copiedIn(input: HardenInput, target: Stage, identity: Identity, paths: readonly string[]): readonly Edit[] | undefined {
  const { source, model } = input.subject;
  const maker = model.stages.find((stage) => stage.index < target.index && hasShell(stage));
  if (maker === undefined) return undefined;
  const name = unusedStageName(input, "folders", "empty-folders");
  const donor = donorIn(maker);
  const lines = [`FROM ${stageReference(input, maker)} AS ${name}`, runLine([`mkdir -p ${paths.map((path) => donor + path).join(" ")}`], input), ""];
  const at = target.from.range.start;
  return [
    { range: { start: at, end: at }, text: lines.map((line) => line + source.lineEnd).join("") },
    insertAfter(target.from, paths.map((path) => `COPY --from=${name} --chown=${format(identity)} ${donor}${path} ${path}`), source),
  ];
}

function hasShell(stage: Stage): boolean {
  const base = runtimeStages(stage).at(-1)?.base;
  return base?.kind === "image" && findImage(base.reference)?.shell === true;
}
