import type { Candidate, Trial } from "@bulwark/core/prove";
import { runTrial } from "../trial/run-trial.ts";
import { secondsOf, type Bench } from "./bench.ts";
import { candidateOf, confirmationsOf, type BuiltCandidate } from "./candidates.ts";
import type { PlannedProof } from "./planned.ts";
import { secretValues } from "./secret-values.ts";
import { originalSettings } from "./settings.ts";

/** The original, running: what every variant is compared with. */
export interface Original {
  readonly built: BuiltCandidate;
  readonly first: Promise<Trial>;
  /** A second container of the same image: what differs between two containers (host name, ids) is volatile. Run once, when it is wanted. */
  readonly second: () => Promise<Trial>;
  /** The first trial and what its image holds. */
  readonly candidate: Promise<Candidate>;
}

/** Run the original now, and once more only when something differs. */
export function runOriginal(bench: Bench, planned: PlannedProof, built: BuiltCandidate): Original {
  const { ready, stop } = secondsOf(bench.config);
  const run = async (name: string, times: number): Promise<Trial> => {
    bench.onProgress({ candidate: "original", doing: "running", line: undefined });
    const settings = originalSettings(planned, bench.config, built.tag, bench.run.name(name));
    const values = await secretValues(bench, planned, built.tag);
    return runTrial({ engine: bench.engine, settings, side: "original", probes: planned.probes, times, secretValues: values, readySeconds: ready, stopSeconds: stop, signal: bench.signal });
  };
  const first = run("original", 2);
  const candidate = whole(built, first);
  // Awaited only where the variants are compared; a failure until then is not unhandled.
  candidate.catch(() => undefined);
  let second: Promise<Trial> | undefined;
  return { built, first, candidate, second: () => (second ??= run("original-again", 1)) };
}

async function whole(built: BuiltCandidate, first: Promise<Trial>): Promise<Candidate> {
  const [trial, measured] = await Promise.all([first, built.measured]);
  return candidateOf(built, measured, trial, confirmationsOf(built, measured, { changes: trial.changes }));
}
