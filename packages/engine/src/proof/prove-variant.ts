import { valueOf } from "@bulwark/core/source";
import { checkVariant, diagnose, likelyConstraints, type Candidate, type Cause, type Check, type Comparison, type DiagnosisInput, type Observed, type ProvedVariant, type RelaxedTrial, type Trial } from "@bulwark/core/prove";
import type { ContainerSettings } from "@bulwark/core/deploy";
import { runTrial } from "../trial/run-trial.ts";
import { secondsOf, type Bench } from "./bench.ts";
import { candidateOf, confirmationsOf, type BuiltCandidate } from "./candidates.ts";
import { compareTrials } from "./compare.ts";
import type { Measured } from "./measure-image.ts";
import type { Original } from "./original-container.ts";
import type { PlannedProof, PlannedVariant } from "./planned.ts";
import { relax } from "./relax.ts";
import { secretValues } from "./secret-values.ts";
import { hardenedSettings } from "./settings.ts";
import { isAlike, originalFault } from "./verdict.ts";

export interface VariantTask {
  readonly bench: Bench;
  readonly planned: PlannedProof;
  readonly original: Original;
  readonly variant: BuiltCandidate<PlannedVariant>;
  /** 0 for the first time; unique names come from it. */
  readonly attempt: number;
}

/** Run one hardened image under its profile, compare, and find out why where it does not do what the original does. */
export async function proveVariant(task: VariantTask): Promise<ProvedVariant> {
  const { planned, variant, original } = task;
  const trial = variant.built.outcome === "built" ? await runHardened(task) : undefined;
  const first = await original.first;
  const comparisons = trial === undefined ? [] : await compareWithOriginal(task, first, trial);
  const measured = await variant.measured;
  const before = await original.candidate;
  const after = candidateOf(variant, measured, trial, []);
  const checks = checksOf(task, after, before, comparisons);
  const works = checks.every((check) => isDone(check) || !BEHAVIOUR.has(check.id));
  // Nothing is looked for where it works, or where there is nothing to compare with.
  const causes = works || originalFault(before, planned.probes) !== undefined ? [] : (await causesOf({ task, before, after, comparisons, checks })).map((cause) => reachable(cause, variant.planned));
  const observed = { changes: first.changes, ...worked(trial, works), missed: missedCapabilities(causes) };
  return { ...after, confirmations: confirmationsOf(variant, measured, observed), base: variant.planned.base, comparisons, checks, causes, passed: checks.every(isDone) };
}

/** Requirements that a constraint can break; the others say what the constraints are, or what is wanted beyond what the original does. */
const BEHAVIOUR = new Set<Check["id"]>(["builds", "starts", "answers", "stops"]);

function isDone({ met, required }: Check): boolean {
  return met || !required;
}

/** What was edited by hand is proved as it stands and never written, so no plan mends it. */
function reachable(cause: Cause, { edited }: PlannedVariant): Cause {
  return edited ? { ...cause, remedy: undefined } : cause;
}

/** Only what works says what is enough. */
function worked(trial: Trial | undefined, works: boolean): Pick<Observed, "workedWith"> {
  const state = trial && valueOf(trial.process);
  return works && state !== undefined ? { workedWith: state.capabilities } : {};
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

async function runSettings({ bench, planned, original }: VariantTask, settings: ContainerSettings, readySeconds: number): Promise<Trial> {
  const values = await secretValues(bench, planned, original.built.tag);
  return runTrial({ engine: bench.engine, settings, side: "hardened", probes: planned.probes, times: 1, secretValues: values, readySeconds, stopSeconds: secondsOf(bench.config).stop, signal: bench.signal });
}

/** Where something differs, a second container of the original says what differs between any two. */
async function compareWithOriginal({ planned: { probes }, original }: VariantTask, first: Trial, hardened: Trial): Promise<readonly Comparison[]> {
  const comparisons = compareTrials(probes, first, hardened, []);
  if (isAlike(comparisons) || first.start.outcome !== "running") return comparisons;
  return compareTrials(probes, first, hardened, [await original.second()]);
}

interface Failure {
  readonly task: VariantTask;
  readonly before: Candidate;
  readonly after: Candidate;
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
}

/** What an image lacks is seen without another trial. */
const OF_THE_IMAGE = new Set<Cause["kind"]>(["build-failed", "account-missing", "shell-missing", "interpreter-missing", "library-missing", "program-missing", "architecture"]);

async function causesOf(failure: Failure): Promise<readonly Cause[]> {
  const [original, hardened] = await Promise.all([failure.task.original.built.measured, failure.task.variant.measured]);
  const causesWith = (relaxed: readonly RelaxedTrial[]): readonly Cause[] => diagnose(diagnosisInput(failure, original, hardened, relaxed));
  const causes = causesWith([]);
  const isPlain = causes.length > 0 && causes.every(({ kind }) => OF_THE_IMAGE.has(kind));
  return isPlain ? causes : causesWith(await relaxedTrials(failure));
}

function diagnosisInput({ task, before, after, comparisons }: Failure, original: Measured | undefined, hardened: Measured | undefined, relaxed: readonly RelaxedTrial[]): DiagnosisInput {
  const { planned, variant } = task;
  return {
    profile: planned.plan.profile,
    application: planned.plan.application,
    variant: variant.planned,
    build: after.build,
    original: { trial: before.trial, image: original?.contents },
    hardened: { trial: after.trial, image: hardened?.contents },
    comparisons,
    relaxed,
  };
}

/** Seconds: a machine that is busy must not make a constraint look as if it mattered. */
const SHORTEST_WAIT = 10;

/** Waiting as long as at first for what will not come would be waiting for nothing: a few times what both took is enough. */
async function relaxedTrials({ task, before, after, checks }: Failure): Promise<readonly RelaxedTrial[]> {
  const { bench, planned, variant, original } = task;
  const failed = after.trial;
  const missed = new Set(checks.filter((check) => BEHAVIOUR.has(check.id) && !isDone(check)).map((check) => check.id));
  if (failed === undefined || missed.size === 0) return [];
  const first = await original.first;
  const others = first.start.outcome === "running" ? [await original.second()] : [];
  const slowest = Math.max(first.start.readyMilliseconds ?? 0, failed.start.readyMilliseconds ?? 0) / 1000;
  const seconds = Math.min(secondsOf(bench.config).ready, Math.max(SHORTEST_WAIT, slowest * 10));
  return relax({
    bench,
    candidate: variant.planned.name,
    settings: failed.settings,
    constraints: likelyConstraints(failed),
    run: (settings) => runSettings(task, settings, seconds),
    works: (trial) => {
      const checks = checksOf(task, candidateOf(variant, undefined, trial, []), before, compareTrials(planned.probes, first, trial, others));
      return checks.every((check) => check.met || !missed.has(check.id));
    },
  });
}
