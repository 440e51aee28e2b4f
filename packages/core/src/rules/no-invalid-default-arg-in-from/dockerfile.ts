import type { VariableScope } from "../../dockerfile/model.ts";
import { parseImageReference } from "../../dockerfile/reference.ts";
import type { Argument, VariableUse } from "../../dockerfile/syntax.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const [reference] = stage.from.arguments;
    if (reference === undefined || stage.base.kind !== "unknown") continue;
    const scope = stage.variablesAt(stage.from);
    const empty = reference.variables.filter((use) => scope.get(use.name)?.kind === "arg" && !scope.get(use.name)?.value).map((use) => use.name);
    const written = withDefaults(reference, scope);
    if (empty.length === 0 || written === undefined || parseImageReference(written) !== undefined) continue;
    const names = [...new Set(empty)].join(" and ");
    yield {
      range: reference.range,
      message: `Without --build-arg ${names} ${written === "" ? "FROM names no image at all" : `FROM names "${written}", which is no image`}: the file does not build as it stands, and no tool can tell what it starts from.`,
      fix: { kind: "suggested", description: `Give ARG ${names} the default that is built in practice`, edits: [] },
    };
  }
}

/** The reference as BuildKit expands it when nothing is given from outside; undefined when only the build knows. */
function withDefaults(reference: Argument, scope: VariableScope): string | undefined {
  let text = "";
  let from = 0;
  for (const use of reference.variables) {
    const start = use.range.start - reference.range.start;
    const value = expand(use, scope);
    if (value === undefined || start < from) return undefined;
    text += reference.text.slice(from, start) + value;
    from = use.range.end - reference.range.start;
  }
  return text + reference.text.slice(from);
}

function expand(use: VariableUse, scope: VariableScope): string | undefined {
  const variable = scope.get(use.name);
  if (variable !== undefined && variable.kind !== "arg") return undefined;
  const value = variable?.value;
  if (use.operator === undefined) return value ?? "";
  if (use.operand === undefined || use.operand.includes("$")) return undefined;
  if (use.operator === "-") return value ?? use.operand;
  return use.operator === ":-" ? value || use.operand : undefined;
}
