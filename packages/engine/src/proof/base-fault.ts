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

/** Why the base of a variant cannot be had here; undefined when the build failed for another reason. A variant on it is not proved, neither good nor bad. */
export function baseFault(built: Built, { reference }: PlannedVariant): string | undefined {
  if (built.outcome !== "failed" || reference === undefined) return undefined;
  const name = reference.split("@")[0] ?? reference;
  const line = built.error.split("\n").find((line) => line.includes(name) && UNRESOLVED.some((words) => line.includes(words)));
  if (line === undefined) return undefined;
  const said = line.trim();
  return `its base ${reference} cannot be had here: ${said.startsWith(`${name}: `) ? said.slice(name.length + 2) : said}`;
}
