import type { Stage } from "../../dockerfile/model.ts";
import type { Argument, Instruction } from "../../dockerfile/syntax.ts";
import { isSecretName } from "../../knowledge/index.ts";

/** Variables that steer a build and mean nothing to a program that is built. */
const BUILD_ONLY = new Set([
  "CGO_ENABLED", "GOOS", "GOARCH", "GOARM", "GOAMD64", "GOFLAGS", "GO111MODULE", "GOPROXY", "GOPRIVATE", "GONOSUMDB", "GOSUMDB", "GOINSECURE",
  "GOCACHE", "GOMODCACHE", "GOPATH", "GOBIN", "GOTOOLCHAIN", "DEBIAN_FRONTEND", "CC", "CXX", "CFLAGS", "LDFLAGS", "PATH",
]);

/**
 * The original's `ARG` and `ENV` lines for a stage that does not inherit them: what steers only the build is left behind, and what
 * names a secret is never written into another image; `setAnew` names what the new stage sets itself.
 */
export function carryEnvironment(stages: readonly Stage[], setAnew: ReadonlySet<string> = new Set()): readonly string[] {
  const lines: string[] = [];
  const declared = new Set<string>();
  for (const stage of stages) {
    const declarations = stage.instructions.filter((instruction) => instruction.keyword === "ARG");
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "ENV") continue;
      for (const argument of instruction.arguments) {
        const pair = argument.pair;
        if (pair === undefined || BUILD_ONLY.has(pair.key) || setAnew.has(pair.key) || isSecretName(pair.key)) continue;
        lines.push(...argumentsFor(argument, declarations, declared), `ENV ${pair.legacy ? `${pair.key}=${quote(pair.value ?? "")}` : argument.text}`);
      }
    }
  }
  return lines;
}

/** An ENV whose value names an ARG needs that ARG declared in its own stage. */
function argumentsFor(argument: Argument, declarations: readonly Instruction[], declared: Set<string>): readonly string[] {
  return argument.variables.flatMap((variable) => {
    const declaration = declarations.flatMap((instruction) => instruction.arguments).find((candidate) => candidate.pair?.key === variable.name);
    if (declaration === undefined || declared.has(variable.name)) return [];
    declared.add(variable.name);
    return [`ARG ${declaration.text}`];
  });
}

function quote(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
