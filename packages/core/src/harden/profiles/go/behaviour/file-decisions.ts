import { fileNameOf, isAtOrBelow } from "../../../../context/path.ts";
import { type Evidence, valueOf } from "../../../../source/fact.ts";
import type { Decision } from "../../../plan.ts";
import type { GoSurvey } from "../survey.ts";
import type { MissingFile } from "./runtime-files.ts";

const MOST_EVIDENCE = 20;
const MOST_NAMES = 8;

/**
 * What the source reads and the image has not, and what it writes where it cannot be kept. Nothing here edits: a person must see to it.
 * @param named files that a person names, so that the image has them.
 */
export function fileDecisions(survey: GoSurvey, named: readonly string[]): readonly Decision[] {
  return survey.view === undefined ? [] : [...readDecisions(survey, survey.view.workdir, named), ...writeDecisions(survey, survey.view.workdir)];
}

function readDecisions({ reads, writes }: GoSurvey, workdir: string, named: readonly string[]): readonly Decision[] {
  const isWritten = (path: string): boolean =>
    writes.files.some((file) => file.path === path) ||
    writes.paths.some((written) => isAtOrBelow(written.path, path) && !isAtOrBelow(written.path, workdir));
  const missing = reads.missing.filter(({ path }) => !isWritten(path) && !named.some((file) => isAtOrBelow(file, path)));
  const forgotten = missing.filter(({ contextPath }) => contextPath !== undefined);
  const elsewhere = missing.filter(({ contextPath, copied }) => contextPath === undefined && !copied);
  const unsure = [...reads.unresolved, ...missing.filter(({ copied }) => copied).map(mayBeCopied)];
  const decisions: Decision[] = [];
  if (forgotten.length > 0) {
    const places = list(forgotten.map(({ path, contextPath }) => `${path} (${contextPath ?? ""} in the build context)`));
    decisions.push(warnOfReads(`it reads ${places}, which nothing copies into the image; add a COPY, or the program fails where it reads it`, forgotten.map((file) => file.evidence)));
  }
  if (elsewhere.length > 0) {
    const outcome =
      `it reads ${list(elsewhere.map(({ path }) => path))}, which is neither in the build context nor put into the image by the Dockerfile: ` +
      "it comes with the original base, is mounted, or is made at run time; mount it where it is needed";
    decisions.push(warnOfReads(outcome, elsewhere.map((file) => file.evidence)));
  }
  if (unsure.length > 0) {
    const outcome = `${count(unsure, "place reads", "places read")} a file that is not certain to be found; whatever is not named in this plan and is not mounted would be missing`;
    decisions.push(warnOfReads(outcome, unsure));
  }
  return decisions;
}

function mayBeCopied({ path, evidence }: MissingFile): Evidence {
  return { ...evidence, observation: `${evidence.observation}, which may lie in what is copied to ${path}` };
}

function warnOfReads(outcome: string, evidence: readonly Evidence[]): Decision {
  return { id: "assets", question: "Does the image have what the program reads?", answer: "warn", outcome, evidence: evidence.slice(0, MOST_EVIDENCE), edits: [] };
}

function writeDecisions({ writes, start }: GoSurvey, workdir: string): readonly Decision[] {
  const decisions: Decision[] = [];
  const program = valueOf(start.program)?.path;
  const beside = program === undefined ? [] : writes.paths.filter((written) => written.purpose === "data" && isAtOrBelow(written.path, program));
  if (program !== undefined && beside.length > 0) {
    const files = writes.files.filter((file) => beside.some((written) => isAtOrBelow(written.path, file.path)));
    const names = list((files.length === 0 ? beside : files).map(({ path }) => path));
    const outcome =
      `it writes ${names} into the folder of ${fileNameOf(program)} itself, which can be neither read-only nor a volume; ` +
      `let it write into a folder of its own, as ${workdir === "/" ? "" : workdir}/data`;
    decisions.push(warnOfWrites("Can what it writes be kept apart from the program?", outcome, beside.map((written) => written.evidence)));
  }
  if (writes.unresolved.length > 0) {
    const outcome =
      `${count(writes.unresolved, "place writes", "places write")} to a path that only the run tells; ` +
      "with a read-only root it fails there unless that folder is a volume or scratch space";
    decisions.push(warnOfWrites("Is it known where it writes?", outcome, writes.unresolved));
  }
  return decisions;
}

function warnOfWrites(question: string, outcome: string, evidence: readonly Evidence[]): Decision {
  return { id: "writes", question, answer: "warn", outcome, evidence: evidence.slice(0, MOST_EVIDENCE), edits: [] };
}

function count(items: readonly unknown[], one: string, several: string): string {
  return `${items.length} ${items.length === 1 ? one : several}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}
