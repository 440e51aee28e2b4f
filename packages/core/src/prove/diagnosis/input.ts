import type { Application } from "../../harden/application.ts";
import type { RunProfile } from "../../harden/plan.ts";
import type { ImageContents } from "../../image/contents.ts";
import type { Comparison } from "../answer.ts";
import type { LiftedTrial } from "../cause.ts";
import type { BuildResult } from "../proof.ts";
import type { Trial } from "../trial.ts";

/** All that is known of a hardened container that does not do what its original does. */
export interface DiagnosisInput {
  readonly application: Application;
  readonly profile: RunProfile;
  /** The hardened Dockerfile: the folder's name of its base, its path and its text. */
  readonly variant: { readonly base: string; readonly path: string; readonly text: string };
  /** Of the hardened image. */
  readonly build: BuildResult;
  readonly original: Seen;
  readonly hardened: Seen;
  readonly comparisons: readonly Comparison[];
  /** The trials that `nextLift` asked for. */
  readonly relaxed: readonly RelaxedTrial[];
}

/** What was seen of one side; undefined is what there is not, or what could not be read. */
export interface Seen {
  readonly trial: Trial | undefined;
  readonly image: ImageContents | undefined;
}

/** The hardened container with some constraints lifted. */
export interface RelaxedTrial extends LiftedTrial {
  readonly trial: Trial;
}
