import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Finding } from "../rules/finding.ts";
import { SEVERITIES } from "../rules/severity.ts";
import type { Severity } from "../rules/rule.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { dockerfileSubject } from "../facts/subject.ts";
import { SourceText } from "../source/text.ts";
import { COST, gradeFindings, LETTERS, REPEATS } from "./grade.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../../../docs/grade.md"), "utf8");

/** The rows of the table under a heading cell, as texts. */
function rows(firstCell: string): readonly (readonly string[])[] {
  const lines = PAGE.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${firstCell} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

function finding(severity: Severity, line: number, rule = `a-${severity}-rule`): Finding {
  const place = { start: { line, column: 1 }, end: { line, column: 2 }, range: { start: line, end: line + 1 } };
  return { rule, severity, category: "hygiene", message: "", path: "Dockerfile", evidence: [], fix: undefined, ...place };
}

function pointsLost(severity: Severity, count: number): number {
  return 100 - gradeFindings(Array.from({ length: count }, (_, index) => finding(severity, index + 1)), undefined).points;
}

describe("docs/grade.md", () => {
  it("says what a first and a further finding of each severity cost", () => {
    const table = rows("severity");
    expect(table.map(([severity]) => severity)).toEqual(SEVERITIES.toReversed());
    for (const severity of SEVERITIES) {
      const [, first, further] = table.find(([name]) => name === severity) ?? [];
      expect(Number(first)).toBe(COST[severity]);
      expect(pointsLost(severity, 1)).toBe(Number(first));
      expect(pointsLost(severity, 2) - pointsLost(severity, 1)).toBe(Number(further));
    }
  });

  it("says how often a further finding costs", () => {
    const said = Number(/cost points (\d+) times at most/.exec(PAGE)?.[1]);
    expect(said).toBe(REPEATS);
    expect(pointsLost("medium", said + 1)).toBe(COST.medium + said);
    expect(pointsLost("medium", said + 20)).toBe(COST.medium + said);
  });

  it("says from how many points a letter is given", () => {
    expect(rows("letter")).toEqual(LETTERS.map(([letter, least]) => [letter, String(least)]));
  });

  it("says which findings and which unknown facts cap the letter", () => {
    const unknownUser = dockerfileSubject({ syntax: parseDockerfile(new SourceText("Dockerfile", "FROM registry.example/app:1\n")), context: undefined, today: "2026-11-24" }).posture;
    const unknown = gradeFindings([], unknownUser);
    const caps = new Map(rows("what").map(([what = "", letter]) => [what, letter]));
    expect(caps.get("a critical finding")).toBe(gradeFindings([finding("critical", 1)], undefined).letter);
    expect(caps.get("a high finding")).toBe(gradeFindings([finding("high", 1)], undefined).letter);
    for (const { letter, reason } of unknown.caps) expect(caps.get(reason.split(":")[0]?.replace(/^(\w+) is not known$/, "the $1 is not known") ?? "")).toBe(letter);
    expect(unknown.caps.length).toBeGreaterThan(0);
    expect(caps.size).toBe(4);
  });

  it("says how many facts a posture has", () => {
    const words: Readonly<Record<number, string>> = { 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen" };
    const { posture } = dockerfileSubject({ syntax: parseDockerfile(new SourceText("Dockerfile", "FROM scratch\n")), context: undefined, today: "2026-11-24" });
    expect(PAGE).toContain(`(of a posture's ${words[Object.keys(posture).length] ?? "?"})`);
  });
});
