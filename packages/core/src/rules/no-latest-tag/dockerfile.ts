import { familiarName } from "../../dockerfile/reference.ts";
import { releaseAdvice } from "../release-advice.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { base } of subject.model.stages) {
    if (base.kind !== "image" || base.reference.tag !== "latest" || base.reference.digest !== undefined) continue;
    const name = familiarName(base.reference);
    yield {
      range: base.range,
      message: `${name}:latest is whatever was pushed last: the next build can bring another release with other packages and vulnerabilities, and nothing here shows it.`,
      fix: releaseAdvice(base.reference),
    };
  }
}
