import { existsSync } from "node:fs";
import { join } from "node:path";
import { builderFeatures, parseDockerfile } from "@bulwark/core/dockerfile";
import { dockerfileSubject } from "@bulwark/core/facts";
import { isIntact, planHardening, type Decision, type HardenOptions, type Plan } from "@bulwark/core/harden";
import { judgeDockerfile, type Judgement } from "@bulwark/core/judge";
import { chooseProbes, upkeepOf } from "@bulwark/core/prove";
import type { Fault } from "@bulwark/core/report";
import { RULES } from "@bulwark/core/rules";
import { SourceText } from "@bulwark/core/source";
import type { PlannedCandidate, PlannedProof, PlannedVariant } from "@bulwark/engine";
import { fromHere } from "../files/folders.ts";
import { LARGEST_DOCKERFILE, readText } from "../files/read-text.ts";
import { sha256 } from "../files/write-files.ts";
import type { Chosen } from "../hardening/choose.ts";
import { outputs, type Output } from "../hardening/outputs.ts";
import type { ProveOptions } from "./options.ts";

/** A plan with the texts that it makes: what is proved, and what `harden` would write. */
export interface Prepared {
  readonly planned: PlannedProof;
  readonly original: Judgement;
  readonly files: readonly Output[];
}

export interface ProofPlan {
  readonly chosen: Chosen;
  readonly options: HardenOptions;
  readonly prove: ProveOptions;
  /** Where the probes are declared, as people name it. */
  readonly configPath: string;
}

/** What `harden` would write for this Dockerfile, as something to build and to ask; or why nothing can be planned. */
export function planProof({ chosen, options, prove, configPath }: ProofPlan): Prepared | readonly Fault[] {
  const plan = planHardening({ ...chosen.input, options });
  const refused = "refusals" in plan ? plan.refusals : plan.variants.length === 0 ? plan.refused.map(({ decision }) => decision) : [];
  if ("refusals" in plan || refused.length > 0) return refused.map((decision) => refusalFault(chosen, decision));
  const builds = chosen.project.builds.filter((build) => build.dockerfile === chosen.path);
  const { probes, faults } = chooseProbes({ plan, declared: prove.config.probes, configPath, builds, required: prove.gates.require });
  if (faults.length > 0) return faults.map(({ line, message }) => ({ path: configPath, line, column: undefined, message, remedy: "mend the probe" }));
  const original = judgeDockerfile(chosen.input.subject, { rules: RULES, ignores: [] });
  const written = outputs(chosen, plan, original, { inPlace: false, folder: undefined });
  const contextFolder = join(chosen.project.root, chosen.input.contextFolder.folder);
  const planned: PlannedProof = {
    plan,
    name: plan.profile.name,
    source: { path: chosen.shown, context: fromHere(contextFolder) },
    contextFolder,
    buildArguments: chosen.lens.buildArguments,
    probes,
    original: originalCandidate(chosen, plan, original),
    variants: plan.variants.map((variant, index) => variantCandidate(chosen, plan, variant, written.files, written.variants[index]?.path ?? chosen.shown)),
  };
  return { planned, original, files: written.files };
}

function refusalFault({ shown }: Chosen, { outcome, evidence }: Decision): Fault {
  const [first] = evidence;
  return { path: first?.path ?? shown, line: first?.line, column: undefined, message: `nothing to prove: ${outcome}`, remedy: "bulwark harden says more" };
}

function originalCandidate(chosen: Chosen, plan: Plan, judgement: Judgement): PlannedCandidate {
  const { subject } = chosen.input;
  return {
    name: "original",
    path: chosen.shown,
    text: subject.source.text,
    file: join(chosen.project.root, chosen.path),
    sha256: sha256(subject.source.text),
    edited: false,
    ignoreText: undefined,
    target: plan.buildTarget,
    buildSecrets: [],
    features: builderFeatures(subject.model.syntax),
    judgement,
    predicted: subject.posture,
    upkeep: upkeepOf(subject.posture),
  };
}

function variantCandidate(chosen: Chosen, plan: Plan, variant: Plan["variants"][number], files: readonly Output[], path: string): PlannedVariant {
  const planned = files.find((file) => file.path === path)?.text ?? variant.text;
  const text = editedText(path, planned) ?? planned;
  const syntax = parseDockerfile(new SourceText(path, text));
  const subject = dockerfileSubject({ syntax, context: chosen.input.context, today: chosen.lens.today, ...(variant.target === undefined ? {} : { target: variant.target }) });
  return {
    name: variant.base,
    base: variant.base,
    path,
    text,
    file: undefined,
    sha256: sha256(text),
    edited: text !== planned,
    ignoreText: ignoreText(path, files),
    target: variant.target,
    buildSecrets: plan.buildSecrets,
    features: builderFeatures(syntax),
    judgement: judgeDockerfile(subject, { rules: RULES, ignores: [] }),
    predicted: subject.posture,
    upkeep: upkeepOf(subject.posture),
    healthcheck: variant.healthcheck ?? [],
    reference: variant.reference,
  };
}

/** What stands there and is not ours as we wrote it: it would be kept, so it is what people deploy. */
function editedText(path: string, planned: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const read = readText(path, LARGEST_DOCKERFILE);
  if ("fault" in read || read.text === planned) return undefined;
  return isIntact(read.text, sha256) === true ? undefined : read.text;
}

/** What is not sent to the builder: the ignore file of this Dockerfile alone, else the context's, as it will be. */
function ignoreText(path: string, files: readonly Output[]): string | undefined {
  const own = files.find((file) => file.path === `${path}.dockerignore`);
  return (own ?? files.find((file) => file.path.endsWith(".dockerignore")))?.text;
}
