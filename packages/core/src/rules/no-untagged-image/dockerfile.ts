import { familiarName } from "../../dockerfile/reference.ts";
import { releaseAdvice } from "../release-advice.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { base } of subject.model.stages) {
    if (base.kind !== "image" || base.reference.tag !== undefined || base.reference.digest !== undefined) continue;
    const name = familiarName(base.reference);
    yield {
      range: base.range,
      message: `The base image ${name} has no tag, so every build takes whatever was pushed as latest: builds differ, and fixed vulnerabilities come back unseen.`,
      fix: releaseAdvice(base.reference),
    };
  }
}
