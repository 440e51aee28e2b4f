import { insecureDownloads } from "../insecure-downloads.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function check(subject: DockerfileSubject): Iterable<Problem> {
  return insecureDownloads(subject, "curl", "k");
}
