import type { Grade, IgnoredFinding } from "../../judge/index.ts";
import type { Finding } from "../../rules/finding.ts";
import { SEVERITIES } from "../../rules/severity.ts";
import { formatEvidence } from "../../source/fact.ts";
import type { CheckReport, JudgedFile } from "../check-report.ts";

/** Goes up when a field changes its meaning or goes; a new field does not raise it. */
export const CHECK_SCHEMA_VERSION = 1;

/** `check --format json`. The schema is published as `docs/schema/check.schema.json`. */
export function checkJson(report: CheckReport, version: string): string {
  const findings = report.files.flatMap((file) => file.judgement.findings);
  const value = {
    schemaVersion: CHECK_SCHEMA_VERSION,
    tool: { name: "bulwark", version },
    threshold: report.threshold,
    summary: {
      files: report.files.length,
      looked: report.looked,
      ours: report.ours,
      findings: Object.fromEntries(SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length])),
      grade: report.grade?.letter ?? null,
    },
    files: report.files.map(fileJson),
    errors: report.faults.map((fault) => ({ path: fault.path, line: fault.line ?? null, column: fault.column ?? null, message: fault.message, remedy: fault.remedy })),
    notices: [...report.files.flatMap((file) => file.judgement.notices), ...report.notices],
    next: report.next,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function fileJson(file: JudgedFile): object {
  return {
    path: file.source.path,
    writtenByBulwark: file.ours,
    grade: gradeJson(file.judgement.grade),
    findings: file.judgement.findings.map(findingJson),
    ignored: file.judgement.ignored.map(ignoredJson),
  };
}

/** One finding: rule, severity, category, path, place, fix kind. Lines and columns count from 1; the end is behind the last character. */
export function findingJson(finding: Finding): object {
  return {
    rule: finding.rule,
    severity: finding.severity,
    category: finding.category,
    message: finding.message,
    path: finding.path,
    start: finding.start,
    end: finding.end,
    fix: finding.fix === undefined ? null : { kind: finding.fix.kind, description: finding.fix.description },
    evidence: finding.evidence.map(formatEvidence),
  };
}

function ignoredJson(ignored: IgnoredFinding): object {
  return { by: ignored.by, reason: ignored.reason ?? null, finding: findingJson(ignored.finding) };
}

/** A grade with its arithmetic. */
export function gradeJson(grade: Grade): object {
  return { letter: grade.letter, points: grade.points, deductions: grade.deductions, caps: grade.caps, unknown: grade.unknown, facts: grade.facts };
}
