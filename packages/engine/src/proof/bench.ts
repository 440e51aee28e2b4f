import type { ProveConfig, GateConfig } from "@bulwark/core/config";
import type { Engine } from "../engine.ts";
import type { Run } from "../run/run.ts";
import type { Remembered } from "./measure-image.ts";

/** What every step of one proof works with. */
export interface Bench {
  readonly engine: Engine;
  readonly run: Run;
  /** Of the run, for Dockerfiles that are not on the disk. */
  readonly folder: string;
  readonly config: ProveConfig;
  readonly gates: GateConfig;
  readonly remembered: Remembered;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Ends whatever the engine is doing: what was begun is not wanted any more. */
  readonly cancel: () => void;
  /** What is going on, for people who wait: `distroless`, `building`, the builder's last line. */
  readonly onProgress: (step: ProgressStep) => void;
}

export interface ProgressStep {
  /** The candidate: `original`, `distroless` …; undefined for what concerns all. */
  readonly candidate: string | undefined;
  readonly doing: string;
  /** A line of a log, to be shown behind it while it lasts. */
  readonly line: string | undefined;
}

/** Seconds, where `bulwark.yaml` does not say otherwise. */
const DEFAULTS = { build: 1200, ready: 30, stop: 10 };

export function secondsOf({ buildWithin, readyWithin, stopWithin }: ProveConfig): { readonly build: number; readonly ready: number; readonly stop: number } {
  return { build: buildWithin ?? DEFAULTS.build, ready: readyWithin ?? DEFAULTS.ready, stop: stopWithin ?? DEFAULTS.stop };
}
