import type { Fact } from "../../source/fact.ts";
import type { Change } from "../trial.ts";

/** What was seen of running containers, beyond what an image shows. */
export interface Observed {
  /** Of the original, which may write where it likes. */
  readonly changes?: Fact<readonly Change[]>;
  /** The capabilities with which the container worked. */
  readonly workedWith?: readonly string[];
  /** Capabilities without which it did not. */
  readonly missed?: readonly string[];
}
