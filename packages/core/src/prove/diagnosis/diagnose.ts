import type { Cause, CauseKind } from "../cause.ts";
import type { Constraint } from "../constraint.ts";
import { explains, isConstrained, type Candidate } from "./candidate.ts";
import { differentAnswers } from "./causes/answers.ts";
import { failedBuild } from "./causes/build.ts";
import { refusedCalls } from "./causes/capabilities.ts";
import { missingData, silentTimeZone } from "./causes/data.ts";
import { likelyFiles, missingFiles } from "./causes/files.ts";
import { brokenHealthCheck } from "./causes/health.ts";
import { missingLibraries } from "./causes/libraries.ts";
import { exhausted } from "./causes/limits.ts";
import { unboundPorts } from "./causes/ports.ts";
import { unstartable } from "./causes/programs.ts";
import { badStop } from "./causes/stop.ts";
import { unexplained, unknownCause } from "./causes/unexplained.ts";
import { denials } from "./causes/unreadable.ts";
import { unwritable } from "./causes/written.ts";
import { fails } from "./failure.ts";
import type { DiagnosisInput } from "./input.ts";
import { ranked } from "./rank.ts";
import { situationOf, type Situation } from "./situation.ts";

type Find = (situation: Situation) => readonly Candidate[];

/** What rests on words of a program or an engine, or on what an image shows. */
const FINDS: readonly Find[] = [unwritable, denials, unstartable, missingLibraries, missingFiles, missingData, unboundPorts, refusedCalls, exhausted];
/** What stands beside all else: a check of its own, and the way it ends. */
const APART = new Set<CauseKind>(["health-check-broken", "signal-ignored", "exit-code-differs"]);

/**
 * Why a hardened container does not do what its original does, said as a person would say it: the surest and most telling cause
 * first, each once, at most eight. Empty when it does. Nothing is said against the hardened container for what the original does not
 * do either. Asked before any trial with constraints lifted, it rests on words and images alone.
 */
export function diagnose(input: DiagnosisInput): readonly Cause[] {
  if (input.build.outcome !== "built") return [failedBuild(input)];
  const situation = situationOf(input);
  if (!fails(situation.failure)) return [];
  const apart = [...brokenHealthCheck(situation), ...badStop(situation)];
  const works = !situation.failure.start && situation.failure.answers.length === 0;
  return ranked([...(works ? atTheEnd(situation) : reasons(situation, apart)), ...apart], situation.symptoms);
}

/** What it is kept from while it ends: only what a trial bears out, since it works in spite of what else its log says. */
function atTheEnd(situation: Situation): readonly Candidate[] {
  return situation.lifts.length === 0 ? [] : consistent(FINDS.flatMap((find) => find(situation)), situation);
}

/** Why it does not start, or answers otherwise. */
function reasons(situation: Situation, apart: readonly Candidate[]): readonly Candidate[] {
  const found = consistent(FINDS.flatMap((find) => find(situation)), situation);
  const named = [...found, ...behindLifts(found, situation)];
  if (named.length > 0) return named;
  const weaker = [...silentTimeZone(situation), ...differentAnswers(situation).filter(({ cause }) => !isChecked(cause, situation, apart))];
  const guesses = situation.lifts.length > 0 ? [] : likelyFiles(situation);
  if (weaker.length > 0) return [...weaker, ...guesses];
  if (guesses.length > 0) return [...guesses, unknownCause(situation)];
  return apart.length > 0 ? [] : [unknownCause(situation)];
}

/** A health check that is known to be broken explains its own answer. */
function isChecked(cause: Cause, { failure }: Situation, apart: readonly Candidate[]): boolean {
  const health = failure.answers.some((comparison) => comparison.probe === cause.subject && comparison.hardened.kind === "health");
  return health && apart.some((candidate) => candidate.cause.kind === "health-check-broken");
}

/**
 * What the trials bear out. Where it works with a constraint lifted, the same image works, so what the image lacks is not the reason;
 * where it never works, no constraint is. What nothing bears out is kept only when nothing else is left.
 */
function consistent(candidates: readonly Candidate[], { lifts, imageDiffers }: Situation): readonly Candidate[] {
  const bears = ({ cause }: Candidate): boolean => {
    if (APART.has(cause.kind)) return true;
    if (lifts.length > 0) return cause.constraint !== undefined;
    return !imageDiffers || !isConstrained(cause.kind);
  };
  const borne = candidates.filter(bears);
  return borne.length > 0 || lifts.length > 0 ? borne : candidates;
}

/** Each constraint of a set that matters has a cause; where none was found, what is known of the constraint alone. */
function behindLifts(found: readonly Candidate[], situation: Situation): readonly Candidate[] {
  const { lifts, failure } = situation;
  const missing = lifts.map((set) => set.filter((constraint) => !found.some(({ cause }) => explains(cause.kind, [constraint])))).toSorted((a, b) => a.length - b.length)[0];
  if (missing === undefined || missing.length === 0) return [];
  const silent = failure.start ? missing : missing.filter((constraint) => !ANSWERED.has(constraint));
  return silent.map((constraint) => unexplained(constraint, situation));
}

/** Where a container runs and answers otherwise under these, both answers say more than the constraint alone. */
const ANSWERED = new Set<Constraint>(["user", "read-only-root", "capabilities", "no-new-privileges"]);
