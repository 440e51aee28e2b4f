import type { Stage } from "../../dockerfile/model.ts";
import type { VariableUse } from "../../dockerfile/syntax.ts";
import { nearest } from "../../source/nearest.ts";
import type { DockerfileSubject, Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const scope = stage.variablesAt(stage.from);
    for (const use of variablesOf(stage)) {
      if (scope.get(use.name) !== undefined) continue;
      const meant = nearest(use.name, scope.names());
      yield {
        range: use.range,
        message: `FROM uses $${use.name}, which no ARG before the first FROM declares: ${consequence(use)}${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
        fix: {
          kind: "suggested",
          description: meant === undefined ? `Declare it before the first FROM: ARG ${use.name}=…` : `Write ${meant} in the place of ${use.name}`,
          edits: [],
        },
      };
    }
  }
}

function consequence(use: VariableUse): string {
  return use.operator === ":-" || use.operator === "-"
    ? "it always has its default, and --build-arg cannot change it."
    : "it is empty, and --build-arg cannot change it, so the build fails or starts from another image.";
}

/** Each variable once per FROM, as its first use stands. */
function variablesOf(stage: Stage): readonly VariableUse[] {
  const uses = [...(stage.from.arguments[0]?.variables ?? []), ...stage.from.flags.flatMap((flag) => flag.variables)];
  return uses.filter((use, at) => uses.findIndex((other) => other.name === use.name) === at);
}
