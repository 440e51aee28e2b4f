import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { setsStart } from "../../facts/start/start-script.ts";
import { rootDrop } from "../../facts/start/root-drop.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target } = subject;
  const user = target?.config.user;
  if (target === undefined || !user?.known || user.value.instruction !== undefined) return;
  const posture = subject.posture.user;
  if (!posture.known || !posture.value.root || rootDrop(subject) !== undefined || holdsFilesOnly(subject)) return;
  const elsewhere = subject.model.stages.find((stage) => !subject.isRuntime(stage) && stage.instructions.some((instruction) => instruction.keyword === "USER"));
  yield {
    range: target.base.range,
    message: `The container runs as root: the stage that runs sets no USER${elsewhere === undefined ? "" : " (that of another stage does not count)"}, and its base runs as root, so a flaw in the application gives root in the container.`,
    evidence: user.evidence,
    fix: { kind: "suggested", description: "End the stage with a numeric USER, such as USER 65532:65532, and give that user the paths that the program writes", edits: [] },
  };
}

/** `FROM scratch` without a start: an image to copy from or to export, in which nothing can run. */
function holdsFilesOnly(subject: DockerfileSubject): boolean {
  const { base } = subject.posture;
  return base.known && base.value.scratch && !setsStart(subject);
}
