import { whyNotBuilt, type Candidate, type Comparison, type Probe, type ProvedVariant, type Start, type Trial, type Verdict } from "@bulwark/core/prove";

/** Why the original gives nothing to compare with; undefined when it does. */
export function originalFault({ build, trial, dockerfile }: Candidate, probes: readonly Probe[]): string | undefined {
  if (build.outcome === "timed-out") return `the original, ${dockerfile.path}, was not built within ${Math.round(build.seconds)} s; prove.build-within in bulwark.yaml gives it more`;
  if (build.outcome === "failed") return `the original, ${dockerfile.path}, does not build: ${whyNotBuilt(build) ?? firstLine(build.error)}`;
  if (trial === undefined) return "the original was not run";
  if (trial.start.outcome === "refused") return `the original does not start: ${firstLine(trial.start.error)}`;
  if (trial.start.outcome === "exited" && trial.start.exitCode !== 0) return `the original ends by itself with exit code ${trial.start.exitCode}: ${lastLine(trial)}; what it needs can be given under prove: in bulwark.yaml (environment, secrets, network)`;
  if (trial.start.outcome === "exited") return undefined;
  const silent = probes.length > 0 && probes.every((probe) => (trial.answers[probe.name] ?? []).every((answer) => answer.kind === "none"));
  return silent ? `the original starts and answers nothing that it was asked (${probes.map((probe) => probe.name).slice(0, 3).join(", ")}); say what to ask under prove.probes in bulwark.yaml` : undefined;
}

/** As much of a variant as a verdict needs. */
type Tried = Pick<ProvedVariant, "base" | "passed"> & {
  readonly causes: readonly Pick<ProvedVariant["causes"][number], "message">[];
  readonly checks: readonly Pick<ProvedVariant["checks"][number], "id" | "met" | "required" | "detail">[];
  readonly comparisons: readonly Pick<Comparison, "result">[];
  readonly trial: { readonly start: Pick<Start, "outcome"> } | undefined;
};

/** One verdict of all: a variant that fails is one that somebody may deploy. */
export function verdictOf(variants: readonly Tried[], notProved: readonly { readonly base: string; readonly reason: string }[]): Verdict {
  const failed = variants.filter((variant) => !variant.passed);
  if (variants.length === 0) return { result: "undecided", reason: `no hardened variant could be tried: ${notProved.map(({ base, reason }) => `${base}: ${reason}`).join("; ")}` };
  if (failed.length === 0) return { result: "passed", reason: `${listed(variants.map(({ base }) => base))} ${does(variants)}` };
  return { result: "failed", reason: failed.map(whyFailed).join("; ") };
}

/** What passed, and no more than was looked at. */
function does(variants: readonly Tried[]): string {
  const isOne = variants.length === 1;
  const isCompared = variants.every(({ comparisons }) => comparisons.some(({ result }) => result === "alike"));
  if (isCompared) return `${isOne ? "does" : "do"} what the original does, under every constraint`;
  const isJob = variants.every(({ trial }) => trial?.start.outcome === "exited");
  return `${isJob ? (isOne ? "ends" : "end") : (isOne ? "runs" : "run")} under every constraint as the original does; nothing was asked that it answers, so nothing more was compared: say what to ask under prove.probes in bulwark.yaml`;
}

function whyFailed(variant: Tried): string {
  const [cause] = variant.causes;
  const missed = variant.checks.filter((check) => check.required && !check.met).map((check) => `${check.id} (${check.detail})`);
  return `${variant.base}: ${cause === undefined ? `misses ${missed.join(", ")}` : cause.message}`;
}

/** Whether anything came out otherwise than from the original. */
export function isAlike(comparisons: readonly Comparison[]): boolean {
  return comparisons.every((comparison) => comparison.result !== "different");
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

function lastLine({ log }: Trial): string {
  return log.trimEnd().split("\n").at(-1) ?? "it said nothing";
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
