import type { Stage } from "../dockerfile/model.ts";

/** The target and the stages that it is made FROM, last first: what they leave in the file system is in the running image. */
export function runtimeStages(target: Stage | undefined): readonly Stage[] {
  const chain = new Set<Stage>();
  for (let stage = target; stage !== undefined && !chain.has(stage); stage = stage.base.kind === "stage" ? stage.base.stage : undefined) {
    chain.add(stage);
  }
  return [...chain];
}
