import { showPosture } from "@bulwark/core/posture";
import { confirmPosture, debuggingOf, type Candidate, type Confirmation, type Observed, type Trial } from "@bulwark/core/prove";
import type { Built } from "../engine.ts";
import { buildCandidate, buildResult } from "./build-candidates.ts";
import { secondsOf, type Bench } from "./bench.ts";
import { measureImage, type Measured } from "./measure-image.ts";
import type { PlannedCandidate, PlannedProof } from "./planned.ts";

/** A candidate that was built and looked into, or why not. */
export interface BuiltCandidate<Planned extends PlannedCandidate = PlannedCandidate> {
  readonly planned: Planned;
  readonly tag: string;
  readonly built: Built;
  /** Comes while trials are running: looking into a large image takes its time. */
  readonly measured: Promise<Measured | undefined>;
}

/** Build one candidate, and begin to look into its image. */
export async function build<Planned extends PlannedCandidate>(bench: Bench, proof: PlannedProof, planned: Planned, attempt: number): Promise<BuiltCandidate<Planned>> {
  const tag = bench.run.image(attempt === 0 ? planned.name : `${planned.name}-${attempt}`);
  const say = (doing: string, line?: string): void => bench.onProgress({ candidate: planned.name, doing, line });
  say("building");
  const folder = `${bench.folder}/${attempt}`;
  const built = await buildCandidate({ engine: bench.engine, planned: proof, candidate: planned, tag, folder, timeoutSeconds: secondsOf(bench.config).build, onLog: (line) => say("building", line) });
  say(built.outcome === "built" ? "built" : "did not build");
  const measured = built.outcome === "built" ? measureImage(bench.engine, tag, bench.remembered, bench.signal) : Promise.resolve(undefined);
  // Awaited only after the trials; a failure until then is not unhandled.
  measured.catch(() => undefined);
  return { planned, tag, built, measured };
}

export function candidateOf({ planned, built }: BuiltCandidate, measured: Measured | undefined, trial: Trial | undefined, confirmations: readonly Confirmation[]): Candidate {
  const { name, path, text, sha256, edited, judgement, upkeep } = planned;
  const image = measured?.image;
  return { name, dockerfile: { path, text, sha256, edited }, judgement, build: buildResult(built), image, trial, confirmations, upkeep, debugging: debuggingOf(image?.surface.shells) };
}

/** What the Dockerfile predicted beside what its image shows. @param observed what was seen of running containers, beyond that. */
export function confirmationsOf({ planned }: BuiltCandidate, measured: Measured | undefined, observed: Observed): readonly Confirmation[] {
  return measured === undefined ? [] : confirmPosture(planned.predicted, showPosture(measured.contents), observed);
}
