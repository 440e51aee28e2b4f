import type { Answer, Comparison } from "../../../prove/answer.ts";
import type { Cause } from "../../../prove/cause.ts";
import type { Candidate, Check, ProvedVariant } from "../../../prove/proof.ts";
import { formatEvidence } from "../../../source/fact.ts";
import type { Terminal } from "../../check-report.ts";
import { fold } from "../../terminal/wrap.ts";
import { amount } from "../../words.ts";
import { headOf, partingOf, tailOf } from "../excerpt.ts";
import { answerBody, answerText, CHECKS, confirmedText, GATES, missed, remedyText } from "../words.ts";
import { item, say, verbatim } from "./lines.ts";
import type { Sign } from "./marks.ts";

const MOST_EVIDENCE = 6;
const MOST_ALIKE = 8;
const MOST_DIFFERENT = 6;
const MOST_CAUSES = 12;
const BODY_LINES = 8;
const LOG_LINES = 12;
const ERROR_LINES = 30;
const MOST_NAMES = 3;
const DEEP = "      ";

/** One variant: why it fails, its checks, what it answered, and how far the prediction held. */
export function variantLines(variant: ProvedVariant, terminal: Terminal): readonly string[] {
  const { style, width } = terminal;
  const confirmed = confirmedText(variant.confirmations);
  const edited = variant.dockerfile.edited ? " (as it was edited)" : "";
  return [
    ...fold(`${style.bold(say(variant.name, terminal))}  ${variant.passed ? style.green("passed") : style.red("failed")}  ${style.dim(say(variant.dockerfile.path, terminal) + edited)}`, width),
    ...some(variant.causes, MOST_CAUSES, "cause", terminal, (cause) => causeLines(cause, terminal)),
    ...(missed(variant).some(({ id }) => !GATES.has(id)) ? troubleOf(variant, terminal) : []),
    ...checkLines(variant.checks, terminal),
    ...answers(variant, terminal),
    ...(confirmed === undefined ? [] : fold(say(confirmed, terminal), width, "  ")),
  ];
}

/** What a build or a start that failed left behind: the builder's words, which hold the end of its log; else the end of the container's. */
export function troubleOf({ build, trial }: Candidate, terminal: Terminal): readonly string[] {
  if (build.outcome !== "built" && build.error !== "") return verbatim(tailOf(build.error, ERROR_LINES), terminal, "    ");
  const log = build.outcome === "built" ? (trial?.log ?? "") : build.log;
  const who = build.outcome === "built" ? "its log ends with" : "the builder's log ends with";
  return log === "" ? [] : [...fold(terminal.style.dim(`${who}:`), terminal.width, "    "), ...verbatim(tailOf(log, LOG_LINES), terminal, DEEP)];
}

/** What a person would say, what shows it, and what can be done. */
function causeLines(cause: Cause, terminal: Terminal): readonly string[] {
  const { style, width } = terminal;
  const remedy = cause.remedy === undefined ? [] : fold(style.cyan(`--repair ${say(remedyText(cause.remedy), terminal)}`), width, DEEP);
  return [...item("bad", style.bold(say(cause.message, terminal)), terminal), ...some(cause.evidence, MOST_EVIDENCE, "piece", terminal, (evidence) => fold(style.dim(say(formatEvidence(evidence), terminal)), width, DEEP)), ...remedy];
}

/** Checks in a row with one answer to all of them stand in one line. */
function checkLines(checks: readonly Check[], terminal: Terminal): readonly string[] {
  const lines: { readonly sign: Sign; readonly detail: string; readonly names: string[] }[] = [];
  for (const check of checks) {
    const last = lines.at(-1);
    if (last !== undefined && last.sign === signOf(check) && last.detail === check.detail) last.names.push(CHECKS[check.id]);
    else lines.push({ sign: signOf(check), detail: check.detail, names: [CHECKS[check.id]] });
  }
  return lines.flatMap(({ sign, detail, names }) => item(sign, `${names.join(", ")}: ${say(detail, terminal)}`, terminal));
}

function signOf(check: Check): Sign {
  if (check.met) return "good";
  return check.required ? "bad" : "warning";
}

function answers({ comparisons, name }: ProvedVariant, terminal: Terminal): readonly string[] {
  if (comparisons.length === 0) return [];
  const [different, rest] = [comparisons.filter(({ result }) => result === "different"), comparisons.filter(({ result }) => result !== "different")];
  const volatile = [...new Set(comparisons.flatMap((comparison) => comparison.volatile))].join(", ");
  const note = (text: string): readonly string[] => fold(terminal.style.dim(text), terminal.width, "  ");
  return [
    ...note("asked of both:"),
    ...some(alikeInSilence(different), MOST_DIFFERENT, "different answer", terminal, (group) => differentAnswers(group, name, terminal)),
    ...some(rest, MOST_ALIKE, "probe", terminal, (comparison) => sameAnswer(comparison, terminal)),
    ...(volatile === "" ? [] : note(`not compared, since two answers of the original differ in it: ${say(volatile, terminal)}`)),
  ];
}

/** What was not answered for one reason stands together: a container that is not there says nothing to anybody. */
function alikeInSilence(different: readonly Comparison[]): readonly (readonly Comparison[])[] {
  const groups = new Map<string, Comparison[]>();
  for (const comparison of different) {
    const key = comparison.hardened.kind === "none" ? `silent: ${comparison.hardened.reason}` : `says: ${comparison.probe}`;
    groups.set(key, [...(groups.get(key) ?? []), comparison]);
  }
  return [...groups.values()];
}

function differentAnswers(group: readonly Comparison[], name: string, terminal: Terminal): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  if (group.length === 1) return differentAnswer(first, name, terminal);
  const names = group.slice(0, MOST_NAMES).map(({ probe }) => say(probe, terminal));
  const left = group.length - names.length;
  return item("bad", `${terminal.style.bold(names.join(", "))}${left === 0 ? "" : ` and ${left} more`}: ${say(answerText(first.hardened), terminal)}; the original answers`, terminal);
}

function sameAnswer({ probe, result, original }: Comparison, terminal: Terminal): readonly string[] {
  const asked = say(probe, terminal);
  if (result === "unasked") return item("none", terminal.style.dim(`${asked}: not asked, the original does not answer it either`), terminal);
  return item("good", `${asked}: ${say(answerText(original), terminal)}`, terminal);
}

/** What differs, and both answers from where they part. */
function differentAnswer({ probe, original, hardened, differences }: Comparison, name: string, terminal: Terminal): readonly string[] {
  if (hardened.kind === "none") return item("bad", `${terminal.style.bold(say(probe, terminal))}: ${say(answerText(hardened), terminal)}; the original: ${say(answerText(original), terminal)}`, terminal);
  const [before, after] = [answerBody(original), answerBody(hardened)];
  const bodies = before === "" || after === "" ? [headOf(before, BODY_LINES), headOf(after, BODY_LINES)] : partingOf(before, after, BODY_LINES);
  const one = (who: string, answer: Answer, body: (typeof bodies)[number] | undefined): readonly string[] => [
    ...fold(`${terminal.style.bold(say(who, terminal))}  ${say(answerText(answer), terminal)}`, terminal.width, "    "),
    ...(body === undefined ? [] : verbatim(body, terminal, DEEP)),
  ];
  return [
    ...item("bad", terminal.style.bold(say(probe, terminal)), terminal),
    ...differences.slice(0, MOST_EVIDENCE).flatMap((difference) => fold(say(difference, terminal), terminal.width, "    ")),
    ...one("original", original, bodies[0]),
    ...one(name, hardened, bodies[1]),
  ];
}

/** The first of many, and how many more there are. */
function some<T>(items: readonly T[], most: number, noun: string, terminal: Terminal, lines: (item: T) => readonly string[]): readonly string[] {
  const left = items.length - most;
  return [...items.slice(0, most).flatMap(lines), ...(left <= 0 ? [] : fold(terminal.style.dim(`and ${amount(left, noun)} more`), terminal.width, DEEP))];
}
