import type { Decision, Plan, Refusal } from "../../harden/index.ts";
import type { Evidence } from "../../source/fact.ts";
import { formatEvidence } from "../../source/fact.ts";
import type { Terminal } from "../check-report.ts";
import type { HardenReport, WrittenFile } from "../harden-report.ts";
import { findingJson, gradeJson } from "../json/index.ts";
import { faultLines } from "../terminal/index.ts";
import { gradeLabel } from "../terminal/label.ts";
import { masked } from "../terminal/mask.ts";
import { page, printable, wrap } from "../terminal/wrap.ts";

export const HARDEN_SCHEMA_VERSION = 1;
const MOST_EVIDENCE = 3;

/** `harden` as people read it: what was decided and why, what was refused, what was written, what to type next. */
export function hardenTerminal(report: HardenReport, terminal: Terminal): string {
  const sections = [
    heading(report, terminal),
    ...decisionSections(report, terminal),
    faultLines(report.faults, terminal),
    fileLines(report, terminal),
    grades(report, terminal),
    report.next.length === 0 ? [] : ["Next:", ...report.next.map((line) => `  ${terminal.style.cyan(printable(line))}`)],
  ];
  const shown = sections.filter((section) => section.length > 0);
  return page(shown.flatMap((section, index) => (index === 0 ? section : ["", ...section])), terminal);
}

/** Which Dockerfile, what it builds, and in which context. */
function heading({ sourcePath, result, context, note }: HardenReport, terminal: Terminal): readonly string[] {
  const { style, width } = terminal;
  const name = style.bold(printable(sourcePath));
  if (note !== undefined) return wrap(`${name} ${note}`, width);
  if (result === undefined) return [];
  const certainty = context?.certain === false ? " (not certain; --context says otherwise)" : "";
  const what = "refusals" in result ? style.red("refused") : whatItBuilds(result);
  return [`${name}  ${what}`, ...(context === undefined ? [] : wrap(style.dim(`build context ${printable(context.folder)}: ${printable(formatEvidence(context.evidence))}${certainty}`), width))];
}

function whatItBuilds({ application }: Plan): string {
  if (application.ecosystem === "generic") return "an application of an ecosystem not known here";
  return `a ${application.ecosystem === "go" ? "Go" : application.ecosystem} application`;
}

function decisionSections({ result }: HardenReport, terminal: Terminal): readonly (readonly string[])[] {
  if (result === undefined) return [];
  const section = (head: readonly string[], decisions: readonly Decision[]): readonly string[] => [...head, ...decisions.flatMap((decision) => decisionLines(decision, terminal))];
  if ("refusals" in result) return [section([], result.refusals)];
  const { style } = terminal;
  return [
    section([], result.decisions),
    ...result.variants.map((variant) => section([`${style.bold(variant.base)}${variant.reference === undefined ? "" : `  ${printable(variant.reference)}`}`], variant.decisions)),
    ...result.refused.map(({ base, decision }) => section([`${style.bold(base)}  ${style.yellow("refused")}`], [decision])),
  ];
}

/** The question, its answer, and the first evidence of it. */
function decisionLines(decision: Decision, terminal: Terminal): readonly string[] {
  const { style, unicode, width } = terminal;
  const marks = unicode ? { adapt: style.green("✔"), warn: style.yellow("!"), refuse: style.red("✘") } : { adapt: style.green("+"), warn: style.yellow("!"), refuse: style.red("x") };
  const text = `${style.bold(decision.question)} ${printable(masked(decision.outcome))}`;
  const [first = "", ...rest] = wrap(text, width, "    ");
  const more = decision.evidence.length > MOST_EVIDENCE ? [`and ${decision.evidence.length - MOST_EVIDENCE} more`] : [];
  const evidence = [...decision.evidence.slice(0, MOST_EVIDENCE).map((item) => masked(formatEvidence(item))), ...more];
  return [`  ${marks[decision.answer]} ${first.trimStart()}`, ...rest, ...evidence.flatMap((item) => wrap(style.dim(printable(item)), width, "      "))];
}

function fileLines({ files, dry, variants, faults }: HardenReport, terminal: Terminal): readonly string[] {
  if (files.length === 0 && variants.length > 0 && faults.length === 0) return [terminal.style.dim("Nothing is left to write.")];
  return files.map((file) => fileLine(file, dry, terminal));
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
  return [`Grade  original ${gradeLabel(original.grade.letter, terminal)} ${original.grade.points}  ${terminal.unicode ? "→" : "->"}  ${after.join("  ")}  ${terminal.style.dim("(predicted from the files)")}`];
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
    note: report.note ?? null,
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
      target: variant.target ?? null,
      decisions: variant.decisions.map(decisionJson),
      grade: report.variants[index] === undefined ? null : gradeJson(report.variants[index].judgement.grade),
      findings: report.variants[index]?.judgement.findings.map(findingJson) ?? [],
      text: variant.text,
    })),
    refusals: plan.refused.map(({ base, decision }) => ({ base, ...decisionJson(decision) })),
    buildSecrets: plan.buildSecrets,
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
    outcome: masked(decision.outcome),
    evidence: decision.evidence.map(evidenceJson),
    edits: decision.edits.map((edit) => ({ start: edit.range.start, end: edit.range.end, text: edit.text })),
    rule: decision.rule ?? null,
  };
}

function evidenceJson(evidence: Evidence): object {
  return { observation: masked(evidence.observation), path: evidence.path ?? null, line: evidence.line ?? null };
}
