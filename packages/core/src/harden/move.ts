import { applyEdits, composeEdits, uniqueEdits, type Edit } from "../source/edit.ts";
import type { Application } from "./application.ts";
import type { Base, BaseChoice } from "./base.ts";
import { buildTarget } from "./build-target.ts";
import { fixDecisions } from "./fixes.ts";
import type { Decision, HardenInput, Identity, Variant } from "./plan.ts";
import { appendStage } from "./stage/append.ts";
import { refuseClosedFolder } from "./stage/closed-folder.ts";
import { convertStage } from "./stage/convert.ts";

/** All that the writing of a runtime stage looks at. */
export interface Move {
  readonly input: HardenInput;
  readonly application: Application;
  readonly identity: Identity;
  readonly base: Base;
  readonly choice: BaseChoice;
  /** Decisions taken before, the build's among them. */
  readonly decisions: readonly Decision[];
}

/** What a way of writing the runtime stage gives: decisions with their edits, and the text behind the original. */
export interface WrittenStage {
  readonly decisions: readonly Decision[];
  readonly appended: string;
  readonly healthcheck: readonly string[] | undefined;
  /** The base that it runs on, and why: the chosen one, or the original's where that may stay. */
  readonly reference: string;
  readonly baseDecisions: readonly Decision[];
  /** The original's part that is made anew: fixes of rules there would be lost. */
  readonly replaced: { readonly start: number; readonly end: number } | undefined;
}

/**
 * The hardened Dockerfile on another base: the build stays as it is but for its decisions' edits. Where the program is built in
 * the stage that runs, a runtime stage is appended; where a runtime stage is there already, it is moved onto the base.
 */
export function moveOntoBase(move: Move): Variant | Decision {
  const { input, application, base } = move;
  const closed = refuseClosedFolder(application);
  if (closed !== undefined) return closed;
  const target = input.subject.target;
  const isBuiltWhereItRuns = target === undefined || input.subject.runtimeStages.includes(application.buildStage);
  const written = isBuiltWhereItRuns ? appendStage(move) : convertStage(move, target);
  if ("answer" in written) return written;
  const own = [...written.baseDecisions, ...written.decisions];
  const earlier = uniqueEdits([...move.decisions, ...own].flatMap((decision) => decision.edits));
  const kept = fixDecisions(input).filter((decision) => isNews(decision, earlier) && !decision.edits.some((edit) => written.replaced !== undefined && touches(edit, written.replaced)));
  const { taken } = composeEdits([...move.decisions, ...own, ...kept]);
  const used = taken.filter((decision) => decision.edits.length > 0);
  const edits = uniqueEdits(used.flatMap((decision) => decision.edits));
  const text = applyEdits(input.subject.source.text, edits);
  const separator = text === "" || text.endsWith("\n") || written.appended === "" ? "" : input.subject.source.lineEnd;
  return {
    base: base.name,
    reference: written.reference,
    decisions: [...own, ...kept.filter((decision) => used.includes(decision))],
    edits,
    text: text + separator + written.appended,
    target: isBuiltWhereItRuns ? undefined : buildTarget(input),
    healthcheck: written.healthcheck,
  };
}

/** Whether a rule's fix asks for anything that was not decided before. */
function isNews(decision: Decision, earlier: readonly Edit[]): boolean {
  return uniqueEdits([...earlier, ...decision.edits]).length > earlier.length;
}

function touches(edit: Edit, range: { readonly start: number; readonly end: number }): boolean {
  return edit.range.start < range.end && range.start < edit.range.end;
}
