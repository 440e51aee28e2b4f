import { SEVERITIES } from "../../rules/severity.ts";
import type { Finding } from "../../rules/finding.ts";
import type { CheckReport, JudgedFile } from "../check-report.ts";
import { codeSpan, list, plain, table } from "./write.ts";

/** `check --format markdown`: for a pull request or a page. */
export function checkMarkdown(report: CheckReport): string {
  const lines = [
    "# Bulwark",
    "",
    report.grade === undefined ? "Nothing was judged." : `Grade **${report.grade.letter}** over ${report.files.length} ${report.files.length === 1 ? "Dockerfile" : "Dockerfiles"} (${report.looked} ${report.looked === 1 ? "file" : "files"} looked at).`,
    ...report.files.flatMap(file),
    ...(report.faults.length === 0 ? [] : ["", "## Not read", "", ...list(report.faults.map((fault) => `${codeSpan(fault.path)}${fault.line === undefined ? "" : `:${fault.line}`} ${plain(fault.message)}; ${plain(fault.remedy)}`))]),
    ...(report.next.length === 0 ? [] : ["", "Next:", "", "```sh", ...report.next, "```"]),
  ];
  return `${lines.join("\n")}\n`;
}

function file({ source, judgement }: JudgedFile): readonly string[] {
  const worstFirst = judgement.findings.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const notes = judgement.notices.map((notice) => `line ${notice.line}: ${plain(notice.message)}`);
  return [
    "",
    `## ${codeSpan(source.path)}: ${judgement.grade.letter}, ${judgement.grade.points} points`,
    "",
    ...(worstFirst.length === 0 ? ["No findings."] : table(["severity", "line", "rule", "what is wrong", "fix"], worstFirst.map(row))),
    ...(notes.length === 0 ? [] : ["", ...list(notes)]),
  ];
}

function row(finding: Finding): readonly string[] {
  return [finding.severity, String(finding.start.line), codeSpan(finding.rule), plain(finding.message), finding.fix?.kind ?? ""];
}
