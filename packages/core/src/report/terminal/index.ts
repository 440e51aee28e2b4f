import type { Grade } from "../../judge/index.ts";
import type { Finding } from "../../rules/finding.ts";
import { SEVERITIES } from "../../rules/severity.ts";
import type { SourceText } from "../../source/text.ts";
import type { CheckReport, Fault, JudgedFile, Terminal } from "../check-report.ts";
import { amount, inWords } from "../words.ts";
import { excerpt } from "./excerpt.ts";
import { gradeLabel, severityLabel } from "./label.ts";
import { page, printable, wrap } from "./wrap.ts";

export { printable } from "./wrap.ts";

const SEVERITY_COLUMNS = 11;
const INDENT = " ".repeat(SEVERITY_COLUMNS);

/** `check` as people read it: each finding with its place, worst first; then the grade and what to type next. */
export function checkTerminal(report: CheckReport, terminal: Terminal, options: { readonly quiet: boolean }): string {
  const lines = [
    ...report.files.flatMap((file) => fileLines(file, terminal, options.quiet)),
    ...faultLines(report.faults, terminal),
    ...report.notices.flatMap((notice) => note(notice.path, notice.line, notice.message, terminal)),
    ...(options.quiet ? [] : summary(report, terminal)),
  ];
  return page(lines, terminal);
}

/** What could not be read or understood, each with its place and what to do. */
export function faultLines(faults: readonly Fault[], terminal: Terminal): readonly string[] {
  const { style, width } = terminal;
  return faults.flatMap((fault) => {
    const place = `${printable(fault.path)}${fault.line === undefined ? "" : `:${fault.line}${fault.column === undefined ? "" : `:${fault.column}`}`}`;
    // A sentence of an engine ends by itself; a path that is `.` ends none.
    const joint = /\S[.?!]$/.test(fault.message) ? " " : "; ";
    return wrap(`${style.red("error")} ${place === "" ? "" : `${style.bold(place)} `}${printable(fault.message)}${joint}${printable(fault.remedy)}`, width);
  });
}

function fileLines({ source, judgement, ours }: JudgedFile, terminal: Terminal, quiet: boolean): readonly string[] {
  const worstFirst = judgement.findings.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const notes = judgement.notices.flatMap((notice) => note(notice.path, notice.line, notice.message, terminal));
  if (quiet) return [...worstFirst.map((finding) => short(finding, terminal)), ...notes];
  const { grade } = judgement;
  const mark = ours ? terminal.style.dim(" (written by bulwark harden)") : "";
  return [
    `${terminal.style.bold(printable(source.path))}${mark}  grade ${gradeLabel(grade.letter, terminal)}  ${terminal.style.dim(`${grade.points} of 100 points`)}`,
    "",
    ...(worstFirst.length === 0 ? ["  No findings.", ""] : worstFirst.flatMap((finding, index) => [...findingLines(finding, worstFirst[index - 1], source, terminal), ""])),
    ...(notes.length === 0 ? [] : [...notes, ""]),
  ];
}

function short(finding: Finding, terminal: Terminal): string {
  return `${printable(finding.path)}:${finding.start.line}:${finding.start.column} ${severityLabel(finding.severity, terminal)} ${finding.rule} ${printable(finding.message)}`;
}

/** Where several findings in a row have one place, it is shown with the first. */
function findingLines(finding: Finding, before: Finding | undefined, source: SourceText, terminal: Terminal): readonly string[] {
  const place = `${printable(finding.path)}:${finding.start.line}:${finding.start.column}`;
  const head = `  ${severityLabel(finding.severity, terminal)} ${terminal.style.bold(finding.rule)}`;
  const fits = SEVERITY_COLUMNS + finding.rule.length + place.length + 2 <= terminal.width;
  const fix = finding.fix;
  return [
    ...(fits ? [`${head}  ${terminal.style.dim(place)}`] : [head, `${INDENT}${terminal.style.dim(place)}`]),
    ...(before?.range.start === finding.range.start && before.range.end === finding.range.end ? [] : excerpt(finding, source, terminal)),
    ...wrap(printable(finding.message), terminal.width, INDENT),
    ...(fix === undefined ? [] : wrap(terminal.style.dim(`fix (${fix.kind}): ${printable(fix.description)}`), terminal.width, INDENT)),
  ];
}

function note(path: string, line: number, message: string, terminal: Terminal): readonly string[] {
  return wrap(`${terminal.style.cyan("note")} ${printable(path)}:${line} ${printable(message)}`, terminal.width);
}

function summary(report: CheckReport, terminal: Terminal): readonly string[] {
  const findings = report.files.flatMap((file) => file.judgement.findings);
  const counts = SEVERITIES.toReversed().map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
  const said = counts.filter(({ count }) => count > 0).map(({ severity, count }) => `${count} ${severity}`);
  const ignored = report.files.reduce((sum, file) => sum + file.judgement.ignored.length, 0);
  return [
    ...(report.grade === undefined ? [] : gradeLines(report.grade, report.files.length, terminal)),
    ...wrap(`${said.length === 0 ? "No findings" : said.join(", ")} in ${amount(report.files.length, "Dockerfile")} (${amount(report.looked, "file")} looked at${ignored === 0 ? "" : `, ${ignored} ignored`})`, terminal.width),
    ...(report.faults.length === 0 ? [] : [`${amount(report.faults.length, "error")}: not everything was read`]),
    ...(report.next.length === 0 ? [] : ["", "Next:", ...report.next.map((line) => `  ${terminal.style.cyan(printable(line))}`)]),
  ];
}

function gradeLines(grade: Grade, files: number, terminal: Terminal): readonly string[] {
  const [first] = grade.deductions;
  const of = files > 1 && first !== undefined ? ` in ${printable(first.path)}` : "";
  const lost = grade.deductions.map((deduction) => `${deduction.points} ${deduction.rule} (line ${deduction.line})`);
  const caps = grade.caps.map((cap) => `at most ${cap.letter} for ${cap.reason}`);
  const unknown = grade.unknown.map((item) => inWords(item.fact));
  return [
    ...wrap(`${files > 1 ? "Worst grade" : "Grade"} ${gradeLabel(grade.letter, terminal)}  ${grade.points} of 100 points, predicted from the file; ${grade.facts - unknown.length} of ${grade.facts} facts known`, terminal.width),
    ...(lost.length === 0 ? [] : wrap(terminal.style.dim(`lost${of}: ${lost.join(", ")}`), terminal.width, "  ")),
    ...(caps.length === 0 ? [] : wrap(terminal.style.dim(caps.join("; ")), terminal.width, "  ")),
    ...(unknown.length === 0 ? [] : wrap(terminal.style.dim(`not known: ${unknown.join(", ")}`), terminal.width, "  ")),
  ];
}
