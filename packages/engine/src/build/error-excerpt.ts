import { plainWords } from "../words/engine-words.ts";

const MOST_LINES = 24;
const MOST_LINE = 400;

/**
 * What a builder said of its failure, without the steps that went well: the sentence first, then the last output of the step that failed,
 * then the place in the Dockerfile where the builder shows it. At most some thirty lines.
 */
export function errorExcerpt(log: string): string {
  const lines = log.split("\n").map((line) => line.trimEnd());
  const excerpt = buildkitExcerpt(lines) ?? stepExcerpt(lines);
  return excerpt
    .filter((line, index) => line !== "" || excerpt[index - 1] !== "")
    .map((line) => (line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line))
    .join("\n")
    .trim();
}

const RULE = "------";

/**
 * BuildKit ends with the failed step's output between two rules, the lines of the Dockerfile between two longer ones, and one sentence:
 *
 *     ------
 *      > [2/3] RUN make:
 *     0.312 make: *** No rule to make target 'all'.  Stop.
 *     ------
 *     Dockerfile:3
 *     --------------------
 *        2 |     COPY . .
 *        3 | >>> RUN make
 *     --------------------
 *     ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
 */
function buildkitExcerpt(lines: readonly string[]): readonly string[] | undefined {
  const at = lines.findLastIndex((line) => sentenceOf(line) !== undefined);
  const sentence = sentenceOf(lines[at] ?? "");
  if (sentence === undefined) return undefined;
  const end = lines.lastIndexOf(RULE, at);
  const start = end <= 0 ? -1 : lines.lastIndexOf(RULE, end - 1);
  const step = start === -1 ? [] : lastOf(lines.slice(start + 1, end));
  const place = lines.slice(placeStart(lines, Math.max(end, 0), at), at).filter((line) => !isLongRule(line));
  return [sentence, "", ...step, "", ...lastOf(place)];
}

/** `ERROR: failed to solve: …` of buildx and buildctl, `failed to solve …` of docker before 23.0. */
function sentenceOf(line: string): string | undefined {
  for (const prefix of ["ERROR: ", "error: ", "Error: ", ""]) {
    if (!line.startsWith(`${prefix}failed to solve`)) continue;
    const rest = line.slice(prefix.length + "failed to solve".length);
    return rest.startsWith(": ") ? withoutCodes(rest.slice(2)) : withoutCodes(rest.slice(rest.indexOf(": ") + 2));
  }
  return line.startsWith("ERROR: ") ? withoutCodes(line.slice("ERROR: ".length)) : undefined;
}

/** `rpc error: code = Unknown desc = …` says nothing. */
function withoutCodes(sentence: string): string {
  const start = sentence.lastIndexOf(" desc = ");
  return start === -1 || !sentence.startsWith("rpc error") ? sentence : sentence.slice(start + " desc = ".length);
}

/** The line `Dockerfile:3` that stands before the first of the longer rules. */
function placeStart(lines: readonly string[], from: number, to: number): number {
  for (let index = from; index < to; index += 1) if (isLongRule(lines[index + 1] ?? "")) return index;
  return to;
}

function isLongRule(line: string): boolean {
  return line.length > RULE.length && line.split("-").length === line.length + 1;
}

/** The classic builder (`Step 3/5 :`) and buildah (`STEP 3/5:`) end with a sentence behind the output of the last step. */
function stepExcerpt(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line !== "");
  const start = filled.findLastIndex((line) => line.startsWith("Step ") || line.startsWith("STEP "));
  const last = filled.at(-1) ?? "";
  if (start === -1 || start === filled.length - 1) return lastOf(filled).map(plainWords);
  return [plainWords(last), "", ...lastOf(filled.slice(start, -1).filter((line) => !isInternal(line)))];
}

/** ` ---> Running in 3f2a…`, `Removing intermediate container …`, `--> 3f2a…`. */
function isInternal(line: string): boolean {
  return line.startsWith(" ---> ") || line.startsWith("--> ") || line.startsWith("Removing intermediate container ") || line.startsWith("time=");
}

function lastOf(lines: readonly string[]): readonly string[] {
  return lines.length > MOST_LINES ? [lines[0] ?? "", "…", ...lines.slice(2 - MOST_LINES)] : lines;
}
