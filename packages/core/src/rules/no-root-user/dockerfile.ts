import type { DockerfileSubject, Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const user = subject.target?.config.user;
  if (!user?.known || user.value.instruction === undefined) return;
  const posture = subject.posture.user;
  if (!posture.known || !posture.value.root) return;
  yield {
    range: user.value.instruction.range,
    message: `The container runs as root: its last USER is "${user.value.text}", so a flaw in the application gives root in the container.`,
    evidence: user.evidence,
  };
}
