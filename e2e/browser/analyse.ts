import { buildContext, memoryTree } from "../../packages/core/src/context/index.ts";
import { composeFile, kubernetesFile, runLine } from "../../packages/core/src/deploy/index.ts";
import { parseDockerfile } from "../../packages/core/src/dockerfile/index.ts";
import { planHardening } from "../../packages/core/src/harden/index.ts";
import { judgeDockerfile } from "../../packages/core/src/judge/index.ts";
import { dockerfileSubject, RULES } from "../../packages/core/src/rules/index.ts";
import { SourceText } from "../../packages/core/src/source/index.ts";

/** Everything that core gives for a project held in memory, as data that can leave a page. */
export function analyse(name: string, files: Readonly<Record<string, string>>): unknown {
  const context = buildContext(memoryTree(".", files), "Dockerfile");
  const syntax = parseDockerfile(new SourceText("Dockerfile", files["Dockerfile"] ?? ""));
  const subject = dockerfileSubject({ syntax, context, today: "2026-11-24" });
  const { findings, grade } = judgeDockerfile(subject, { rules: RULES, ignores: [] });
  const contextFolder = { folder: ".", evidence: { observation: "the files of the page" }, certain: true };
  const plan = planHardening({ subject, context, contextFolder, projectName: name, today: "2026-11-24", options: {} });
  const hardened = "refusals" in plan ? { refusals: plan.refusals.map(({ outcome }) => outcome) } : {
    decisions: plan.decisions.map(({ id, outcome }) => `${id}: ${outcome}`),
    dockerfiles: plan.variants.map(({ base, text }) => ({ base, text })),
    run: runLine(plan.profile, name),
    compose: composeFile(plan.profile, { image: name, context: ".", dockerfile: "Dockerfile", target: undefined, secrets: [] }),
    kubernetes: kubernetesFile(plan.profile, name),
  };
  return {
    instructions: syntax.instructions.length,
    findings: findings.map(({ rule, severity, message, start, end }) => ({ rule, severity, message, start, end })),
    grade,
    hardened,
  };
}
