import type { Answer, Comparison } from "../../../prove/answer.ts";
import type { Candidate, Check, ProvedVariant } from "../../../prove/proof.ts";
import { code, plain, plainHtml, table } from "../../markdown/write.ts";
import { printable } from "../../terminal/wrap.ts";
import { amount } from "../../words.ts";
import { partingOf, sentenceOf, tailOf, type Excerpt } from "../excerpt.ts";
import { answerBody, answersText, answerText, CHECKS } from "../words.ts";

const MOST_ANSWERS = 50;
const MOST_DIFFERENT = 6;
const BODY_LINES = 12;
const LOG_LINES = 20;

/** Folded: every check and every answer of one variant, in two tables. */
export function variantDetails(variant: ProvedVariant): readonly string[] {
  const { checks, comparisons, name } = variant;
  const left = comparisons.length - MOST_ANSWERS;
  return folded(`${name}: ${amount(checks.length, "check")}, ${answersText(comparisons)}`, [
    ...table(["", "check", ""], checks.map((check) => [checkMark(check), CHECKS[check.id], say(check.detail)])),
    "",
    ...(comparisons.length === 0 ? [] : table(["", "asked of both", "answer"], comparisons.slice(0, MOST_ANSWERS).map(answerRow))),
    ...(left > 0 ? ["", `and ${amount(left, "answer")} more`] : []),
  ]);
}

/** Folded: what the builder or the container said where it failed, and both answers where they differ. */
export function failureDetails(candidate: Candidate & Partial<Pick<ProvedVariant, "comparisons" | "passed">>): readonly (readonly string[])[] {
  if (candidate.passed === true) return [];
  const { build, trial, name } = candidate;
  const log = build.outcome === "built" ? (trial?.log ?? "") : `${build.log}\n${build.error}`;
  const different = (candidate.comparisons ?? []).filter(({ result, hardened }) => result === "different" && hardened.kind !== "none").slice(0, MOST_DIFFERENT);
  return [
    ...(log.trim() === "" ? [] : [folded(`${build.outcome === "built" ? "Log" : "End of the build"} of ${name}`, block(tailOf(log, LOG_LINES)))]),
    ...different.map((comparison) => bothAnswers(comparison, name)),
  ];
}

function bothAnswers({ probe, original, hardened, differences }: Comparison, name: string): readonly string[] {
  const [before, after] = partingOf(answerBody(original), answerBody(hardened), BODY_LINES);
  return folded(`Both answers to ${probe}`, [
    ...differences.map((difference) => `- ${say(difference)}`),
    "",
    ...answer("original", original, before),
    "",
    ...answer(name, hardened, after),
  ]);
}

function answer(who: string, said: Answer, body: Excerpt): readonly string[] {
  return [`**${say(who)}** ${say(answerText(said))}`, ...(body.lines.length === 0 ? [] : ["", ...block(body)])];
}

function answerRow({ probe, result, original, hardened }: Comparison): readonly string[] {
  if (result === "unasked") return ["", say(probe), "not asked: the original does not answer it either"];
  if (result === "alike") return ["✅", say(probe), say(answerText(original))];
  return ["❌", say(probe), `${say(answerText(hardened))}; the original: ${say(answerText(original))}`];
}

function checkMark({ met, required }: Check): string {
  if (met) return "✅";
  return required ? "❌" : "⚠️";
}

/** A heading that opens what is below it; HTML, in which Markdown begins again after an empty line. */
function folded(summary: string, lines: readonly string[]): readonly string[] {
  return [`<details><summary>${plainHtml(sentenceOf(summary))}</summary>`, "", ...lines, "", "</details>"];
}

function block({ lines, before, behind }: Excerpt): readonly string[] {
  const left = (count: number): readonly string[] => (count === 0 ? [] : [`… ${amount(count, "more line")}`]);
  return code("text", [...left(before), ...lines.map(printable), ...left(behind)].join("\n"));
}

function say(text: string): string {
  return plain(sentenceOf(text));
}
