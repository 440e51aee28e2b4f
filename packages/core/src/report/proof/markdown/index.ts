import type { Cause } from "../../../prove/cause.ts";
import { measuredOf } from "../../../prove/measured/measured.ts";
import { gapsOf, rowsOf, type Cell } from "../../../prove/measured/rows.ts";
import type { Proof, ProvedVariant, Verdict } from "../../../prove/proof.ts";
import { formatEvidence } from "../../../source/fact.ts";
import { code, codeSpan, list, plain, table } from "../../markdown/write.ts";
import { printable } from "../../terminal/wrap.ts";
import { amount } from "../../words.ts";
import { sentenceOf } from "../excerpt.ts";
import { answersText, CHECKS, confirmedText, isOriginalAtFault, missed, nextSteps, remedyText, runText, VERDICTS } from "../words.ts";
import { failureDetails, variantDetails } from "./details.ts";

const MARKS: Readonly<Record<string, string>> = { better: "✅ ", worse: "❌ " };
const VERDICT_MARKS: Readonly<Record<Verdict["result"], string>> = { passed: "✅", failed: "❌", undecided: "⚠️" };
const MOST_CAUSES = 12;
const MOST_EVIDENCE = 6;
/** GitHub takes 65,536 characters in a comment. */
const LONGEST_COMMENT = 60_000;

/** `prove --format markdown`: for a comment on a pull request. What is long is folded; nothing from a container or project is markup. */
export function proofMarkdown(proof: Proof): string {
  const first = heading(proof);
  const confirmed = confirmedText(proof.original.confirmations);
  const next = nextSteps(proof).map((line) => printable(sentenceOf(line)));
  const last = [...(next.length === 0 ? [] : [["Next:", "", ...code("sh", next.join("\n"))]]), [`<sub>${say(runText(proof))}</sub>`]];
  const parts = [
    ...proof.variants.map(variantSection),
    proof.notProved.length === 0 ? [] : list(proof.notProved.map(({ base, reason }) => `⚠️ **${say(base)}** not proved here: ${say(reason)}`)),
    proof.repairs.length === 0 ? [] : ["Repaired:", "", ...list(proof.repairs.map(({ base, cause, change }) => `${say(base)}: **${say(change)}**, since ${say(cause.message)}`))],
    proof.variants.length === 0 ? [] : comparison(proof),
    confirmed === undefined ? [] : [`Of the original, ${say(confirmed)}.`],
    ...proof.variants.flatMap((variant) => [...failureDetails(variant), variantDetails(variant)]),
    ...(isOriginalAtFault(proof) ? failureDetails(proof.original) : []),
  ].filter((lines) => lines.length > 0);
  return `${[first, ...fitting(parts, [first, ...last]), ...last].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** As many of the parts as fit into a comment beside what must stand in it, the first ones before the others. */
function fitting(parts: readonly (readonly string[])[], essential: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 1);
  let room = LONGEST_COMMENT - essential.reduce((sum, lines) => sum + lengthOf(lines), 0);
  const kept = parts.filter((lines) => {
    const fits = lengthOf(lines) <= room;
    if (fits) room -= lengthOf(lines);
    return fits;
  });
  return kept.length === parts.length ? kept : [...kept, [`${amount(parts.length - kept.length, "part")} left out, since a comment has no room for more; \`--format json\` has all.`]];
}

function heading({ name, verdict, source }: Proof): readonly string[] {
  return [`## ${VERDICT_MARKS[verdict.result]} Bulwark proof of ${asIs(name)}: ${VERDICTS[verdict.result]}`, "", `For ${asIs(source.path)}: ${say(verdict.reason)}.`];
}

/** What one wants to know of it without unfolding anything: whether it passed, and why not. */
function variantSection(variant: ProvedVariant): readonly string[] {
  const failed = missed(variant).map((check) => `❌ ${CHECKS[check.id]}: ${say(check.detail)}`);
  const confirmed = confirmedText(variant.confirmations);
  const causes = variant.causes.slice(0, MOST_CAUSES).flatMap(causeLines);
  const left = variant.causes.length - MOST_CAUSES;
  return [
    `### ${variant.passed ? "✅" : "❌"} ${plain(sentenceOf(variant.name))}: ${variant.passed ? "passed" : "failed"}`,
    "",
    ...causes,
    ...(left > 0 ? [`- and ${amount(left, "cause")} more`] : []),
    ...list(failed),
    ...list([...(variant.passed ? [answersText(variant.comparisons)] : []), ...(confirmed === undefined ? [] : [say(confirmed)])]),
  ];
}

function causeLines(cause: Cause): readonly string[] {
  const evidence = cause.evidence.slice(0, MOST_EVIDENCE).map((item) => `  - ${say(formatEvidence(item))}`);
  return [`- **${say(cause.message)}**`, ...evidence, ...(cause.remedy === undefined ? [] : [`  - \`--repair\` ${say(remedyText(cause.remedy))}`])];
}

function comparison(proof: Proof): readonly string[] {
  const measured = measuredOf(proof);
  const gaps = gapsOf(measured).map(({ reason, labels, columns }) => `${labels.join(", ")}${columns.length === 0 ? "" : ` of ${columns.map(say).join(", ")}`}: ${say(reason)}.`);
  return [
    ...table(["", ...measured.columns.map((column) => say(column.name))], rowsOf(measured).map(({ label, cells }) => [label, ...cells.map(cellText)])),
    ...(gaps.length === 0 ? [] : ["", ...gaps.flatMap((gap, index) => (index === 0 ? [gap] : ["", gap]))]),
  ];
}

function cellText({ text, mark }: Cell): string {
  return `${MARKS[mark ?? ""] ?? ""}${say(text)}`;
}

function say(text: string): string {
  return plain(sentenceOf(text));
}

function asIs(text: string): string {
  return codeSpan(sentenceOf(text));
}
