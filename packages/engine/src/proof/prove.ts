import type { Candidate, Proof, ProvedVariant, RepairStep, Verdict } from "@bulwark/core/prove";
import type { Bench } from "./bench.ts";
import { baseFault } from "./base-fault.ts";
import { build, candidateOf, type BuiltCandidate } from "./candidates.ts";
import { runOriginal, type Original } from "./original-container.ts";
import type { PlannedProof, PlannedVariant } from "./planned.ts";
import { proveVariant } from "./prove-variant.ts";
import { repairPlan, type Repairs } from "./repair.ts";
import { originalFault, verdictOf } from "./verdict.ts";

export interface ProveInput {
  readonly bench: Bench;
  readonly planned: PlannedProof;
  readonly version: string;
  /** What `--repair` may do; undefined without it. */
  readonly repairs: Repairs | undefined;
}

/** The proof, and the plan that it ended with: another than at first when something was repaired. */
export interface Proved {
  readonly proof: Proof;
  readonly planned: PlannedProof;
  readonly repairs: Repairs | undefined;
}

interface Outcome {
  readonly variants: readonly ProvedVariant[];
  readonly notProved: Proof["notProved"];
}

/**
 * Build original and hardened, run both, ask both the same, look into both. What fails is tried again with constraints lifted until
 * the one that matters is known; with `repairs`, it is mended and tried anew. Throws `EngineError` when the engine does not do what it
 * is asked; whoever calls it cleans up behind the run in any case.
 */
export async function prove(input: ProveInput): Promise<Proved> {
  const { bench, planned } = input;
  const clock = { startedAt: new Date().toISOString(), began: performance.now() };
  const building = planned.variants.map((variant) => build(bench, planned, variant, 0));
  for (const variant of building) variant.catch(() => undefined);
  const built = await build(bench, planned, planned.original, 0);
  if (built.built.outcome !== "built") {
    bench.cancel();
    await Promise.allSettled(building);
    return undecided(input, clock, candidateOf(built, undefined, undefined, []));
  }
  const variants = await Promise.all(building);
  const original = runOriginal(bench, planned, built);
  const outcome = await tryVariants(bench, planned, original, variants, 0);
  const candidate = await original.candidate;
  if (originalFault(candidate, planned.probes) !== undefined) return undecided(input, clock, candidate);
  return repaired(input, clock, original, outcome);
}

type Clock = { readonly startedAt: string; readonly began: number };

function undecided(input: ProveInput, clock: Clock, original: Candidate): Proved {
  const reason = originalFault(original, input.planned.probes) ?? "the original was not run";
  return { proof: proofOf(input, clock, { planned: input.planned, original, outcome: { variants: [], notProved: [] }, steps: [], verdict: { result: "undecided", reason } }), planned: input.planned, repairs: input.repairs };
}

/** While something fails that the plan can mend, it is mended, built and tried again. */
async function repaired(input: ProveInput, clock: Clock, original: Original, first: Outcome): Promise<Proved> {
  const { bench } = input;
  let { planned, repairs } = input;
  let outcome = first;
  const steps: RepairStep[] = [];
  for (let attempt = 1; repairs !== undefined && attempt <= repairs.attempts; attempt++) {
    const repair = repairPlan(repairs, outcome.variants, attempt);
    if (repair === undefined) break;
    for (const step of repair.steps) bench.onProgress({ candidate: step.base, doing: `repairing: ${step.change}`, line: undefined });
    steps.push(...repair.steps);
    ({ planned, repairs } = repair);
    const next = planned;
    const variants = await Promise.all(next.variants.map((variant) => build(bench, next, variant, attempt)));
    outcome = await tryVariants(bench, next, original, variants, attempt);
  }
  const verdict = verdictOf(outcome.variants, outcome.notProved);
  return { proof: proofOf(input, clock, { planned, original: await original.candidate, outcome, steps, verdict }), planned, repairs };
}

/** All variants side by side, beside the original. */
async function tryVariants(bench: Bench, planned: PlannedProof, original: Original, variants: readonly BuiltCandidate<PlannedVariant>[], attempt: number): Promise<Outcome> {
  const faults = variants.map((variant) => ({ base: variant.planned.base, reason: baseFault(variant.built, variant.planned) }));
  const notProved = faults.flatMap(({ base, reason }) => (reason === undefined ? [] : [{ base, reason }]));
  const tried = variants.filter((_, index) => faults[index]?.reason === undefined);
  return { variants: await Promise.all(tried.map((variant) => proveVariant({ bench, planned, original, variant, attempt }))), notProved };
}

interface Result {
  readonly planned: PlannedProof;
  readonly original: Candidate;
  readonly outcome: Outcome;
  readonly steps: readonly RepairStep[];
  readonly verdict: Verdict;
}

function proofOf({ bench, version }: ProveInput, { startedAt, began }: Clock, { planned, original, outcome, steps, verdict }: Result): Proof {
  return {
    tool: { name: "bulwark", version },
    run: { id: bench.run.id, startedAt, seconds: Math.round((performance.now() - began) / 100) / 10 },
    engine: bench.engine.facts,
    source: planned.source,
    name: planned.name,
    probes: planned.probes,
    original,
    ...outcome,
    repairs: steps,
    verdict,
  };
}
