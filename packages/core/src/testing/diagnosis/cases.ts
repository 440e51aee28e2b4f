import { expect, it } from "vitest";
import type { CauseKind, Remedy } from "../../prove/cause.ts";
import { CONSTRAINTS, type Constraint } from "../../prove/constraint.ts";
import { diagnose } from "../../prove/diagnosis/diagnose.ts";
import type { DiagnosisInput } from "../../prove/diagnosis/input.ts";

/** What went wrong, and what is said of it. */
interface Case {
  readonly input: DiagnosisInput;
  readonly kind: CauseKind;
  readonly subject?: string;
  readonly says: readonly string[];
  readonly constraint?: Constraint;
  readonly remedy?: Remedy | undefined;
}

/** All constraints, and each alone: the first trials that are asked for. */
export const ALONE: readonly (readonly Constraint[])[] = [CONSTRAINTS, ...CONSTRAINTS.map((constraint) => [constraint])];
/** Whether a trial works: with these lifted. */
export const by = (...needed: readonly Constraint[]) => (lifted: readonly Constraint[]) => needed.every((constraint) => lifted.includes(constraint));

/** The first cause of each case is the one that it names. */
export function check(cases: Readonly<Record<string, Case>>): void {
  it.each(Object.entries(cases))("%s", (_, { input, kind, subject, says, constraint, ...expected }) => {
    const [cause] = diagnose(input);
    expect(cause).toMatchObject({ kind, ...(subject === undefined ? {} : { subject }), ...(constraint === undefined ? {} : { constraint }) });
    for (const part of says) expect(cause?.message).toContain(part);
    if ("remedy" in expected) expect(cause?.remedy).toEqual(expected.remedy);
    expect(cause?.evidence.length).toBeGreaterThan(0);
  });
}

export function subjects(input: DiagnosisInput): readonly (readonly [CauseKind, string | undefined, Remedy["kind"] | undefined])[] {
  return diagnose(input).map((cause) => [cause.kind, cause.subject, cause.remedy?.kind] as const);
}
