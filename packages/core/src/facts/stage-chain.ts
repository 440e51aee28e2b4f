import type { Stage } from "../dockerfile/model.ts";
import { chainOf, type Chain } from "../posture/chain.ts";
import type { DockerfileSubject } from "./subject.ts";

/** A stage with all that it is made FROM, and what is known of the image that it begins with; the stage that runs unless one is named. */
export function stageChain(subject: DockerfileSubject, stage: Stage | undefined = subject.target): Chain | undefined {
  return stage === undefined ? undefined : chainOf(subject.model, stage, subject.scripts, subject.context);
}
