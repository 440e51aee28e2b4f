import { compareVersions, isInRelease } from "./version.ts";

/**
 * On which release of a distribution an image's tags are built when the tag does not say, as steps by the image's own version:
 * `1.19.10=bookworm 1.20.0=bullseye 1.20.5=bookworm`. A step holds until the next; `?` is a span that the source leaves open.
 */
export type ReleaseSteps = string;

/**
 * The release for a version. A tag that names less than a full version (`1.24`) means the last of its versions, so it has the
 * last step that is not beyond it, as of the day on which the steps were read.
 */
export function releaseAt(steps: ReleaseSteps, version: string): string | undefined {
  const parsed = parseSteps(steps);
  let found: string | undefined;
  for (const step of parsed) {
    if (compareVersions(step.from, version) > 0 && !isInRelease(step.from, version)) break;
    found = step.release;
  }
  return found === "?" ? undefined : found;
}

interface Step {
  readonly from: string;
  readonly release: string;
}

const parsedSteps = new Map<ReleaseSteps, readonly Step[]>();

function parseSteps(steps: ReleaseSteps): readonly Step[] {
  const before = parsedSteps.get(steps);
  if (before !== undefined) return before;
  const parsed = steps.split(" ").map((step): Step => {
    const equals = step.indexOf("=");
    return { from: step.slice(0, equals), release: step.slice(equals + 1) };
  });
  parsedSteps.set(steps, parsed);
  return parsed;
}
