import type { Built } from "../engine.ts";
import type { PlannedVariant } from "./planned.ts";

/** What builders say when an image cannot be had. Sources: BuildKit `resolver`, moby `distribution`, buildah `pull`. */
const UNRESOLVED = [
  "failed to resolve source metadata",
  "pull access denied",
  "manifest unknown",
  "manifest for",
  "unable to copy from source",
  "initializing source",
  "error getting credentials",
  "failed to do request",
  "no such host",
  "i/o timeout",
  "failed to authorize",
];

/** The step under which BuildKit says it; a frontend of `# syntax` leaves the image's name out of the fault itself. */
const STEP = "load metadata for ";

/** Why the base of a variant cannot be had here; undefined when the build failed for another reason. A variant on it is not proved, neither good nor bad. */
export function baseFault(built: Built, { reference }: Pick<PlannedVariant, "reference">): string | undefined {
  if (built.outcome !== "failed" || reference === undefined) return undefined;
  const name = reference.split("@")[0] ?? reference;
  const lines = built.error.split("\n");
  const faults = lines.filter((line) => UNRESOLVED.some((words) => line.includes(words)));
  const isStep = lines.some((line) => line.includes(STEP) && line.includes(name));
  const line = faults.find((fault) => fault.includes(name)) ?? (isStep ? faults[0] : undefined);
  if (line === undefined) return undefined;
  const said = line.trim();
  return `its base ${reference} cannot be had here: ${said.startsWith(`${name}: `) ? said.slice(name.length + 2) : said}`;
}
