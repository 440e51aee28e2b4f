import type { Answer } from "../../../prove/answer.ts";
import type { Cause } from "../../../prove/cause.ts";
import { measuredOf } from "../../../prove/measured/measured.ts";
import { gapsOf, rowsOf } from "../../../prove/measured/rows.ts";
import type { Probe } from "../../../prove/probe.ts";
import type { Candidate, Proof, ProvedVariant } from "../../../prove/proof.ts";
import type { Trial } from "../../../prove/trial.ts";
import type { Evidence, Fact } from "../../../source/fact.ts";
import { findingJson, gradeJson } from "../../json/index.ts";
import { maskedCommand, maskedValues } from "../../terminal/mask.ts";
import { nextSteps } from "../words.ts";
import { written } from "../written.ts";

/** Goes up when a field changes its meaning or goes; a new field does not raise it. */
export const PROVE_SCHEMA_VERSION = 1;
/** UTF-16 units of a log; of a longer one its end is kept. */
const LONGEST_LOG = 65_536;

/** `prove --format json`: everything that was measured, secrets masked. The schema is published as `docs/schema/prove.schema.json`. */
export function proofJson(proof: Proof): string {
  const measured = measuredOf(proof);
  const value = {
    schemaVersion: PROVE_SCHEMA_VERSION,
    tool: proof.tool,
    run: proof.run,
    engine: proof.engine,
    source: proof.source,
    name: proof.name,
    verdict: proof.verdict,
    probes: proof.probes.map(probeJson),
    comparison: {
      columns: measured.columns.map((column) => column.name),
      rows: rowsOf(measured).map(({ id, label, cells }) => ({ id, label, cells: cells.map(({ text, mark, figure }) => ({ text, mark, figure })) })),
      notMeasured: gapsOf(measured),
    },
    original: candidateJson(proof.original),
    variants: proof.variants.map(variantJson),
    notProved: proof.notProved,
    repairs: proof.repairs.map((repair) => ({ ...repair, cause: causeJson(repair.cause) })),
    next: nextSteps(proof),
  };
  return `${JSON.stringify(value, (_, part: unknown) => written(part), 2)}\n`;
}

function probeJson(probe: Probe): object {
  const evidence = evidenceJson(probe.evidence);
  if (probe.kind === "command") return { ...probe, evidence, command: maskedCommand(probe.command) };
  return probe.kind === "http" ? { ...probe, evidence, requestHeaders: maskedValues(probe.requestHeaders), headers: maskedValues(probe.headers) } : { ...probe, evidence };
}

function variantJson(variant: ProvedVariant): object {
  return {
    base: variant.base,
    passed: variant.passed,
    ...candidateJson(variant),
    checks: variant.checks,
    // What both said stands with their trials, by the name of the probe.
    comparisons: variant.comparisons.map(({ probe, result, differences, volatile }) => ({ probe, result, differences, volatile })),
    causes: variant.causes.map(causeJson),
  };
}

function candidateJson(candidate: Candidate): object {
  const { name, dockerfile, judgement, build, image, trial, confirmations, upkeep, debugging } = candidate;
  return {
    name,
    dockerfile,
    grade: gradeJson(judgement.grade),
    findings: judgement.findings.map(findingJson),
    build: { ...build, command: maskedCommand(build.command), log: build.log.slice(-LONGEST_LOG), error: build.error.slice(-LONGEST_LOG) },
    image: image && { ...image, compressedSize: factJson(image.compressedSize) },
    trial: trial && trialJson(trial),
    confirmations,
    upkeep,
    debugging,
  };
}

function trialJson(trial: Trial): object {
  const { settings } = trial;
  return {
    ...trial,
    settings: { ...settings, environment: maskedValues(settings.environment), command: maskedCommand(settings.command) },
    answers: Object.entries(trial.answers).map(([probe, answers]) => ({ probe, answers: answers.map(answerJson) })),
    process: factJson(trial.process),
    listening: factJson(trial.listening),
    changes: factJson(trial.changes),
    log: trial.log.slice(-LONGEST_LOG),
  };
}

function answerJson(answer: Answer): object {
  return answer.kind === "http" ? { ...answer, headers: maskedValues(answer.headers) } : answer;
}

function causeJson(cause: Cause): object {
  return { ...cause, evidence: cause.evidence.map(evidenceJson) };
}

function factJson<T>(fact: Fact<T>): object {
  return fact.known ? { known: true, value: fact.value } : fact;
}

function evidenceJson(evidence: Evidence): object {
  return { observation: evidence.observation, path: evidence.path, line: evidence.line };
}
