import type { Evidence } from "../source/fact.ts";
import type { Constraint } from "./constraint.ts";

/** Why a hardened container does not do what its original does. */
export interface Cause {
  readonly kind: CauseKind;
  /** The constraint without which it works; undefined when the image itself is what differs. */
  readonly constraint: Constraint | undefined;
  /** The path, port, library, capability, account or zone that it is about. */
  readonly subject: string | undefined;
  /** What a person would say: `/data is read-only: the program writes /data/x at start; make it a volume`. */
  readonly message: string;
  /** Lines of the log, changed files, what the images hold. */
  readonly evidence: readonly Evidence[];
  /** What the plan can do about it; undefined when only a person can. */
  readonly remedy: Remedy | undefined;
}

export type CauseKind =
  | "path-not-writable"
  | "path-not-readable"
  | "file-missing"
  | "library-missing"
  | "interpreter-missing"
  | "shell-missing"
  | "program-missing"
  | "certificates-missing"
  | "time-zones-missing"
  | "account-missing"
  | "port-privileged"
  | "capability-missing"
  | "privilege-gain-refused"
  | "not-executable"
  | "architecture"
  | "out-of-memory"
  | "too-many-processes"
  | "too-slow"
  | "health-check-broken"
  | "signal-ignored"
  | "exit-code-differs"
  | "answer-differs"
  | "build-failed"
  | "unknown";

/** A correction of one fact, from which the plan is made again: the keys of `harden:` in `bulwark.yaml`. */
export type Remedy =
  | { readonly kind: "volume" | "tmpfs" | "executable-tmpfs" | "file"; readonly path: string }
  | { readonly kind: "capability"; readonly name: string }
  | { readonly kind: "ca-certificates" | "time-zones" | "privileged-ports" | "init" | "writable-root" }
  | { readonly kind: "memory"; readonly megabytes: number }
  | { readonly kind: "pids"; readonly count: number }
  /** This base cannot work: leave it out, and take another. */
  | { readonly kind: "other-base"; readonly instead: "alpine" | "hardened" };

/** All that is known of a failed candidate, for `diagnose`. */
export interface LiftedTrial {
  readonly lifted: readonly Constraint[];
  readonly works: boolean;
}
