import { isAtOrBelow } from "../../context/path.ts";
import { writtenPaths } from "../confirm/writes.ts";
import { isBytecode } from "../diagnosis/causes/written.ts";
import { keyOf, symptomsOf } from "../diagnosis/symptoms.ts";
import type { SymptomKind } from "../diagnosis/signatures/signature.ts";
import type { Trial } from "../trial.ts";

/** What a constraint makes a program say. */
const OF_CONSTRAINTS = new Set<SymptomKind>(["read-only", "denied", "execution-denied", "port-denied", "capability", "not-permitted", "privilege", "memory", "processes"]);
const LONGEST = 160;

/**
 * What the hardened container's log complains of and the original's does not, though it works as far as it was asked: something that nobody
 * asked for may be broken. Undefined when there is nothing.
 */
export function complaint(original: Trial, variant: Trial): string | undefined {
  const known = new Set(symptomsOf(original.log).map(keyOf));
  const own = symptomsOf(variant.log).find((symptom) => OF_CONSTRAINTS.has(symptom.kind) && !known.has(keyOf(symptom)));
  return own?.line.trim().slice(0, LONGEST);
}

/** What the original wrote while it was watched and the hardened container may not, whether or not its program says so. */
export function unwritten(original: Trial, { settings }: Trial): readonly string[] {
  if (!original.changes.known || !settings.readOnlyRoot) return [];
  const mounts = [...settings.tmpfs, ...settings.volumes].map(({ path }) => path);
  return writtenPaths(original.changes.value).filter((path) => !isBytecode(path) && !mounts.some((mount) => isAtOrBelow(mount, path)));
}
