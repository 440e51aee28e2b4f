import type { Requirement } from "../config/prove-config.ts";
import type { Surface, SizeNode } from "../image/surface.ts";
import type { Judgement } from "../judge/index.ts";
import type { Fact } from "../source/fact.ts";
import type { Comparison } from "./answer.ts";
import type { Cause } from "./cause.ts";
import type { Confirmation } from "./confirmation.ts";
import type { Probe } from "./probe.ts";
import type { Trial } from "./trial.ts";

/** Original and hardened, built, run and compared on one machine in one run; reports read it and decide nothing. */
export interface Proof {
  readonly tool: { readonly name: "bulwark"; readonly version: string };
  readonly run: { readonly id: string; /** RFC 3339. */ readonly startedAt: string; readonly seconds: number };
  readonly engine: EngineFacts;
  readonly source: { readonly path: string; readonly context: string };
  readonly name: string;
  readonly probes: readonly Probe[];
  readonly original: Candidate;
  /** In the order of the plan, the recommended one first. */
  readonly variants: readonly ProvedVariant[];
  /** Variants that were planned and not tried, each with the reason: the base cannot be had here. */
  readonly notProved: readonly { readonly base: string; readonly reason: string }[];
  /** What was repaired on the way, in order. */
  readonly repairs: readonly RepairStep[];
  readonly verdict: Verdict;
}

/** `undecided`: the original itself does not build, start or answer, so there is nothing to compare with. */
export interface Verdict {
  readonly result: "passed" | "failed" | "undecided";
  /** One sentence. */
  readonly reason: string;
}

export interface EngineFacts {
  readonly name: "docker" | "podman" | "nerdctl";
  readonly version: string;
  /** `buildkit v0.12.5`, `buildah 1.39`. */
  readonly builder: string;
  /** Why this one: `--engine says so`, `docker is the first that answers`. */
  readonly chosen: string;
  readonly rootless: boolean;
  /** `linux/amd64`. */
  readonly platform: string;
}

/** One Dockerfile with what became of it. */
export interface Candidate {
  /** Head of its column: `original`, `distroless`, `alpine`, `hardened`. */
  readonly name: string;
  readonly dockerfile: {
    readonly path: string;
    readonly text: string;
    /** Of the text, hex. */
    readonly sha256: string;
    /** It stands on the disk as a person changed it, and was proved like that. */
    readonly edited: boolean;
  };
  readonly judgement: Judgement;
  readonly build: BuildResult;
  readonly image: MeasuredImage | undefined;
  readonly trial: Trial | undefined;
  /** What its Dockerfile predicted, beside what its image shows; empty where there is no image. */
  readonly confirmations: readonly Confirmation[];
  /** Who refreshes the base, until when it is supported; as the facts about bases say. */
  readonly upkeep: string;
  /** How to look inside a running one. */
  readonly debugging: string;
}

export interface ProvedVariant extends Candidate {
  readonly base: string;
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
  readonly causes: readonly Cause[];
  readonly passed: boolean;
}

export interface BuildResult {
  readonly outcome: "built" | "failed" | "timed-out";
  readonly seconds: number;
  /** The arguments after the engine's name. */
  readonly command: readonly string[];
  /** The last lines, where it failed. */
  readonly log: string;
  /** The builder's own words, where it failed. */
  readonly error: string;
}

export interface MeasuredImage {
  /** `sha256:…`, the engine's. */
  readonly id: string;
  /** Bytes, the engine's own figure. */
  readonly size: number;
  /** Bytes that a registry would store and send. */
  readonly compressedSize: Fact<number>;
  readonly layers: number;
  readonly user: string;
  readonly surface: Surface;
  readonly tree: SizeNode;
  readonly faults: readonly string[];
}

/** A requirement or a gate, and whether it is met. */
export interface Check {
  readonly id: Requirement | "max-size" | "min-grade" | "no-regression";
  readonly met: boolean;
  /** Counts for the verdict: asked for, or one without which nothing is proved. */
  readonly required: boolean;
  /** `12.7 MB of 15 MB`, `uid 65532`. */
  readonly detail: string;
}

export interface RepairStep {
  readonly attempt: number;
  readonly base: string;
  readonly cause: Cause;
  /** What was changed: `harden.volumes: /data`. */
  readonly change: string;
}

