import { describe, expect, it } from "vitest";
import { buildContext } from "../context/build-context.ts";
import { memoryTree } from "../context/file-tree.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import type { Finding } from "../rules/finding.ts";
import { RULES } from "../rules/registry.ts";
import { dockerfileSubject } from "../facts/subject.ts";
import { SourceText } from "../source/text.ts";
import { DISAGREEMENTS } from "../testing/disagreements.ts";
import { readCorpus, type CorpusCase } from "../testing/shared.ts";
import { CrossReference } from "./cross-reference.ts";
import { judgeDockerfile } from "./judge.ts";

/** What BuildKit's own test expects of a case, as the corpus keeps it in `note`. */
interface BuildKitNote {
  /** Every warning of the build: rule and line. */
  readonly warnings: readonly (readonly [rule: string, line: number])[];
  readonly dockerignore: string | null;
}

const REFERENCE = new CrossReference(RULES);
/** The BuildKit checks that rules of ours speak of. */
const BUILDKIT_CHECKS = [...new Set(RULES.flatMap((rule) => rule.peers["buildkit"] ?? []))];

function judge(text: string, ignoreFile: string | null): readonly Finding[] {
  const files = { Dockerfile: text, ...(ignoreFile === null ? {} : { ".dockerignore": ignoreFile }) };
  const syntax = parseDockerfile(new SourceText("Dockerfile", text));
  const subject = dockerfileSubject({ syntax, context: buildContext(memoryTree(".", files), "Dockerfile"), today: "2026-11-24" });
  return judgeDockerfile(subject, { rules: RULES, ignores: [] }).findings;
}

/** The lines on which our rules for another tool's rule find something. */
function linesFound(findings: readonly Finding[], tool: string, rule: string): readonly number[] {
  const ours = REFERENCE.rulesFor(tool, rule);
  return inOrder(findings.filter((finding) => ours.includes(finding.rule)).map((finding) => finding.start.line));
}

function inOrder(lines: readonly number[]): readonly number[] {
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** What we say beside what the label says; a disagreement stands in the table with its reason, and only while it lasts. */
function compare<T>(name: string, rule: string, ours: T, label: T): void {
  const isKnown = DISAGREEMENTS.some((entry) => entry.case === name && entry.rule === rule);
  if (isKnown) expect({ rule, found: ours }, "no longer disagrees: take it out of testing/disagreements.ts").not.toEqual({ rule, found: label });
  else expect({ rule, found: ours }).toEqual({ rule, found: label });
}

function atHand(cases: readonly CorpusCase[] | undefined): void {
  it.skipIf(cases === undefined)("is at hand (shared/corpora beside the checkout)", () => {
    expect(cases).not.toEqual([]);
  });
}

// BuildKit's tests name every warning of a build, so each check is compared in each case, also where another one is tested.
describe("BuildKit's lint cases: our rules find what its checks find, on the same lines, and nothing else", () => {
  const cases = readCorpus("buildkit-lint.jsonl");
  atHand(cases);
  it.skipIf(cases === undefined).for(cases ?? [])("$case", ({ case: name, dockerfile, note }) => {
    const { warnings, dockerignore }: BuildKitNote = JSON.parse(note);
    const findings = judge(dockerfile, dockerignore);
    for (const check of BUILDKIT_CHECKS) {
      const label = inOrder(warnings.filter(([rule]) => rule === check).map(([, line]) => line));
      compare(name, check, linesFound(findings, "buildkit", check), label);
    }
  });
});

describe("Trivy's examples: our rules find something where its check does, and nothing where it does not", () => {
  const cases = readCorpus("trivy-examples.jsonl")?.filter(({ rule }) => REFERENCE.rulesFor("trivy", rule).length > 0);
  atHand(cases);
  it.skipIf(cases === undefined).for(cases ?? [])("$case", ({ case: name, rule, dockerfile, expect: label }) => {
    const found = linesFound(judge(dockerfile, null), "trivy", rule);
    compare(name, rule, found.length > 0, label === "match");
  });
});

describe("the table of disagreements", () => {
  const cases = [...(readCorpus("buildkit-lint.jsonl") ?? []), ...(readCorpus("trivy-examples.jsonl") ?? [])];
  it.skipIf(cases.length === 0).for(DISAGREEMENTS)("names a case and a rule that are compared: $case $rule", (entry) => {
    const tool = entry.rule.startsWith("DS-") ? "trivy" : "buildkit";
    expect(cases.map((item) => item.case)).toContain(entry.case);
    expect(REFERENCE.rulesFor(tool, entry.rule)).not.toEqual([]);
    expect(entry.reason.length).toBeGreaterThan(20);
  });
});
