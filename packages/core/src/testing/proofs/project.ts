import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDockerfile } from "../../dockerfile/parse.ts";
import { dockerfileSubject } from "../../facts/subject.ts";
import { planHardening } from "../../harden/harden.ts";
import type { Plan, Variant } from "../../harden/plan.ts";
import { project } from "../../harden/testing/project.ts";
import { judgeDockerfile, type Judgement } from "../../judge/judge.ts";
import type { Candidate } from "../../prove/proof.ts";
import { RULES } from "../../rules/index.ts";
import { SourceText } from "../../source/text.ts";

const EXAMPLE = join(import.meta.dirname, "../../../../../examples/go-api");
const FILES = ["Dockerfile", "go.mod", "cmd/api/main.go", "internal/visits/visits.go", "templates/index.html"];

/** The texts of `examples/go-api`, without what `harden` wrote there. */
export const GO_API: Readonly<Record<string, string>> = Object.fromEntries(FILES.map((path) => [path, readFileSync(join(EXAMPLE, path), "utf8")]));

/** What `harden` plans for a project in memory. @throws Error when it is refused. */
export function planFor(files: Readonly<Record<string, string>>, name = "go-api"): Plan {
  const plan = planHardening({ ...project(files), projectName: name });
  if ("refusals" in plan) throw new Error(plan.refusals.map((refusal) => refusal.outcome).join("; "));
  return plan;
}

export function variantFor(plan: Plan, base: string): Variant {
  const variant = plan.variants.find((candidate) => candidate.base === base);
  if (variant === undefined) throw new Error(`nothing is planned on ${base}`);
  return variant;
}

export function judge(path: string, text: string): Judgement {
  const subject = dockerfileSubject({ syntax: parseDockerfile(new SourceText(path, text)), context: undefined, today: "2026-11-24" });
  return judgeDockerfile(subject, { rules: RULES, ignores: [] });
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A Dockerfile of a proof, with the judgement of its text. */
export function written(path: string, text: string): Pick<Candidate, "dockerfile" | "judgement"> {
  return { dockerfile: { path, text, sha256: sha256(text), edited: false }, judgement: judge(path, text) };
}
