import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { runFlags } from "../../facts/build/run-flags.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const flag of runFlags(subject.model, "network", "host")) {
    yield {
      range: flag.range,
      message: "This step runs in the network of the build host: whatever it executes reaches the services on the host's loopback and private networks.",
    };
  }
}
