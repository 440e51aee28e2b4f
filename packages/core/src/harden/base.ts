import type { Application } from "./application.ts";
import type { Decision, HardenInput } from "./plan.ts";

/** A target family: a folder in `bases/` that knows which image of it fits and how a stage on it is written. */
export interface Base {
  readonly name: string;
  /** A sentence for the guide: what one gets and what one gives up. */
  readonly summary: string;
  /** The image that fits this application, or the refusal. */
  choose(input: HardenInput, application: Application): BaseChoice | Decision;
}

export interface BaseChoice {
  /** With tag, without a digest that nobody has seen. */
  readonly reference: string;
  readonly shell: boolean;
  readonly packageManager: "apk" | "none";
  readonly libc: "none" | "glibc" | "musl";
  /** Packages to install in the one RUN of the stage: `ca-certificates`, `tzdata`. */
  readonly packages: readonly string[];
  readonly decisions: readonly Decision[];
}
