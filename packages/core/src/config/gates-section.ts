import { LETTERS } from "../judge/grade.ts";
import { didYouMean } from "./did-you-mean.ts";
import { REQUIREMENTS, type GateConfig, type Requirement } from "./prove-config.ts";
import { parseSize, SIZE_FORM } from "./quantities.ts";
import type { ConfigMap } from "./reader.ts";

/** `prove.gates`: what the hardened container must be. */
export function readGates(prove: ConfigMap<"gates"> | undefined): GateConfig {
  const section = prove?.section("gates", ["max-size", "min-grade", "require", "no-regression"]);
  const { requirements, faults } = requirementsOf(section?.texts("require") ?? []);
  for (const fault of faults) section?.fault(fault, "require");
  return {
    maxSize: section?.parsed("max-size", parseSize, SIZE_FORM),
    minGrade: section?.choice("min-grade", LETTERS.map(([letter]) => letter)),
    require: requirements,
    noRegression: section?.flag("no-regression") ?? false,
  };
}

/** `--require starts,answers`: the requirements that it names, and a sentence for each name that is none. */
export function parseRequirements(text: string): { readonly requirements: readonly Requirement[]; readonly faults: readonly string[] } {
  return requirementsOf(text.split(",").map((name) => name.trim()));
}

function requirementsOf(names: readonly string[]): ReturnType<typeof parseRequirements> {
  const known = (name: string): Requirement | undefined => REQUIREMENTS.find((requirement) => requirement === name);
  return {
    requirements: [...new Set(names.flatMap((name) => known(name) ?? []))],
    faults: names.filter((name) => known(name) === undefined).map((name) => `there is no requirement "${name}"${didYouMean(name, REQUIREMENTS)}`),
  };
}
