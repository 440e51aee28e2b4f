import { applyRemedy, type Corrected, type ProvedVariant, type RepairStep } from "@bulwark/core/prove";
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

/** Every remedy that is known for what failed, applied at once; undefined when there is none that changes anything. */
export function repairPlan(repairs: Repairs, variants: readonly ProvedVariant[], attempt: number): Repair | undefined {
  const works = variants.filter(({ passed }) => passed).map(({ base }) => base);
  const steps: RepairStep[] = [];
  let { corrected } = repairs;
  for (const variant of variants.filter(({ passed }) => !passed)) {
    for (const cause of variant.causes) {
      const repaired = applyRemedy(corrected.adjustments, corrected.base, cause, works);
      if (repaired === undefined) continue;
      corrected = repaired;
      steps.push({ attempt, base: variant.base, cause, change: repaired.change });
    }
  }
  const planned = steps.length === 0 ? undefined : repairs.plan(corrected);
  return planned && { planned, repairs: { ...repairs, corrected }, steps };
}
