import type { Stage } from "../../dockerfile/model.ts";
import type { VariableUse } from "../../dockerfile/syntax.ts";
import { nearest } from "../../source/nearest.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

/** More names than this are no Dockerfile that a person misspelled. */
const MOST_CANDIDATES = 100;

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const meant = new Map<string, string | undefined>();
  for (const stage of subject.model.stages) {
    const scope = stage.variablesAt(stage.from);
    for (const use of variablesOf(stage)) {
      if (scope.get(use.name) !== undefined) continue;
      if (!meant.has(use.name) && meant.size < MOST_CANDIDATES) meant.set(use.name, nearest(use.name, scope.names().slice(0, MOST_CANDIDATES)));
      yield problemOf(use, meant.get(use.name));
    }
  }
}

function problemOf(use: VariableUse, meant: string | undefined): Problem {
  return {
    range: use.range,
    message: `FROM uses $${use.name}, which no ARG before the first FROM declares: ${consequence(use)}${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    fix: {
      kind: "suggested",
      description: meant === undefined ? `Declare it before the first FROM: ARG ${use.name}=…` : `Write ${meant} in the place of ${use.name}`,
      edits: [],
    },
  };
}

function consequence(use: VariableUse): string {
  return use.operator === ":-" || use.operator === "-"
    ? "it always has its default, and --build-arg cannot change it."
    : "it is empty, and --build-arg cannot change it, so the build fails or starts from another image.";
}

/** Each variable once per FROM, as its first use stands. */
function variablesOf(stage: Stage): readonly VariableUse[] {
  const uses = [...(stage.from.arguments[0]?.variables ?? []), ...stage.from.flags.flatMap((flag) => flag.variables)];
  return [...new Map(uses.toReversed().map((use) => [use.name, use])).values()];
}
