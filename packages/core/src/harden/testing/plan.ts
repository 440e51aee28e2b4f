import { planHardening } from "../harden.ts";
import type { HardenInput, HardenOptions, Plan, Variant } from "../plan.ts";
import { project } from "./project.ts";

/** A Go service in one file that opens `address`, with nothing else in it. */
export function goService(address = ":8080"): Record<string, string> {
  return { "go.mod": "module example.com/shop\n\ngo 1.26\n", "main.go": `package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe("${address}", nil) }\n` };
}

/** A build stage `build` that makes `/app`, and behind it these lines. */
export function afterBuild(...lines: readonly string[]): string {
  return ["FROM golang:1.26 AS build", "WORKDIR /src", "COPY . .", "RUN go build -o /app .", ...lines, ""].join("\n");
}

function inputOf(dockerfile: string, files: Readonly<Record<string, string>> = goService(), options: HardenOptions = {}): HardenInput {
  return { ...project({ ...files, Dockerfile: dockerfile }), options };
}

/** The plan for a project. @throws Error when the whole file is refused. */
export function planOf(dockerfile: string, files?: Readonly<Record<string, string>>, options?: HardenOptions): Plan {
  const plan = planHardening(inputOf(dockerfile, files, options));
  if ("refusals" in plan) throw new Error(plan.refusals.map((refusal) => refusal.outcome).join("; "));
  return plan;
}

/** Why nothing at all is written; empty when something is. */
export function refusalsOf(dockerfile: string, files?: Readonly<Record<string, string>>): readonly string[] {
  const plan = planHardening(inputOf(dockerfile, files));
  return "refusals" in plan ? plan.refusals.map((refusal) => refusal.outcome) : [];
}

/** One hardened Dockerfile. @throws Error with the reasons when that base is refused. */
export function variantOf(base: string, dockerfile: string, files?: Readonly<Record<string, string>>, options?: HardenOptions): Variant {
  const plan = planOf(dockerfile, files, { ...options, base });
  const variant = plan.variants.find((candidate) => candidate.base === base);
  if (variant === undefined) throw new Error(plan.refused.map((refused) => `${refused.base}: ${refused.decision.outcome}`).join("; "));
  return variant;
}

/** The lines of the stage that runs, its FROM first. */
export function runtimeLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  return lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
}

/** Those lines of the stage that runs that begin with one of these words. */
export function linesOf(variant: Variant, ...keywords: readonly string[]): readonly string[] {
  return runtimeLines(variant.text).filter((line) => keywords.some((keyword) => line.startsWith(keyword)));
}
