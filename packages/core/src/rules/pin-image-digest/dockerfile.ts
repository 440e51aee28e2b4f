import { familiarName } from "../../dockerfile/reference.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { base } of subject.model.stages) {
    if (base.kind !== "image" || base.reference.digest !== undefined) continue;
    const tagged = `${familiarName(base.reference)}:${base.reference.tag ?? "latest"}`;
    yield {
      range: base.range,
      message: `${tagged} is not pinned by digest: the tag can be moved to another image, by its maintainers or by whoever takes over their account.`,
      fix: { kind: "suggested", description: `Pin the digest that \`docker buildx imagetools inspect ${tagged}\` prints: ${tagged}@sha256:…`, edits: [] },
    };
  }
}
