import { valueOf } from "@bulwark/core/source";
import { checkVariant, diagnose, likelyConstraints, type Candidate, type Cause, type Check, type Comparison, type DiagnosisInput, type Observed, type Probe, type ProvedVariant, type RelaxedTrial, type Trial } from "@bulwark/core/prove";
import type { ContainerSettings } from "@bulwark/core/deploy";
import { runTrial } from "../trial/run-trial.ts";
import { secondsOf, type Bench } from "./bench.ts";
import { candidateOf, type BuiltCandidate } from "./candidates.ts";
import { compareTrials } from "./compare.ts";
import type { Measured } from "./measure-image.ts";
import type { OriginalTrials } from "./original-container.ts";
import type { PlannedProof, PlannedVariant } from "./planned.ts";
import { relax } from "./relax.ts";
import { secretValues } from "./secret-values.ts";
import { hardenedSettings } from "./settings.ts";
import { isAlike, originalFault } from "./verdict.ts";

export interface VariantTask {
  readonly bench: Bench;
  readonly planned: PlannedProof;
  readonly probes: readonly Probe[];
  readonly original: { readonly built: BuiltCandidate; readonly trials: OriginalTrials };
  readonly variant: BuiltCandidate<PlannedVariant>;
  /** 0 for the first time; unique names come from it. */
  readonly attempt: number;
}

/** Run one hardened image under its profile, compare, and find out why where it does not do what the original does. */
export async function proveVariant(task: VariantTask): Promise<ProvedVariant> {
  const { variant, original } = task;
  const trial = variant.built.outcome === "built" ? await runHardened(task) : undefined;
  const first = await original.trials.first;
  const comparisons = trial === undefined ? [] : await compareWithOriginal(task, first, trial);
  const [before, after] = await Promise.all([original.built.measured, variant.measured]);
  const whole = candidateOf(original.built, before, first, { changes: first.changes });
  const candidate = candidateOf(variant, after, trial);
  const checks = checksOf(task, candidate, whole, comparisons);
  const passed = checks.every((check) => check.met || !check.required);
  // Nothing is looked for where there is nothing to compare with.
  const causes = passed || originalFault(whole, task.probes) !== undefined ? [] : (await causesOf({ task, candidate, whole, comparisons, checks, before, after })).map((cause) => reachable(cause, variant.planned));
  const observed = { changes: first.changes, ...worked(trial, passed), missed: missedCapabilities(causes) };
  const { confirmations } = candidateOf(variant, after, trial, observed);
  return { ...candidate, confirmations, base: variant.planned.base, comparisons, checks, causes, passed };
}

/** What was edited by hand is proved as it stands and never written, so no plan mends it. */
function reachable(cause: Cause, { edited }: PlannedVariant): Cause {
  return edited ? { ...cause, remedy: undefined } : cause;
}

/** Only what works says what is enough. */
function worked(trial: Trial | undefined, passed: boolean): Pick<Observed, "workedWith"> {
  const state = trial && valueOf(trial.process);
  return passed && state !== undefined ? { workedWith: state.capabilities } : {};
}

function missedCapabilities(causes: readonly Cause[]): readonly string[] {
  return causes.flatMap(({ kind, subject }) => (kind === "capability-missing" && subject !== undefined ? [subject] : []));
}

function checksOf({ planned, bench }: VariantTask, variant: Candidate, original: Candidate, comparisons: readonly Comparison[]): readonly Check[] {
  return checkVariant({ original, variant, comparisons, profile: planned.plan.profile, gates: bench.gates });
}

async function runHardened(task: VariantTask): Promise<Trial> {
  const { bench, planned, variant, attempt } = task;
  bench.onProgress({ candidate: variant.planned.name, doing: "running", line: undefined });
  const name = bench.run.name(attempt === 0 ? variant.planned.name : `${variant.planned.name}-${attempt}`);
  const settings = hardenedSettings(planned, bench.config, variant.tag, name);
  const { config } = await bench.engine.imageFacts(variant.tag);
  // A name must be one that the image knows, also for who starts it without saying a user: it is left to the image to show that.
  return runSettings(task, isNamed(config.user) ? { ...settings, user: undefined } : settings, secondsOf(bench.config).ready);
}

function isNamed(user: string): boolean {
  return user !== "" && !/^\d+(?::\d+)?$/.test(user);
}

async function runSettings({ bench, planned, probes, original }: VariantTask, settings: ContainerSettings, readySeconds: number): Promise<Trial> {
  const values = await secretValues(bench, planned, original.built.tag);
  return runTrial({ engine: bench.engine, settings, side: "hardened", probes, times: 1, secretValues: values, readySeconds, stopSeconds: secondsOf(bench.config).stop, signal: bench.signal });
}

/** Where something differs, a second container of the original says what differs between any two. */
async function compareWithOriginal({ probes, original: { trials } }: VariantTask, first: Trial, hardened: Trial): Promise<readonly Comparison[]> {
  const comparisons = compareTrials(probes, first, hardened, []);
  if (isAlike(comparisons) || first.start.outcome !== "running") return comparisons;
  return compareTrials(probes, first, hardened, [await trials.second()]);
}

/** Requirements that a constraint can break; the others say what the constraints are. */
const WORKS = new Set<Check["id"]>(["starts", "answers", "healthy", "stops"]);

interface Failure {
  readonly task: VariantTask;
  readonly candidate: Candidate;
  readonly whole: Candidate;
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
  readonly before: Measured | undefined;
  readonly after: Measured | undefined;
}

/** What an image lacks is seen without another trial. */
const OF_THE_IMAGE = new Set<Cause["kind"]>(["build-failed", "account-missing", "shell-missing", "interpreter-missing", "library-missing", "program-missing", "architecture"]);

async function causesOf(failure: Failure): Promise<readonly Cause[]> {
  const causes = diagnose(diagnosisInput(failure, []));
  const isPlain = causes.length > 0 && causes.every(({ kind }) => OF_THE_IMAGE.has(kind));
  return isPlain ? causes : diagnose(diagnosisInput(failure, await relaxedTrials(failure)));
}

function diagnosisInput({ task, candidate, whole, comparisons, before, after }: Failure, relaxed: readonly RelaxedTrial[]): DiagnosisInput {
  const { planned, variant } = task;
  return {
    profile: planned.plan.profile,
    application: planned.plan.application,
    variant: variant.planned,
    build: candidate.build,
    original: { trial: whole.trial, image: before?.contents },
    hardened: { trial: candidate.trial, image: after?.contents },
    comparisons,
    relaxed,
  };
}

/** Seconds: a machine that is busy must not make a constraint look as if it mattered. */
const SHORTEST_WAIT = 10;

/** Waiting as long as at first for what will not come would be waiting for nothing: a few times what both took is enough. */
async function relaxedTrials({ task, candidate, whole, checks }: Failure): Promise<readonly RelaxedTrial[]> {
  const { bench, variant, original, probes } = task;
  const failed = candidate.trial;
  const missed = new Set(checks.filter((check) => check.required && !check.met && WORKS.has(check.id)).map((check) => check.id));
  if (failed === undefined || missed.size === 0) return [];
  const first = await original.trials.first;
  const others = first.start.outcome === "running" ? [await original.trials.second()] : [];
  const slowest = Math.max(first.start.readyMilliseconds ?? 0, failed.start.readyMilliseconds ?? 0) / 1000;
  const seconds = Math.min(secondsOf(bench.config).ready, Math.max(SHORTEST_WAIT, slowest * 10));
  return relax({
    bench,
    candidate: variant.planned.name,
    settings: failed.settings,
    constraints: likelyConstraints(failed),
    run: (settings) => runSettings(task, settings, seconds),
    works: (trial) => {
      const checks = checksOf(task, candidateOf(variant, undefined, trial), whole, compareTrials(probes, first, trial, others));
      return checks.every((check) => check.met || !missed.has(check.id));
    },
  });
}
