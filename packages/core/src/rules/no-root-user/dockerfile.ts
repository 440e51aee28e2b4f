import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { rootDrop } from "../../facts/start/root-drop.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const user = subject.target?.config.user;
  if (!user?.known || user.value.instruction === undefined) return;
  const posture = subject.posture.user;
  if (!posture.known || !posture.value.root || rootDrop(subject) !== undefined) return;
  yield {
    range: user.value.instruction.range,
    message: `The container runs as root: its last USER is "${user.value.text}", so a flaw in the application gives root in the container.`,
    evidence: user.evidence,
    fix: { kind: "suggested", description: "End the stage with a numeric USER, such as USER 65532:65532, and give that user the paths that the program writes", edits: [] },
  };
}
