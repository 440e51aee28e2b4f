import type { GateConfig } from "../../config/prove-config.ts";
import type { RunProfile } from "../../harden/plan.ts";
import type { Comparison } from "../answer.ts";
import type { Candidate } from "../proof.ts";

/** All that a check looks at. */
export interface CheckInput {
  readonly original: Candidate;
  readonly variant: Candidate;
  readonly comparisons: readonly Comparison[];
  readonly profile: RunProfile;
  readonly gates: GateConfig;
}

/** What a check finds; what is not known is not met. */
export interface Outcome {
  readonly met: boolean;
  /** It is required though nobody asks for it: the original does it, or the plan promises it. */
  readonly expected: boolean;
  readonly detail: string;
}
