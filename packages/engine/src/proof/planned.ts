import type { BuilderFeature } from "@bulwark/core/dockerfile";
import type { Plan } from "@bulwark/core/harden";
import type { Judgement } from "@bulwark/core/judge";
import type { Posture } from "@bulwark/core/posture";
import type { Probe } from "@bulwark/core/prove";

/** What is to be proved: texts and names, nothing built yet. */
export interface PlannedProof {
  readonly plan: Plan;
  /** Service and image name. */
  readonly name: string;
  /** As people name them. */
  readonly source: { readonly path: string; readonly context: string };
  /** Absolute. */
  readonly contextFolder: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** What both containers are asked. */
  readonly probes: readonly Probe[];
  readonly original: PlannedCandidate;
  /** The recommended one first; at least one. */
  readonly variants: readonly PlannedVariant[];
}

/** One Dockerfile before it is built. */
export interface PlannedCandidate {
  readonly name: string;
  /** As people name it. */
  readonly path: string;
  readonly text: string;
  /** Absolute, where it lies on the disk just so; else it is built from a folder of the run's. */
  readonly file: string | undefined;
  /** Hex. */
  readonly sha256: string;
  readonly edited: boolean;
  /** The ignore file that goes with it; undefined where the context's own is used as it lies there. */
  readonly ignoreText: string | undefined;
  readonly target: string | undefined;
  /** Names of environment variables that the build mounts. */
  readonly buildSecrets: readonly string[];
  readonly features: readonly BuilderFeature[];
  readonly judgement: Judgement;
  readonly predicted: Posture;
  /** Who refreshes the base, and until when. */
  readonly upkeep: string;
}

export interface PlannedVariant extends PlannedCandidate {
  readonly base: string;
  /** The image's own health check, where the variant has one. */
  readonly healthcheck: readonly string[];
  /** What the final stage stands on, for when it cannot be had. */
  readonly reference: string | undefined;
}
