import type { Stage } from "../../dockerfile/model.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const first = new Map<string, Stage>();
  for (const stage of subject.model.stages) {
    if (stage.name === undefined) continue;
    const earlier = first.get(stage.name);
    if (earlier === undefined) {
      first.set(stage.name, stage);
      continue;
    }
    const { line } = subject.source.position(earlier.from.range.start);
    yield {
      range: stage.nameRange ?? stage.from.range,
      message: `The stage name "${stage.name}" was already given in line ${line}, so which of the two COPY --from and --target mean depends on where they stand.`,
      evidence: [{ observation: `names a stage "${stage.name}" first`, path: subject.source.path, line, range: earlier.from.range }],
      fix: { kind: "suggested", description: `Give this stage a name of its own, and refer to the one that is meant`, edits: [] },
    };
  }
}
