import type { Cause, CauseKind } from "../cause.ts";
import type { Constraint } from "../constraint.ts";
import type { SymptomKind } from "./signatures/signature.ts";
import type { Observed, Situation } from "./situation.ts";

/** A cause with how surely it is one. */
export interface Candidate {
  readonly cause: Cause;
  readonly strength: Strength;
}

/** What is made of each kind of symptom that one of them is about. */
export type FindsBySymptom = Readonly<Partial<Record<SymptomKind, (symptom: Observed, situation: Situation) => readonly Candidate[]>>>;

/** What a cause rests on, the surest first: changed files of a trial, images, the program's own words, the state of its process, a guess. */
export const STRENGTHS = ["seen", "shown", "said", "state", "guess"] as const;
export type Strength = (typeof STRENGTHS)[number];

/** The constraints behind which each kind of cause may stand, the usual one first; none where the image is what differs. */
const BEHIND: Readonly<Record<CauseKind, readonly Constraint[]>> = {
  "path-not-writable": ["read-only-root", "user", "capabilities"],
  "path-not-readable": ["user", "capabilities"],
  "file-missing": [],
  "library-missing": [],
  "interpreter-missing": [],
  "shell-missing": [],
  "program-missing": [],
  "certificates-missing": [],
  "time-zones-missing": [],
  "account-missing": ["user"],
  "port-privileged": ["privileged-ports", "user", "capabilities"],
  "capability-missing": ["capabilities", "no-new-privileges", "user"],
  "privilege-gain-refused": ["no-new-privileges", "capabilities", "user"],
  "not-executable": ["tmpfs-noexec", "user", "capabilities"],
  architecture: [],
  "out-of-memory": ["memory"],
  "too-many-processes": ["pids"],
  "too-slow": ["cpus"],
  "health-check-broken": [],
  "signal-ignored": [],
  "exit-code-differs": [],
  "answer-differs": ["user", "read-only-root", "capabilities", "no-new-privileges", "tmpfs-noexec", "privileged-ports", "memory", "pids", "cpus"],
  "build-failed": [],
  unknown: [],
};

/** The constraint that a cause of this kind is about: one that was seen to matter, else the usual one while nothing was lifted yet. */
export function constraintOf(kind: CauseKind, { lifts, relaxed }: Situation): Constraint | undefined {
  const behind = BEHIND[kind];
  return relaxed.length === 0 && kind !== "answer-differs" ? behind[0] : behind.find((constraint) => lifts.some((set) => set.includes(constraint)));
}

/** Whether a cause of this kind would be gone with these constraints lifted. */
export function explains(kind: CauseKind, set: readonly Constraint[]): boolean {
  return set.every((constraint) => BEHIND[kind].includes(constraint));
}

/** Whether a cause of this kind may stand behind a constraint at all. */
export function isConstrained(kind: CauseKind): boolean {
  return BEHIND[kind].length > 0;
}
