// What the bench measures of Bulwark in one process: a text in, its judgement out.
import { parseDockerfile } from "../packages/core/src/dockerfile/index.ts";
import { judgeDockerfile } from "../packages/core/src/judge/index.ts";
import { dockerfileSubject, RULES } from "../packages/core/src/rules/index.ts";
import { SourceText } from "../packages/core/src/source/index.ts";

/** The number of findings of every rule. */
export function judge(text: string): number {
  const subject = dockerfileSubject({ syntax: parseDockerfile(new SourceText("Dockerfile", text)), context: undefined, today: "2026-11-24" });
  return judgeDockerfile(subject, { rules: RULES, ignores: [] }).findings.length;
}
