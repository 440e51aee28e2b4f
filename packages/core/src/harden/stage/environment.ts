import type { Stage } from "../../dockerfile/model.ts";
import type { Argument, Instruction } from "../../dockerfile/syntax.ts";
import { isSecretName } from "../../knowledge/index.ts";
import type { Decision, HardenInput } from "../plan.ts";
import { evidenceAt } from "./line.ts";

/** Variables that steer a build and mean nothing to a program that is built. */
const BUILD_ONLY = new Set([
  "CGO_ENABLED", "GOOS", "GOARCH", "GOARM", "GOAMD64", "GOFLAGS", "GO111MODULE", "GOPROXY", "GOPRIVATE", "GONOSUMDB", "GOSUMDB", "GOINSECURE",
  "GOCACHE", "GOMODCACHE", "GOPATH", "GOBIN", "GOTOOLCHAIN", "DEBIAN_FRONTEND", "CC", "CXX", "CFLAGS", "LDFLAGS", "PATH",
]);

export interface CarriedEnvironment {
  /** `ARG` and `ENV` lines, in order. */
  readonly lines: readonly string[];
  readonly decisions: readonly Decision[];
}

/**
 * The original's ENV, for a stage that does not inherit it: what steers only the build is left behind, and what names a secret
 * is never written into another image.
 */
export function carryEnvironment(input: HardenInput, stages: readonly Stage[]): CarriedEnvironment {
  const lines: string[] = [];
  const declared = new Set<string>();
  const decisions: Decision[] = [];
  for (const stage of stages) {
    const declarations = stage.instructions.filter((instruction) => instruction.keyword === "ARG");
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "ENV") continue;
      for (const argument of instruction.arguments) {
        const pair = argument.pair;
        if (pair === undefined || BUILD_ONLY.has(pair.key)) continue;
        if (isSecretName(pair.key)) {
          decisions.push(leaveSecret(input, instruction, pair.key));
          continue;
        }
        lines.push(...argumentsFor(argument, declarations, declared), `ENV ${pair.legacy ? `${pair.key}=${quote(pair.value ?? "")}` : argument.text}`);
      }
    }
  }
  return { lines, decisions };
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

function leaveSecret(input: HardenInput, instruction: Instruction, key: string): Decision {
  return {
    id: "secret-environment",
    question: `Does ${key} belong in the image?`,
    answer: "warn",
    outcome: `${key} is left out of the hardened image, since whoever pulls it could read the value; give it at run time (--env-file, Compose or Kubernetes secret) and change the value that was published`,
    evidence: [evidenceAt(input, instruction.range, `sets ${key}`)],
    edits: [],
    rule: "no-secret-in-arg-or-env",
  };
}

function quote(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
