import { applyRemedy, type Corrected, type ProvedVariant, type Remedy, type RepairStep } from "@bulwark/core/prove";
import type { PlannedProof } from "./planned.ts";

/** What has been corrected so far, and how a plan is made from it. */
export interface Repairs {
  readonly attempts: number;
  readonly corrected: Corrected;
  /** Undefined when nothing can be planned so. */
  readonly plan: (corrected: Corrected) => PlannedProof | undefined;
}

export interface Repair {
  readonly planned: PlannedProof;
  readonly repairs: Repairs;
  readonly steps: readonly RepairStep[];
}

/** Remedies that give the container what it needs and no more; the others take a protection away. */
const NARROW = new Set<Remedy["kind"]>(["volume", "tmpfs", "file", "ca-certificates", "time-zones", "init"]);

/**
 * What is known to help what failed, applied at once; undefined when nothing changes anything. A protection is taken away only when
 * nothing narrower is left to try: the next attempt shows whether it still matters.
 */
export function repairPlan(repairs: Repairs, variants: readonly ProvedVariant[], attempt: number): Repair | undefined {
  const works = variants.filter(({ passed }) => passed).map(({ base }) => base);
  const failed = variants.filter(({ passed }) => !passed).flatMap(({ base, causes }) => causes.map((cause) => ({ base, cause })));
  const isNarrow = ({ cause }: (typeof failed)[number]): boolean => cause.remedy !== undefined && NARROW.has(cause.remedy.kind);
  for (const causes of [failed.filter(isNarrow), failed.filter((item) => !isNarrow(item))]) {
    const steps: RepairStep[] = [];
    let { corrected } = repairs;
    for (const { base, cause } of causes) {
      const repaired = applyRemedy(corrected.adjustments, corrected.base, cause, works);
      if (repaired === undefined) continue;
      corrected = repaired;
      steps.push({ attempt, base, cause, change: repaired.change });
    }
    const planned = steps.length === 0 ? undefined : repairs.plan(corrected);
    if (planned !== undefined) return { planned, repairs: { ...repairs, corrected }, steps };
  }
  return undefined;
}
