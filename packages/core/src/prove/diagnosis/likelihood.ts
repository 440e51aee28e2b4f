import { constraintsOf, type Constraint } from "../constraint.ts";
import type { Trial } from "../trial.ts";
import type { SymptomKind } from "./signatures/signature.ts";
import { symptomsOf } from "./symptoms.ts";

/** Which constraints words point at, the first before the others. */
const POINTS_AT: Readonly<Partial<Record<SymptomKind, readonly Constraint[]>>> = {
  "read-only": ["read-only-root"],
  denied: ["user", "read-only-root", "tmpfs-noexec"],
  "execution-denied": ["tmpfs-noexec", "user"],
  "port-denied": ["privileged-ports", "user"],
  capability: ["capabilities", "user"],
  "not-permitted": ["capabilities", "user", "no-new-privileges"],
  privilege: ["no-new-privileges", "user"],
  account: ["user"],
  memory: ["memory"],
  processes: ["pids"],
};
/** What breaks most programs first, where nothing is said. */
const USUAL: readonly Constraint[] = ["read-only-root", "user", "capabilities", "privileged-ports", "tmpfs-noexec", "no-new-privileges", "memory", "pids", "cpus"];

/** The constraints that a failed trial was under, the likeliest reason first: for `nextLift`. */
export function likelyConstraints(trial: Trial): readonly Constraint[] {
  const named = trial.start.outOfMemory ? (["memory"] as const) : symptomsOf(`${trial.start.error}\n${trial.log}`).flatMap((symptom) => POINTS_AT[symptom.kind] ?? []);
  const present = constraintsOf(trial.settings);
  return [...new Set([...named, ...USUAL])].filter((constraint) => present.includes(constraint));
}
