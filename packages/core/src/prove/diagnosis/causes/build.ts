import type { Evidence } from "../../../source/fact.ts";
import type { Cause } from "../../cause.ts";
import type { BuildResult } from "../../proof.ts";
import { BUILD_REASONS, type BuildReason } from "../build/reasons.ts";
import { failedStep, type Step } from "../build/step.ts";
import type { DiagnosisInput } from "../input.ts";
import { logLines, type LogLine } from "../log/lines.ts";
import { placesOf, subjectsOf } from "../signatures/match.ts";
import { code, observed } from "../wording.ts";
import { otherBase, remedyWords } from "./bases.ts";

const MOST_LINES = 6;
const LONGEST_STEP = 120;

/** The hardened image was not built: the step at which it stopped, and why. */
export function failedBuild(input: DiagnosisInput): Cause {
  const { build } = input;
  const lines = logLines(`${build.log}\n${build.error}`);
  const step = failedStep(lines);
  const found = reasonOf(lines);
  const remedy = found?.entry.wants === undefined ? undefined : otherBase(found.entry.wants, input);
  return {
    kind: "build-failed",
    constraint: undefined,
    subject: found?.subject ?? step?.text,
    message: `the hardened image does not build: ${stepWords(step)}${why(input, found)}${remedyWords(remedy)}`,
    evidence: [...at(step, input), ...lastLines(lines, found?.line)],
    remedy,
  };
}

/** At which step an image was not built, and why, as a person would say it; undefined where the builder's own words say more. */
export function whyNotBuilt({ log, error }: Pick<BuildResult, "log" | "error">): string | undefined {
  const lines = logLines(`${log}\n${error}`);
  const found = reasonOf(lines);
  return found && `${stepWords(failedStep(lines))}${found.entry.reason(found.subject)}`;
}

interface FoundReason {
  readonly entry: BuildReason;
  readonly subject: string | undefined;
  readonly line: LogLine;
}

/** The most telling reason of all lines; of two lines that say the same, the last. */
function reasonOf(lines: readonly LogLine[]): FoundReason | undefined {
  for (const entry of BUILD_REASONS) {
    for (let index = lines.length - 1; index >= 0; index -= 1) {
      const line = lines[index];
      const places = line && placesOf(entry, lines, index);
      if (line !== undefined && places !== undefined) return { entry, subject: subjectsOf(entry, line, places)[0], line };
    }
  }
  return undefined;
}

function stepWords(step: Step | undefined): string {
  if (step === undefined) return "";
  return `at ${code(step.text.length > LONGEST_STEP ? `${step.text.slice(0, LONGEST_STEP)}…` : step.text)}, `;
}

function why({ build }: DiagnosisInput, found: FoundReason | undefined): string {
  if (build.outcome === "timed-out") return `it was not done after ${Math.round(build.seconds)} s; give it more time (prove.build-within)`;
  return found?.entry.reason(found.subject) ?? "the builder's own words say more";
}

function at(step: Step | undefined, { variant }: DiagnosisInput): readonly Evidence[] {
  return step?.line === undefined ? [] : [{ observation: `says ${step.text}`, path: variant.path, line: step.line }];
}

/** Rules between the parts of BuildKit's report, and its excerpt of the file. */
const FRAME = /^(?:-+|\d+ \|.*)$/;

/** What was said last, and the line that says why if it came earlier. */
function lastLines(lines: readonly LogLine[], telling: LogLine | undefined): readonly Evidence[] {
  const unique = [...new Map(lines.map((line) => [line.text, line])).values()];
  const last = unique.filter((line) => !FRAME.test(line.text)).slice(-MOST_LINES);
  const all = telling === undefined || last.some((line) => line.text === telling.text) ? last : [telling, ...last.slice(1)];
  return all.map((line) => observed(`the builder: ${line.text}`));
}
