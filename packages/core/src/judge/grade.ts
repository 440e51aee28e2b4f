import type { Finding } from "../rules/finding.ts";
import type { Severity } from "../rules/rule.ts";
import type { Posture } from "../posture/posture.ts";

/**
 * The grade: 100 points less what each finding costs, by the table in `docs/grade.md`. A prediction from a file ends at A; A+ is
 * given by a proof alone.
 */
export interface Grade {
  readonly letter: "A" | "B" | "C" | "D" | "E" | "F";
  /** 0 to 100, before caps. */
  readonly points: number;
  /** Every lost point names its finding. */
  readonly deductions: readonly Deduction[];
  /** Why the letter is lower than the points would give. */
  readonly caps: readonly { readonly letter: Grade["letter"]; readonly reason: string }[];
  /** Facts that are not known; counted apart, never as a pass. */
  readonly unknown: readonly { readonly fact: string; readonly reason: string }[];
  /** How many facts there are. */
  readonly facts: number;
}

export interface Deduction {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly severity: Severity;
  readonly points: number;
}

/** Points that the first finding of a rule costs in one file. */
export const COST: Readonly<Record<Severity, number>> = { critical: 40, high: 15, medium: 5, low: 2, info: 0 };
/** Each further finding of the same rule costs one point, this many times at most. */
export const REPEATS = 3;
/** The least points for a letter. */
export const LETTERS = [["A", 90], ["B", 75], ["C", 60], ["D", 45], ["E", 30], ["F", 0]] as const satisfies readonly (readonly [Grade["letter"], number])[];

/** Facts without which a good grade would be a guess. */
const ESSENTIAL = ["user", "base"] as const satisfies readonly (keyof Posture)[];

export function gradeFindings(findings: readonly Finding[], posture: Posture | undefined): Grade {
  const deductions = deduct(findings);
  const points = Math.max(0, 100 - deductions.reduce((sum, deduction) => sum + deduction.points, 0));
  const unknown = unknownFacts(posture);
  const caps = capsOf(findings, unknown);
  const earned = LETTERS.find(([, least]) => points >= least)?.[0] ?? "F";
  const letter = caps.reduce<Grade["letter"]>((worst, cap) => (rank(cap.letter) > rank(worst) ? cap.letter : worst), earned);
  return { letter, points, deductions, caps: caps.filter((cap) => rank(cap.letter) > rank(earned)), unknown, facts: posture ? Object.keys(posture).length : 0 };
}

/** The worst of several grades' letters: a repository is as safe as its worst file. */
export function worstGrade(grades: readonly Grade[]): Grade | undefined {
  return grades.toSorted((a, b) => rank(b.letter) - rank(a.letter) || a.points - b.points)[0];
}

function deduct(findings: readonly Finding[]): readonly Deduction[] {
  const seen = new Map<string, number>();
  const deductions: Deduction[] = [];
  const worstFirst = findings.toSorted((a, b) => COST[b.severity] - COST[a.severity]);
  for (const finding of worstFirst) {
    const times = seen.get(finding.rule) ?? 0;
    seen.set(finding.rule, times + 1);
    const cost = COST[finding.severity];
    const points = times === 0 ? cost : times <= REPEATS ? Math.min(cost, 1) : 0;
    if (points > 0) deductions.push({ rule: finding.rule, path: finding.path, line: finding.start.line, severity: finding.severity, points });
  }
  return deductions;
}

function unknownFacts(posture: Posture | undefined): Grade["unknown"] {
  if (posture === undefined) return [];
  return Object.entries(posture).flatMap(([fact, value]: [string, Posture[keyof Posture]]) => (value.known ? [] : [{ fact, reason: value.reason }]));
}

function capsOf(findings: readonly Finding[], unknown: Grade["unknown"]): Grade["caps"] {
  const caps: { letter: Grade["letter"]; reason: string }[] = [];
  if (findings.some((finding) => finding.severity === "critical")) caps.push({ letter: "D", reason: "a critical finding" });
  if (findings.some((finding) => finding.severity === "high")) caps.push({ letter: "B", reason: "a high finding" });
  for (const fact of ESSENTIAL) {
    const found = unknown.find((item) => item.fact === fact);
    if (found) caps.push({ letter: "B", reason: `${fact} is not known: ${found.reason}` });
  }
  return caps;
}

function rank(letter: Grade["letter"]): number {
  return LETTERS.findIndex(([name]) => name === letter);
}
