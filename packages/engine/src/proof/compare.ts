import { compareAnswers, type Answer, type Comparison, type Probe, type Trial } from "@bulwark/core/prove";

/** Every probe with what both said. @param others answers of further containers of the original. */
export function compareTrials(probes: readonly Probe[], original: Trial, hardened: Trial, others: readonly Trial[]): readonly Comparison[] {
  return probes.map((probe) => {
    const more = others.flatMap((trial) => answersTo(probe, trial));
    return compareAnswers(probe, answersTo(probe, original), answersTo(probe, hardened), more);
  });
}

function answersTo(probe: Probe, trial: Trial): readonly Answer[] {
  const answers = trial.answers[probe.name];
  return answers === undefined || answers.length === 0 ? [{ kind: "none", reason: whyNone(trial) }] : answers;
}

function whyNone({ start, log }: Trial): string {
  if (start.outcome === "refused") return `the engine did not start it: ${start.error}`;
  const last = log.trimEnd().split("\n").at(-1) ?? "";
  return `it ended with exit code ${start.exitCode ?? "?"} before it was asked${last === "" ? "" : `: ${last}`}`;
}
