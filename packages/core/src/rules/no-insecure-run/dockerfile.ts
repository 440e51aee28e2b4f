import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { runFlags } from "../../facts/build/run-flags.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const flag of runFlags(subject.model, "security", "insecure")) {
    yield {
      range: flag.range,
      message: "This step runs with every capability and without seccomp and AppArmor: whatever it executes, an install script included, can reach the build host.",
    };
  }
}
