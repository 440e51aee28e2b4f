import type { Digest } from "../../../harden/seal.ts";
import { compareFigures, figureText, type Figure } from "../../../prove/measured/figure.ts";
import { MEASURES, type Measure } from "../../../prove/measured/measures.ts";
import type { Proof, Verdict } from "../../../prove/proof.ts";
import { CHECKS, VERDICTS } from "../words.ts";
import type { Predicate, Statement, StatementColumn } from "./statement.ts";
import { statementOf } from "./write.ts";

/** One thing that is not as it was when the statement was made. */
export interface Change {
  /** `image size of distroless`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Worse than then, or not shown any more: `--against` fails. */
  readonly worse: boolean;
}

/** What changed since a statement was made, in the order of the columns. What is told of the original is never worse: nobody deploys it. */
export function compareWithStatement(proof: Proof, { predicate: then }: Statement, digest: Digest): readonly Change[] {
  const { predicate: now } = statementOf(proof, digest);
  const [original, ...variants] = now.columns;
  const [originalThen, ...variantsThen] = then.columns;
  return [
    ...change("the verdict", VERDICTS[then.verdict.result], VERDICTS[now.verdict.result], VERDICT_RANK[now.verdict.result] > VERDICT_RANK[then.verdict.result]),
    ...change("the engine", engineText(then), engineText(now), false),
    ...(original === undefined || originalThen === undefined ? [] : columnChanges(originalThen, original, [then, now]).map((each) => ({ ...each, worse: false }))),
    ...variantsThen.flatMap((before) => {
      const after = variants.find((variant) => variant.name === before.name);
      return after === undefined ? gone(before, now) : [...columnChanges(before, after, [then, now]), ...outcomeChanges(before, after)];
    }),
    ...variants.filter((variant) => variantsThen.every((before) => before.name !== variant.name)).flatMap((variant) => change(variant.name, "not proved", outcome(variant), false)),
  ];
}

const VERDICT_RANK: Readonly<Record<Verdict["result"], number>> = { passed: 0, failed: 1, undecided: 2 };

function change(what: string, before: string, after: string, worse: boolean): readonly Change[] {
  return before === after ? [] : [{ what, before, after, worse }];
}

function engineText({ engine }: Predicate): string {
  return `${engine.name} ${engine.version}, ${engine.builder}, ${engine.platform}`;
}

function outcome({ passed }: StatementColumn): string {
  return passed === true ? "passed" : "failed";
}

/** A variant that was proved then and is not now: what it was worth is not shown any more. */
function gone(before: StatementColumn, { notProved }: Predicate): readonly Change[] {
  const reason = notProved.find(({ base }) => base === before.name)?.reason ?? "nothing was planned for it";
  return change(before.name, outcome(before), `not proved: ${reason}`, before.passed === true);
}

function columnChanges(before: StatementColumn, after: StatementColumn, [then, now]: readonly [Predicate, Predicate]): readonly Change[] {
  const { name } = after;
  return [
    ...change(`Dockerfile of ${name}`, `${before.dockerfile.path}, sha256:${before.dockerfile.sha256}`, `${after.dockerfile.path}, sha256:${after.dockerfile.sha256}`, false),
    ...change(`image of ${name}`, before.image ?? "none", after.image ?? "none", false),
    ...optionChanges(name, optionsOf(before, then), optionsOf(after, now)),
    ...MEASURES.flatMap((measure) => figureChanges(measure, name, before.figures[measure.id], after.figures[measure.id])),
    ...saidChanges(before, after),
  ];
}

/** The options of a run without its id, which is another each time; the image comes last and is known by its digest. */
function optionsOf({ run }: StatementColumn, { run: { id } }: Predicate): readonly string[] {
  return (run ?? []).slice(0, -1).map((words) => words.join(" ").replaceAll(id, "RUN"));
}

const LOCKS = new Set(["--read-only", "--cap-drop ALL", "--security-opt no-new-privileges"]);

function optionChanges(name: string, then: readonly string[], now: readonly string[]): readonly Change[] {
  const [lost, added] = [then.filter((option) => !now.includes(option)), now.filter((option) => !then.includes(option))];
  const worse = lost.some((option) => LOCKS.has(option)) || added.some((option) => option.startsWith("--cap-add "));
  return change(`settings of ${name}`, lost.join(" ") || "without", added.join(" ") || "without", worse);
}

function figureChanges({ label, judged }: Measure, name: string, before: Figure | undefined, after: Figure | undefined): readonly Change[] {
  if (before === undefined || after === undefined || before.kind === "missing") return [];
  const mark = compareFigures(before, after);
  const isNew = hasNewNames(before, after);
  if (mark === "same" && !isNew && exitCodeOf(before) === exitCodeOf(after)) return [];
  const worse = judged && (after.kind === "missing" || isNew || (mark === "worse" && !isOnlyTime(after)));
  return change(`${label.toLowerCase()} of ${name}`, figureText(before), figureText(after), worse);
}

/** Another machine, or a busy one, is no fault of the image. */
function isOnlyTime(figure: Figure): boolean {
  return figure.kind === "time" || (figure.kind === "stop" && !figure.killed);
}

function exitCodeOf(figure: Figure): number | undefined {
  return figure.kind === "stop" ? figure.exitCode : undefined;
}

/** As many setuid files as before are no comfort when they are others. */
function hasNewNames(then: Figure, now: Figure): boolean {
  return then.kind === "names" && now.kind === "names" && now.names.length === now.count && now.names.some((name) => !then.names.includes(name));
}

/** What it says now and said then; whether that is as the original says it is a matter of the answers below. */
function saidChanges(before: StatementColumn, after: StatementColumn): readonly Change[] {
  return after.said.flatMap((said) => {
    const then = before.said.find(({ probe }) => probe === said.probe);
    if (then === undefined) return [];
    const both = then.sha256 !== null && said.sha256 !== null;
    const text = ({ status, sha256 }: typeof said): string => (both && then.sha256 !== said.sha256 ? `${status}, sha256:${sha256 ?? ""}` : status);
    return change(`${said.probe}, answered by ${after.name}`, text(then), text(said), false);
  });
}

function outcomeChanges(before: StatementColumn, after: StatementColumn): readonly Change[] {
  const { name } = after;
  const checks = before.checks.flatMap((then) => {
    const now = after.checks.find(({ id }) => id === then.id);
    const asked = now === undefined ? "not checked" : met(now.met);
    return change(`${name} ${CHECKS[then.id]}`, met(then.met), asked, then.met && then.required && now?.met !== true);
  });
  const answers = before.answers.flatMap((then) => {
    const now = after.answers.find(({ probe }) => probe === then.probe)?.result ?? "unasked";
    return change(`${then.probe}, ${name} and original`, ANSWERS[then.result], ANSWERS[now], then.result === "alike" && now !== "alike");
  });
  return [...checks, ...answers];
}

const ANSWERS: Readonly<Record<StatementColumn["answers"][number]["result"], string>> = { alike: "alike", different: "different", unasked: "not asked" };

function met(isMet: boolean): string {
  return isMet ? "yes" : "no";
}
