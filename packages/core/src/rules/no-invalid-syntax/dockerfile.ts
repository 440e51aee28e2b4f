import type { SyntaxDiagnostic } from "../../dockerfile/syntax.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const diagnostic of subject.model.syntax.diagnostics) {
    yield {
      range: diagnostic.range,
      message: diagnostic.message,
      ...(diagnostic.level === "warning" ? { severity: "info" as const } : {}),
      ...suggestionFor(subject, diagnostic),
    };
  }
}

function suggestionFor(subject: DockerfileSubject, { suggestion, range }: SyntaxDiagnostic): Pick<Problem, "fix"> {
  if (suggestion === undefined) return {};
  return { fix: { kind: "suggested", description: `Write ${suggestion} in the place of ${subject.source.slice(range)}`, edits: [{ range, text: suggestion }] } };
}
