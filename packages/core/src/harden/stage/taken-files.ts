import { parseDockerfile } from "../../dockerfile/parse.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { dockerfileSubject } from "../../facts/subject.ts";
import { applyEdits, composeEdits, uniqueEdits } from "../../source/edit.ts";
import { SourceText } from "../../source/text.ts";
import type { Application, RuntimeFile } from "../application.ts";
import { fixDecisions } from "../fixes.ts";
import { format } from "../identity.ts";
import type { Move } from "../move.ts";
import type { Decision, HardenInput, Identity } from "../plan.ts";
import { moveSecrets } from "../secrets.ts";
import { outOfRoot } from "./closed-folder.ts";
import { landings } from "./landings.ts";
import { copyLine, insertAfter, stageReference, unusedStageName } from "./line.ts";

const QUESTION = "What does the program need beside itself?";

/** What brings the files that people name into a stage that leaves its base. */
export interface TakenFiles {
  /** Lines of stages to put in front of the stage. */
  readonly donors: readonly string[];
  /** COPY lines of the stage itself. */
  readonly copies: readonly string[];
  readonly decisions: readonly Decision[];
}

/**
 * Files that people name lie in the original's image: by its base, by a RUN that another base cannot run, or by a COPY that the stage
 * keeps. For the first two the original stage stays under another name, only to give them.
 */
export function takenFiles(move: Move, target: Stage): TakenFiles {
  const { input, application, identity } = move;
  const files = missingFiles(application, target, outOfRoot);
  const isOriginal = files.some((file) => file.stage === target);
  const name = unusedStageName(input, "original", "original-stage");
  const copies = files.map((file) => copyLine(file.stage === target ? name : stageReference(input, file.stage), file.path, outOfRoot(file.path), ownerFlag(file, identity)));
  const outcome = `the stage as it was stays under the name "${name}", is built on the original's base and gives ${files.filter((file) => file.stage === target).map((file) => file.path).join(", ")}; nothing else of it is in the image`;
  return {
    donors: isOriginal ? [originalStage(input, target, name), ""] : [],
    copies,
    decisions: isOriginal ? [{ id: "files", question: QUESTION, answer: "adapt", outcome, evidence: files.map((file) => file.evidence), edits: [] }] : [],
  };
}

/** The same for a stage that stays on its base, which has all but what only the stage has in which the program is built. */
export function builtFiles(input: HardenInput, application: Application, identity: Identity, target: Stage): readonly Decision[] {
  const files = missingFiles(application, target, (path) => path).filter((file) => file.stage !== target);
  if (files.length === 0) return [];
  const lines = files.map((file) => copyLine(stageReference(input, file.stage), file.path, file.path, ownerFlag(file, identity)));
  const outcome = `${files.map((file) => file.path).join(", ")} copied out of the stage in which the program is built`;
  return [{ id: "files", question: QUESTION, answer: "adapt", outcome, evidence: files.map((file) => file.evidence), edits: [insertAfter(target.from, lines, input.subject.source)] }];
}

/** What a person names and no COPY of the stage puts where it must lie. */
function missingFiles({ files }: Application, target: Stage, place: (path: string) => string): readonly RuntimeFile[] {
  const copied = new Set(target.instructions.flatMap((instruction) => landings(target, instruction)));
  return files.filter((file) => file.stated === true && !copied.has(place(file.path)));
}

function ownerFlag(file: RuntimeFile, identity: Identity): string {
  return file.written === true ? `--chown=${format(identity)} ` : "";
}

/** The stage under another name, with what `harden` does to every stage that only builds: so a second run finds nothing to do in it. */
function originalStage(input: HardenInput, target: Stage, name: string): string {
  const { source } = input.subject;
  const { start } = target.from.range;
  const end = target.instructions.at(-1)?.range.end ?? target.from.range.end;
  const { nameRange } = target;
  const renamed = nameRange === undefined ? `${source.text.slice(start, target.from.range.end)} AS ${name}` : source.text.slice(start, nameRange.start) + name + source.text.slice(nameRange.end, target.from.range.end);
  const stage = renamed + source.text.slice(target.from.range.end, end);
  const { lineEnd } = source;
  const text = `${source.text.slice(0, start)}${stage}${lineEnd}FROM scratch${lineEnd}COPY --from=${name} / /${lineEnd}`;
  const subject = dockerfileSubject({ syntax: parseDockerfile(new SourceText(source.path, text)), context: input.context, today: input.today });
  const isWithin = ({ edits }: Decision): boolean => edits.length > 0 && edits.every(({ range }) => range.start >= start && range.end <= start + stage.length);
  const { taken } = composeEdits([...moveSecrets({ ...input, subject }).decisions, ...fixDecisions({ ...input, subject })].filter(isWithin));
  const edits = uniqueEdits(taken.flatMap((decision) => decision.edits));
  return applyEdits(stage, edits.map((edit) => ({ ...edit, range: { start: edit.range.start - start, end: edit.range.end - start } })));
}
