import type { HealthAnswer } from "../answer.ts";
import { list } from "../confirm/text.ts";
import { durationText } from "../measured/quantity.ts";
import type { Candidate } from "../proof.ts";
import type { Start } from "../trial.ts";
import { complaint, unwritten } from "./complaints.ts";
import type { CheckInput, Outcome } from "./outcome.ts";

/** What the original does, the hardened one must do too; whatever it does not, nobody expects. */

export function builds({ variant: { build } }: CheckInput): Outcome {
  const detail = build.outcome === "built" ? `in ${durationText(build.seconds * 1000)}` : build.outcome === "timed-out" ? `not done after ${durationText(build.seconds * 1000)}` : (build.error.split("\n")[0] ?? "");
  return { met: build.outcome === "built", expected: true, detail };
}

export function starts({ original, variant }: CheckInput): Outcome {
  const before = original.trial?.start;
  const start = variant.trial?.start;
  if (start === undefined) return { met: false, expected: true, detail: notStarted(variant) };
  if (before?.outcome === "exited") {
    const isAlike = start.outcome === "exited" && start.exitCode === before.exitCode;
    return { met: isAlike, expected: true, detail: isAlike ? `${startText(start)}, as the original` : `${startText(start)}, where the original ${startText(before)}` };
  }
  return { met: start.outcome === "running", expected: true, detail: `${startText(start)}${complaintText({ original, variant })}` };
}

/** A warning for who reads it: it works as far as it was asked, and something that nobody asked for may not. */
function complaintText({ original, variant }: Pick<CheckInput, "original" | "variant">): string {
  if (original.trial === undefined || variant.trial?.start.outcome !== "running") return "";
  const line = complaint(original.trial, variant.trial);
  if (line !== undefined) return `, but its log says what the original's does not: ${line}`;
  const paths = unwritten(original.trial, variant.trial);
  return paths.length === 0 ? "" : `, but the original writes ${list(paths)}, and it may not`;
}

function startText({ outcome, error, exitCode, outOfMemory, readyMilliseconds }: Start): string {
  if (outcome === "refused") return `refused by the engine: ${error.split("\n")[0] ?? ""}`;
  if (outcome === "exited") return outOfMemory ? "was ended for want of memory" : `ended with exit code ${exitCode ?? "unknown"} by itself`;
  return readyMilliseconds === undefined ? "runs" : `ready after ${durationText(readyMilliseconds)}`;
}

function notStarted({ build }: Candidate): string {
  return build.outcome === "built" ? "it was not started" : "it did not build";
}

export function answers({ original, comparisons }: CheckInput): Outcome {
  const asked = comparisons.filter((comparison) => comparison.result !== "unasked");
  const alike = asked.filter((comparison) => comparison.result === "alike").length;
  const answered = Object.values(original.trial?.answers ?? {}).some((answers) => answers.some((answer) => answer.kind !== "none"));
  if (asked.length === 0) return { met: false, expected: answered, detail: answered ? "nothing was compared" : comparisons.length === 0 ? "nothing was asked" : "the original answers nothing, so there is nothing to compare" };
  return { met: alike === asked.length, expected: true, detail: `${alike} of ${asked.length} ${asked.length === 1 ? "answer" : "answers"} alike` };
}

/** Expected by nobody but who requires it: what the original's check says is compared among the answers. */
export function healthy({ comparisons, variant }: CheckInput): Outcome {
  const answer = comparisons.flatMap(({ hardened }) => (hardened.kind === "health" ? [hardened] : []))[0];
  if (answer !== undefined) return { met: answer.status === "healthy", expected: false, detail: healthText(answer) };
  const isAsked = comparisons.some(({ original }) => original.kind === "health");
  return { met: false, expected: false, detail: isAsked ? "it ended before its health check ran" : variant.trial === undefined ? notStarted(variant) : "there is no health check to wait for" };
}

function healthText({ status, output }: HealthAnswer): string {
  if (status === "none") return "the image has no health check";
  return status === "healthy" || output === "" ? status : `${status}: ${output.trim().split("\n")[0] ?? ""}`;
}

/** Within its grace time and with the original's exit code; an original that has to be killed demands neither. */
export function stops({ original, variant }: CheckInput): Outcome {
  const before = original.trial?.stop;
  const stop = variant.trial?.stop;
  const expected = before !== undefined && !before.killed;
  if (stop === undefined) return { met: false, expected, detail: variant.trial === undefined ? notStarted(variant) : variant.trial.start.outcome === "refused" ? "it never ran" : "it had ended before it was asked to" };
  if (stop.killed) return { met: false, expected, detail: `killed after its grace time of ${stop.grace} s${before?.killed === true ? ", as the original" : ""}` };
  const taken = `exit code ${stop.exitCode}, ${durationText(stop.milliseconds)} after the stop signal`;
  if (before === undefined) return { met: true, expected, detail: taken };
  if (before.killed) return { met: true, expected, detail: `${taken}; the original had to be killed` };
  return stop.exitCode === before.exitCode ? { met: true, expected, detail: `${taken}, as the original` } : { met: false, expected, detail: `exit code ${stop.exitCode} instead of the original's ${before.exitCode}` };
}
