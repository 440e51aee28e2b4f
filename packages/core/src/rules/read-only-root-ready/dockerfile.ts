import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

/** Folders that everyone who locks the root leaves writable. */
const ALWAYS_WRITABLE = ["/tmp", "/var/tmp", "/dev", "/proc", "/sys"];

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target, posture } = subject;
  if (target === undefined || !posture.writablePaths.known || !posture.volumes.known) return;
  const open = [...ALWAYS_WRITABLE, ...posture.volumes.value.map((volume) => volume.path)];
  const stopped = posture.writablePaths.value.filter((path) => !open.some((folder) => isBelow(path, folder)));
  if (stopped.length === 0) return;
  const start = posture.entrypoint.known ? (posture.entrypoint.value.entrypoint?.instruction ?? posture.entrypoint.value.cmd?.instruction) : undefined;
  yield {
    range: start?.range ?? target.base.range,
    message: `With a read-only root the program could not write ${stopped.join(", ")}: each needs a volume or a tmpfs where the container is run.`,
    evidence: posture.writablePaths.evidence,
  };
}

function isBelow(path: string, folder: string): boolean {
  const trimmed = folder.endsWith("/") ? folder.slice(0, -1) : folder;
  return path === trimmed || path.startsWith(`${trimmed}/`);
}
