import { constraintsOf, lift, nextLift, type Constraint, type RelaxedTrial, type Trial } from "@bulwark/core/prove";
import type { ContainerSettings } from "@bulwark/core/deploy";
import type { Bench } from "./bench.ts";

export interface Relaxation {
  readonly bench: Bench;
  readonly candidate: string;
  readonly settings: ContainerSettings;
  /** The constraints in the order in which they are likely to matter. */
  readonly constraints: readonly Constraint[];
  readonly run: (settings: ContainerSettings) => Promise<Trial>;
  readonly works: (trial: Trial) => boolean;
}

/** Trials that run at once: more would slow each other down, and be taken for failures. */
const AT_ONCE = 3;

/** The failed container again, with constraints lifted, until it is known which of them matter. */
export async function relax(relaxation: Relaxation): Promise<readonly RelaxedTrial[]> {
  const { constraints } = relaxation;
  const tried: RelaxedTrial[] = [];
  for (let batch = nextLift(constraints, tried); batch !== undefined; batch = nextLift(constraints, tried)) {
    for (let from = 0; from < batch.length; from += AT_ONCE) {
      const together = batch.slice(from, from + AT_ONCE);
      tried.push(...(await Promise.all(together.map((lifted, index) => tryLifted(relaxation, lifted, tried.length + index)))));
    }
  }
  return tried;
}

async function tryLifted({ bench, candidate, settings, run, works }: Relaxation, lifted: readonly Constraint[], number: number): Promise<RelaxedTrial> {
  bench.onProgress({ candidate, doing: `running without ${namesOf(lifted, constraintsOf(settings))}`, line: undefined });
  const name = `${settings.name}-relaxed-${number}`;
  const volumes = settings.volumes.map((volume, index) => ({ ...volume, name: `${name}-volume-${index}` }));
  const trial = await run({ ...lift(settings, lifted), name, volumes });
  return { lifted, works: works(trial), trial };
}

function namesOf(lifted: readonly Constraint[], all: readonly Constraint[]): string {
  const kept = all.filter((constraint) => !lifted.includes(constraint));
  if (kept.length === 0) return "any constraint";
  return kept.length < lifted.length ? `any constraint but ${kept.join(", ")}` : lifted.join(", ");
}
