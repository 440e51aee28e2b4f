import type { Decision, Plan, Refusal } from "../../harden/index.ts";
import type { Evidence } from "../../source/fact.ts";
import { formatEvidence } from "../../source/fact.ts";
import type { Terminal } from "../check-report.ts";
import type { HardenReport, WrittenFile } from "../harden-report.ts";
import { findingJson, gradeJson } from "../json/index.ts";
import { gradeLabel } from "../terminal/label.ts";
import { printable, wrap } from "../terminal/wrap.ts";

export const HARDEN_SCHEMA_VERSION = 1;
const MOST_EVIDENCE = 3;

/** `harden` as people read it: what was decided and why, what was refused, what was written, what to type next. */
export function hardenTerminal(report: HardenReport, terminal: Terminal): string {
  const { style } = terminal;
  const { result, context } = report;
  const plan = result !== undefined && "variants" in result ? result : undefined;
  const refusals = result !== undefined && "refusals" in result ? result.refusals : [];
  const lines = [
    ...(plan === undefined ? [] : [`${style.bold(printable(report.sourcePath))}  ${plan.application.ecosystem === "generic" ? "an application of an ecosystem not known here" : `a ${plan.application.ecosystem === "go" ? "Go" : plan.application.ecosystem} application`}`]),
    ...(context === undefined ? [] : wrap(style.dim(`build context ${printable(context.folder)}: ${printable(formatEvidence(context.evidence))}${context.certain ? "" : " (not certain; --context says otherwise)"}`), terminal.width)),
    ...(plan === undefined ? [] : ["", ...plan.decisions.flatMap((decision) => decisionLines(decision, terminal))]),
    ...(plan?.variants ?? []).flatMap((variant) => ["", style.bold(variant.base) + (variant.reference === undefined ? "" : `  ${variant.reference}`), ...variant.decisions.flatMap((decision) => decisionLines(decision, terminal))]),
    ...(plan?.refused ?? []).flatMap(({ base, decision }) => ["", `${style.bold(base)}  ${style.yellow("refused")}`, ...decisionLines(decision, terminal)]),
    ...refusals.flatMap((decision) => [`${style.red("refused")} ${style.bold(printable(report.sourcePath))}`, ...decisionLines(decision, terminal)]),
    ...report.faults.flatMap((fault) => wrap(`${style.red("error")} ${style.bold(printable(fault.path))}${fault.line === undefined ? "" : `:${fault.line}`} ${printable(fault.message)}; ${fault.remedy}`, terminal.width)),
    ...(report.files.length === 0 ? [] : ["", ...report.files.map((file) => fileLine(file, report.dry, terminal))]),
    ...grades(report, terminal),
    ...(report.next.length === 0 ? [] : ["", "Next:", ...report.next.map((line) => `  ${style.cyan(printable(line))}`)]),
  ];
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function decisionLines(decision: Decision, terminal: Terminal): readonly string[] {
  const { style, unicode } = terminal;
  const marks = unicode ? { adapt: style.green("✔"), warn: style.yellow("!"), refuse: style.red("✘") } : { adapt: style.green("+"), warn: style.yellow("!"), refuse: style.red("x") };
  const [first = "", ...rest] = wrap(printable(decision.outcome), terminal.width - 4);
  const more = decision.evidence.length > MOST_EVIDENCE ? [`and ${decision.evidence.length - MOST_EVIDENCE} more`] : [];
  const evidence = [...decision.evidence.slice(0, MOST_EVIDENCE).map(formatEvidence), ...more];
  return [
    `  ${marks[decision.answer]} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...evidence.flatMap((item) => wrap(style.dim(printable(item)), terminal.width, "      ")),
  ];
}

function fileLine(file: WrittenFile, dry: boolean, { style }: Terminal): string {
  const done = { created: style.green("created"), updated: style.yellow("updated"), unchanged: style.dim("unchanged"), kept: style.red("kept") }[file.status];
  const planned = { created: style.green("would create"), updated: style.yellow("would update"), unchanged: style.dim("unchanged"), kept: style.red("would keep") }[file.status];
  return `${dry ? planned : done}  ${printable(file.path)}  ${style.dim(file.what)}`;
}

function grades(report: HardenReport, terminal: Terminal): readonly string[] {
  const { original } = report;
  if (original === undefined || report.variants.length === 0) return [];
  const after = report.variants.map(({ base, judgement }) => `${base} ${gradeLabel(judgement.grade.letter, terminal)} ${judgement.grade.points}`);
  return ["", `Grade  original ${gradeLabel(original.grade.letter, terminal)} ${original.grade.points}  ${terminal.unicode ? "→" : "->"}  ${after.join("  ")}  ${terminal.style.dim("(predicted from the files)")}`];
}

/** `harden --format json`: every decision with its evidence, every refusal. The schema is published as `docs/schema/harden.schema.json`. */
export function hardenJson(report: HardenReport, version: string): string {
  const { result, context } = report;
  const value = {
    schemaVersion: HARDEN_SCHEMA_VERSION,
    tool: { name: "bulwark", version },
    source: report.sourcePath,
    context: context === undefined ? null : { folder: context.folder, certain: context.certain, evidence: evidenceJson(context.evidence) },
    ...(result !== undefined && "variants" in result ? planJson(result, report) : refusalJson(result)),
    original: report.original === undefined ? null : { grade: gradeJson(report.original.grade), findings: report.original.findings.map(findingJson) },
    ignoreFile: { added: report.ignored, refused: report.keptVisible },
    files: report.files,
    errors: report.faults.map((fault) => ({ path: fault.path, line: fault.line ?? null, column: fault.column ?? null, message: fault.message, remedy: fault.remedy })),
    dryRun: report.dry,
    next: report.next,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function planJson(plan: Plan, report: HardenReport): object {
  const { application } = plan;
  return {
    ecosystem: application.ecosystem,
    name: application.name,
    identity: plan.identity,
    decisions: plan.decisions.map(decisionJson),
    variants: plan.variants.map((variant, index) => ({
      base: variant.base,
      path: report.variants[index]?.path ?? null,
      reference: variant.reference ?? null,
      decisions: variant.decisions.map(decisionJson),
      grade: report.variants[index] === undefined ? null : gradeJson(report.variants[index].judgement.grade),
      findings: report.variants[index]?.judgement.findings.map(findingJson) ?? [],
      text: variant.text,
    })),
    refusals: plan.refused.map(({ base, decision }) => ({ base, ...decisionJson(decision) })),
    profile: profileJson(plan),
  };
}

function profileJson({ profile }: Plan): object {
  const withEvidence = (items: readonly { readonly evidence: readonly Evidence[] }[]): readonly object[] => items.map((item) => ({ ...item, evidence: item.evidence.map(evidenceJson) }));
  return {
    ...profile,
    identity: profile.identity ?? null,
    readOnlyRoot: { value: profile.readOnlyRoot.value, evidence: profile.readOnlyRoot.evidence.map(evidenceJson) },
    noNewPrivileges: profile.noNewPrivileges.value,
    tmpfs: withEvidence(profile.tmpfs),
    volumes: withEvidence(profile.volumes),
    ports: withEvidence(profile.ports),
    addedCapabilities: withEvidence(profile.addedCapabilities),
    health: profile.health === undefined ? null : { port: profile.health.port, path: profile.health.path, evidence: evidenceJson(profile.health.evidence) },
  };
}

function refusalJson(refusal: Refusal | undefined): object {
  return { decisions: [], variants: [], refusals: (refusal?.refusals ?? []).map(decisionJson) };
}

function decisionJson(decision: Decision): object {
  return {
    id: decision.id,
    question: decision.question,
    answer: decision.answer,
    outcome: decision.outcome,
    evidence: decision.evidence.map(evidenceJson),
    edits: decision.edits.map((edit) => ({ start: edit.range.start, end: edit.range.end, text: edit.text })),
    rule: decision.rule ?? null,
  };
}

function evidenceJson(evidence: Evidence): object {
  return { observation: evidence.observation, path: evidence.path ?? null, line: evidence.line ?? null };
}
