import { SEVERITIES } from "../../rules/severity.ts";
import type { Finding } from "../../rules/finding.ts";
import { list } from "../markdown/write.ts";
import type { GuideInput } from "./input.ts";
import { measuredAnalysis } from "./measured.ts";

const TITLES = { critical: "Critical", high: "High", medium: "Medium", low: "Low", info: "Advice" } as const;

/** What is unsafe in the original, worst first, each with its line and reason. */
export function analysis(input: GuideInput): readonly string[] {
  const { original, plan } = input;
  const bySeverity = SEVERITIES.toReversed().map((severity) => ({ severity, findings: original.findings.filter((finding) => finding.severity === severity) }));
  const counts = bySeverity.filter((group) => group.findings.length > 0).map((group) => `${group.findings.length} ${group.severity}`);
  return [
    "## Analysis",
    "",
    counts.length === 0 ? `\`${plan.sourcePath}\` has no findings.` : `\`${plan.sourcePath}\` has ${counts.join(", ")}; its grade is **${original.grade.letter}** (${original.grade.points} of 100 points).`,
    ...measuredAnalysis(input.measured),
    ...bySeverity.flatMap((group) => (group.findings.length === 0 ? [] : ["", `### ${TITLES[group.severity]}`, "", ...list(group.findings.map(describe))])),
    ...(original.ignored.length === 0 ? [] : ["", `${original.ignored.length} more ${original.ignored.length === 1 ? "is" : "are"} ignored by comments or bulwark.yaml.`]),
  ];
}

function describe(finding: Finding): string {
  return `**${finding.rule}**, line ${finding.start.line}: ${finding.message}`;
}
