import type { Probe, Trial } from "@bulwark/core/prove";
import { runTrial } from "../trial/run-trial.ts";
import { secondsOf, type Bench } from "./bench.ts";
import type { PlannedProof } from "./planned.ts";
import { secretValues } from "./secret-values.ts";
import { originalSettings } from "./settings.ts";

export interface OriginalTrials {
  readonly first: Promise<Trial>;
  /** A second container of the same image: what differs between two containers (host name, ids) is volatile. Run once, when it is wanted. */
  readonly second: () => Promise<Trial>;
}

/** Run the original now, and once more only when something differs. */
export function runOriginal(bench: Bench, planned: PlannedProof, tag: string, probes: readonly Probe[]): OriginalTrials {
  const { ready, stop } = secondsOf(bench.config);
  const run = async (name: string, times: number): Promise<Trial> => {
    bench.onProgress({ candidate: "original", doing: "running", line: undefined });
    const settings = originalSettings(planned, bench.config, tag, bench.run.name(name));
    return runTrial({ engine: bench.engine, settings, side: "original", probes, times, secretValues: await secretValues(bench, planned, tag), readySeconds: ready, stopSeconds: stop, signal: bench.signal });
  };
  const first = run("original", 2);
  let second: Promise<Trial> | undefined;
  return { first, second: () => (second ??= run("original-again", 1)) };
}
