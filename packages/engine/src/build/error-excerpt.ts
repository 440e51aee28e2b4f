import { plainWords } from "../words/engine-words.ts";

const MOST_LINES = 24;
const MOST_LINE = 400;

/**
 * What a builder said of its failure, without the steps that went well: the sentence first, then the last output of the step that failed,
 * then the place in the Dockerfile where the builder shows it. At most some fifty lines. The log is free of control sequences.
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
  const said = lines.findLastIndex((line) => sentenceOf(line) !== undefined);
  const rule = lines.lastIndexOf(RULE);
  // Commands before 23.0 end with the sentence alone, right behind the second rule.
  const at = said === -1 && rule !== -1 ? lines.findIndex((line, index) => index > rule && line !== "") : said;
  const sentence = sentenceOf(lines[at] ?? "") ?? lines[at];
  if (at === -1 || sentence === undefined) return undefined;
  const end = lines.lastIndexOf(RULE, at);
  const start = end <= 0 ? -1 : lines.lastIndexOf(RULE, end - 1);
  const step = start === -1 ? [] : lines.slice(start + 1, end).map(withoutTime);
  const output = step.length > 1 ? step : [...step, ...outputOfFailedStep(lines)];
  const place = lines.slice(placeStart(lines, Math.max(end, 0), at), at).filter((line) => !isLongRule(line));
  return [sentence, "", ...lastOf(output), "", ...lastOf(place)];
}

/** `ERROR: failed to solve: …` of buildx and buildctl, `failed to solve with frontend …: …` of docker before 23.0. */
function sentenceOf(line: string): string | undefined {
  const said = line.startsWith("ERROR: ") ? line.slice("ERROR: ".length) : line;
  if (said.startsWith("failed to solve")) return withoutPrefixes(said.slice(said.indexOf(": ") + 2));
  return said === line ? undefined : said;
}

/** Who told whom. `code = Unavailable` is not among them: the builder is gone then. */
const PREFIXES = ["rpc error: code = Unknown desc = ", "failed to create LLB definition: "] as const;

function withoutPrefixes(sentence: string): string {
  return PREFIXES.reduce((rest, prefix) => (rest.startsWith(prefix) ? rest.slice(prefix.length) : rest), sentence);
}

/** Each line of a step's output has the seconds since its start before it. */
function withoutTime(line: string): string {
  return line.replace(/^\d{1,6}\.\d{1,3} /, "");
}

/** The lines `#6 0.148 …` before `#6 ERROR: …`, where they are not repeated between the rules. */
function outputOfFailedStep(lines: readonly string[]): readonly string[] {
  const failed = lines.findLastIndex((line) => line.startsWith("#") && line.includes(" ERROR: "));
  const step = lines[failed]?.split(" ", 1)[0];
  if (step === undefined) return [];
  const own = lines.slice(0, failed).filter((line) => line.startsWith(`${step} `)).map((line) => line.slice(step.length + 1));
  return own.filter((line) => withoutTime(line) !== line).map(withoutTime).slice(-MOST_LINES / 2);
}

/** The line `Dockerfile:3` that stands before the first of the longer rules. */
function placeStart(lines: readonly string[], from: number, to: number): number {
  for (let index = from; index < to; index += 1) if (isLongRule(lines[index + 1] ?? "")) return index;
  return to;
}

function isLongRule(line: string): boolean {
  return line.length > RULE.length && line.replaceAll("-", "") === "";
}

/** The classic builder (`Step 3/5 :`) and buildah (`STEP 3/5:`) end with a sentence behind the output of the last step. */
function stepExcerpt(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line !== "" && !isAside(line));
  const start = filled.findLastIndex((line) => line.startsWith("Step ") || line.startsWith("STEP "));
  const sentence = plainWords(filled.at(-1) ?? "");
  if (start === -1) return [sentence, "", ...lastOf(filled.slice(0, -1))];
  return [sentence, "", ...lastOf(filled.slice(start, -1))];
}

/** What the builders say of themselves: containers and layers they make, and that one of them is old. */
const ASIDES = [" ---> ", "--> ", "Removing intermediate container ", "Sending build context ", "time=", "DEPRECATED: ", "Install the buildx component", "https://docs.docker.com/go/buildx", "BuildKit is currently disabled", "environment-variable."];

function isAside(line: string): boolean {
  const trimmed = line.trimStart();
  return ASIDES.some((aside) => line.startsWith(aside) || trimmed.startsWith(aside));
}

function lastOf(lines: readonly string[]): readonly string[] {
  return lines.length > MOST_LINES ? [lines[0] ?? "", "…", ...lines.slice(2 - MOST_LINES)] : lines;
}
