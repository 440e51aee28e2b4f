import { type GoBuild, goBuilds } from "../../facts/build/go-build.ts";
import { goFlags } from "../../facts/build/go-flags.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages.filter((candidate) => candidate.reachable)) {
    for (const build of goBuilds(subject, stage)) {
      const problem = problemOf(subject, build);
      if (problem !== undefined) yield problem;
    }
  }
}

function problemOf(subject: DockerfileSubject, build: GoBuild): Problem | undefined {
  const { debugging, trims, strips, edits } = goFlags(subject.source, build);
  const missing = [
    ...(trims === false ? [{ flag: "-trimpath", carries: "the builder's paths" }] : []),
    ...(strips === false ? [{ flag: "-ldflags='-s -w'", carries: "its symbol and debug tables" }] : []),
  ];
  if (missing.length === 0 || debugging !== undefined) return undefined;
  const { actionWord } = build.go;
  const flags = missing.map(({ flag }) => flag).join(" and ");
  const description = `Add ${flags} to go ${actionWord.text}`;
  return {
    range: actionWord.range,
    message: `go ${actionWord.text} leaves out ${flags}: the binary carries ${missing.map(({ carries }) => carries).join(" and ")}, which only help whoever takes it apart.`,
    fix: edits === undefined || edits.length === 0 ? { kind: "suggested", description, edits: [] } : { kind: "behavioural", description, edits },
  };
}
