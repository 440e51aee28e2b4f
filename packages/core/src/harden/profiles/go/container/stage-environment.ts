import type { Stage } from "../../../../dockerfile/model.ts";

const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The value of an environment variable in the image that a stage makes; undefined when it is not set or not certain. ARGs are not in it. */
export function imageEnvironment(of: Stage, name: string): string | undefined {
  let stage = of;
  while (stage.instructions.length === 0 && stage.base.kind === "stage") stage = stage.base.stage;
  const last = stage.instructions.at(-1);
  if (last === undefined) return undefined;
  const scope = stage.variablesAt(last);
  if (last.keyword === "ENV") {
    const pair = last.arguments.find((argument) => argument.pair?.key === name)?.pair;
    if (pair !== undefined) return scope.expand(pair.rawValue ?? "");
  }
  const variable = scope.get(name);
  return variable?.kind === "env" || variable?.kind === "base" ? variable.value : undefined;
}

/** The folders in which an engine looks for a program without a slash. */
export function searchPath(stage: Stage): readonly string[] {
  return (imageEnvironment(stage, "PATH") ?? DEFAULT_PATH).split(":").filter((folder) => folder.startsWith("/"));
}
