import { isOpen } from "../../../knowledge/system-folders.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { CauseKind, Remedy } from "../../cause.ts";
import { constraintOf, type Candidate, type FindsBySymptom, type Strength } from "../candidate.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, observed, said } from "../wording.ts";
import { absolutePath, mountOver } from "./mounts.ts";

/** How much more is tried: a container that needs still more fails again, and gets more again. */
const MORE_MEMORY = 2;
const MORE_PROCESSES = 4;

/** Memory, processes, time and space that run out. */
export function exhausted(situation: Situation): readonly Candidate[] {
  return [...killed(situation), ...situation.symptoms.flatMap((symptom) => BY_SYMPTOM[symptom.kind]?.(symptom, situation) ?? [])];
}

function killed(situation: Situation): readonly Candidate[] {
  const start = situation.hardened.trial?.start;
  return start?.outOfMemory === true ? [outOfMemory(situation, [observed(`the kernel killed it for want of memory (exit code ${start.exitCode ?? 137})`)], "seen")] : [];
}

const BY_SYMPTOM: FindsBySymptom = {
  memory: (symptom, situation) => (situation.settings.limits.memoryMegabytes === undefined ? [] : [outOfMemory(situation, [said(symptom)], "said")]),
  processes: (symptom, situation) => (situation.settings.limits.pids === undefined ? [] : [tooManyProcesses(situation, [said(symptom)], "said")]),
  space: full,
};

export function outOfMemory(situation: Situation, evidence: readonly Evidence[], strength: Strength): Candidate {
  const limit = situation.settings.limits.memoryMegabytes;
  const remedy: Remedy | undefined = limit === undefined ? undefined : { kind: "memory", megabytes: limit * MORE_MEMORY };
  const message = limit === undefined ? "it ran out of memory, though no limit is set" : `${limit} MB of memory are not enough for it: measure what it needs, and give it that much and some more (${limit * MORE_MEMORY} MB are tried next)`;
  return limited("out-of-memory", limit === undefined ? undefined : `${limit} MB`, message, evidence, remedy, strength, situation);
}

export function tooManyProcesses(situation: Situation, evidence: readonly Evidence[], strength: Strength): Candidate {
  const limit = situation.settings.limits.pids;
  const remedy: Remedy | undefined = limit === undefined ? undefined : { kind: "pids", count: limit * MORE_PROCESSES };
  const message = `${limit ?? "the"} processes and threads are not enough for it: raise the limit (${limit === undefined ? "" : `${limit * MORE_PROCESSES} are tried next`})`;
  return limited("too-many-processes", limit === undefined ? undefined : String(limit), limit === undefined ? "it could not start another process or thread" : message, evidence, remedy, strength, situation);
}

/** It works with all processors of the machine. */
export function tooSlow(situation: Situation, evidence: readonly Evidence[]): Candidate {
  const { settings, original } = situation;
  const ready = original.trial?.start.readyMilliseconds;
  const took = ready === undefined ? "" : ` (the original was ready after ${(ready / 1000).toFixed(1)} s)`;
  const message = `${settings.limits.cpus ?? "the"} CPUs are too few for it to be ready in time${took}: raise the limit, or give it more time (prove.readyWithin)`;
  return limited("too-slow", settings.limits.cpus, message, evidence, undefined, "state", situation);
}

/** Only a tmpfs has a size of its own. */
function full(symptom: Observed, situation: Situation): readonly Candidate[] {
  const path = symptom.subject === undefined ? undefined : absolutePath(symptom.subject, situation);
  const mount = path === undefined ? situation.settings.tmpfs[0] : mountOver(path, situation);
  if (mount === undefined || (path !== undefined && mountOver(path, situation)?.kind !== "tmpfs")) return [];
  const size = mount.options.find((option) => option.startsWith("size="))?.slice("size=".length);
  // /tmp stays scratch space, whatever is said of it.
  const open = isOpen(mount.path);
  const message = `${code(mount.path)} is full: it is held in memory${size === undefined ? "" : ` and has a size of ${size}`}, and the program writes more; ${open ? "make it larger, or let the program write to a volume" : "make it a volume"}`;
  return [{ strength: "said", cause: { kind: "path-not-writable", constraint: undefined, subject: mount.path, message, evidence: [said(symptom)], remedy: open ? undefined : { kind: "volume", path: mount.path } } }];
}

function limited(kind: CauseKind, subject: string | undefined, message: string, evidence: readonly Evidence[], remedy: Remedy | undefined, strength: Strength, situation: Situation): Candidate {
  return { strength, cause: { kind, constraint: constraintOf(kind, situation), subject, message, evidence, remedy } };
}
