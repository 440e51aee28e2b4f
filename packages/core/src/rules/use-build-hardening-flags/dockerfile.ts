import type { Edit } from "../../source/edit.ts";
import type { GoBuild } from "../../facts/build/go-build.ts";
import { goBuilds } from "../../facts/build/go-build.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages.filter((candidate) => candidate.reachable)) {
    for (const build of goBuilds(subject, stage)) {
      const problem = problemOf(build);
      if (problem !== undefined) yield problem;
    }
  }
}

function problemOf(build: GoBuild): Problem | undefined {
  const strip = build.strips === false;
  const missing = [
    ...(build.trimsPaths === false ? [{ flag: "-trimpath", carries: "the builder's paths" }] : []),
    ...(strip ? [{ flag: "-ldflags='-s -w'", carries: "its symbol and debug tables" }] : []),
  ];
  if (missing.length === 0) return undefined;
  const flags = missing.map(({ flag }) => flag).join(" and ");
  const description = `Add ${flags} to go ${build.action.text}`;
  const edits = editsOf(build, strip);
  return {
    range: build.action.range,
    message: `go ${build.action.text} leaves out ${flags}: the binary carries ${missing.map(({ carries }) => carries).join(" and ")}, which only help whoever takes it apart.`,
    fix: edits === undefined ? { kind: "suggested", description, edits: [] } : { kind: "behavioural", description, edits },
  };
}

/** Flags go behind the word `build`; more flags for the linker go in front of those that it has. Undefined where quoting would be a guess. */
function editsOf(build: GoBuild, strip: boolean): readonly Edit[] | undefined {
  const { action, linkerFlags } = build;
  if (!action.editable || build.isNested) return undefined;
  const behind = { start: action.range.end, end: action.range.end };
  const trim = build.trimsPaths === false ? " -trimpath" : "";
  if (!strip) return [{ range: behind, text: trim }];
  if (linkerFlags === undefined) return [{ range: behind, text: `${trim} -ldflags='-s -w'` }];
  const place = frontOfFlags(linkerFlags.text);
  if (place === undefined || linkerFlags.range.end - linkerFlags.range.start !== linkerFlags.text.length) return undefined;
  const at = linkerFlags.range.start + place;
  return [...(trim === "" ? [] : [{ range: behind, text: trim }]), { range: { start: at, end: at }, text: "-s -w " }];
}

/** Behind the quote that opens the flags, in `"-X a=b"`, `-ldflags="-X a=b"` and `"-ldflags=-X a=b"`. */
function frontOfFlags(text: string): number | undefined {
  const equals = /^["']?--?ldflags=/.exec(text)?.[0].length ?? 0;
  const quote = text[equals];
  if (quote === '"' || quote === "'") return equals + 1;
  return text.startsWith('"') || text.startsWith("'") ? Math.max(equals, 1) : undefined;
}
