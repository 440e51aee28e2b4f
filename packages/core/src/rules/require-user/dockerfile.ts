import { rootDrop } from "../../facts/start/root-drop.ts";
import { setsStart } from "../../facts/start/start-script.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

const FIX: Fix = {
  kind: "suggested",
  description: "End the stage with a numeric USER, such as USER 65532:65532, and give that user the paths that the program writes",
  edits: [],
};

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target, model, posture } = subject;
  if (target === undefined || model.isFragment || setsUser(subject) || rootDrop(subject) !== undefined || holdsFilesOnly(subject)) return;
  const { user } = target.config;
  if (!posture.user.known) {
    yield {
      range: target.base.range,
      message: `No USER is set, and nothing is known of the account that ${baseText(subject)} sets: most images run as root, where a flaw in the application gives root in the container.`,
      evidence: [{ observation: posture.user.reason }],
      // Likely rather than sure, so the chance is judged a step lower.
      severity: severityOf({ gain: 2, likelihood: 1, spread: 2 }),
      fix: FIX,
    };
    return;
  }
  if (!posture.user.value.root) return;
  const elsewhere = model.stages.some((stage) => !subject.isRuntime(stage) && stage.instructions.some((instruction) => instruction.keyword === "USER"));
  yield {
    range: target.base.range,
    message: `The container runs as root: the stage that runs sets no USER${elsewhere ? " (that of another stage does not count)" : ""}, and its base runs as root, so a flaw in the application gives root in the container.`,
    evidence: user.known ? user.evidence : [],
    fix: FIX,
  };
}

function setsUser(subject: DockerfileSubject): boolean {
  return subject.runtimeStages.some((stage) => stage.instructions.some((instruction) => instruction.keyword === "USER"));
}

function baseText(subject: DockerfileSubject): string {
  const root = subject.runtimeStages.at(-1)?.base;
  return root?.kind === "image" ? root.reference.text : "its base";
}

/** `FROM scratch` without a start: an image to copy from or to export, in which nothing can run. */
function holdsFilesOnly(subject: DockerfileSubject): boolean {
  const { base } = subject.posture;
  return base.known && base.value.scratch && !setsStart(subject);
}
