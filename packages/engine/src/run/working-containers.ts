import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prefixOf } from "./owner.ts";
import { temporaryDirectory } from "./temporary-directories.ts";

/**
 * Podman builds in containers that it names itself, and leaves them when it is cut off. Their ids are kept in a file of the run, so that
 * they can be removed by this run, or at the next start when it was killed.
 */
export function noteWorkingContainer(runId: string, container: string): void {
  appendFileSync(fileOf(runId), `${container}\n`, { mode: 0o600 });
}

/** The ids that were noted for a run. */
export function workingContainers(runId: string): readonly string[] {
  try {
    return readFileSync(fileOf(runId), "utf8").split("\n").filter((line) => isContainerId(line));
  } catch {
    return [];
  }
}

export function isContainerId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** It is removed with the run's folders. */
function fileOf(runId: string): string {
  return join(temporaryDirectory(), `${prefixOf(runId)}-working-containers`);
}
