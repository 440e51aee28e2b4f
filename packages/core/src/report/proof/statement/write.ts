import { runOptions, type ContainerSettings } from "../../../deploy/container-settings.ts";
import type { Digest } from "../../../harden/seal.ts";
import type { Answer } from "../../../prove/answer.ts";
import { measuredOf, type MeasuredColumn } from "../../../prove/measured/measured.ts";
import type { Candidate, Proof } from "../../../prove/proof.ts";
import { maskedCommand, maskedValues } from "../../terminal/mask.ts";
import { answerBody } from "../words.ts";
import { written } from "../written.ts";
import { PREDICATE_TYPE, STATEMENT_TYPE, type Said, type Statement, type StatementColumn, type Subject } from "./statement.ts";

/** UTF-16 units of any one text. */
const LONGEST = 4096;

/** `prove --format in-toto`: an in-toto Statement v1, unsigned, the same text for the same proof. `docs/proof.md` describes it. */
export function proofStatement(proof: Proof, digest: Digest): string {
  return `${JSON.stringify(statementOf(proof, digest), undefined, 2)}\n`;
}

/** The statement of a proof, as a later run reads it. */
export function statementOf(proof: Proof, digest: Digest): Statement {
  const measured = measuredOf(proof);
  const candidates = [proof.original, ...proof.variants];
  const stable = stableProbes(proof.original);
  const statement: Statement = {
    _type: STATEMENT_TYPE,
    subject: candidates.flatMap((candidate) => subjectsOf(proof.name, candidate)),
    predicateType: PREDICATE_TYPE,
    predicate: {
      ...measured,
      name: proof.name,
      source: proof.source,
      columns: measured.columns.flatMap((column, index) => candidates.slice(index, index + 1).map((candidate) => columnOf(column, candidate, { stable, digest }))),
      repairs: proof.repairs.map(({ attempt, base, cause, change }) => ({ attempt, base, cause: cause.message, change })),
    },
  };
  const cleaned: Statement = JSON.parse(JSON.stringify(statement, (_, value: unknown) => written(value, LONGEST)));
  return cleaned;
}

function subjectsOf(name: string, { name: column, dockerfile, image }: Candidate): readonly Subject[] {
  const [algorithm, hex = ""] = image?.id.split(":") ?? [];
  return [...(algorithm === "sha256" ? [{ name: `${name}:${column}`, digest: { sha256: hex } }] : []), { name: dockerfile.path, digest: { sha256: dockerfile.sha256 } }];
}

interface Answers {
  readonly stable: ReadonlySet<string>;
  readonly digest: Digest;
}

function columnOf(column: MeasuredColumn, { image, build, trial }: Candidate, answers: Answers): StatementColumn {
  return {
    ...column,
    image: image?.id ?? null,
    build: { outcome: build.outcome, command: maskedCommand(build.command) },
    run: trial === undefined ? null : optionsOf(trial.settings),
    said: Object.entries(trial?.answers ?? {}).flatMap(([probe, [answer]]) => (answer === undefined ? [] : [said(probe, answer, answers)])),
  };
}

function optionsOf(settings: ContainerSettings): readonly (readonly string[])[] {
  return runOptions({ ...settings, environment: maskedValues(settings.environment), command: maskedCommand(settings.command) });
}

function said(probe: string, answer: Answer, { stable, digest }: Answers): Said {
  const text = answerBody(answer);
  return { probe, status: statusOf(answer), sha256: text === "" || !stable.has(probe) ? null : digest(text) };
}

function statusOf(answer: Answer): string {
  switch (answer.kind) {
    case "http":
      return String(answer.status);
    case "tcp":
      return "open";
    case "command":
      return `exit ${answer.exit}`;
    case "log":
      return answer.found ? "found" : "not found";
    case "health":
      return answer.status;
    case "none":
      return "none";
  }
}

/** What the original answered twice with the same text: only there a digest says something later. */
function stableProbes({ trial }: Candidate): ReadonlySet<string> {
  const twice = Object.entries(trial?.answers ?? {}).filter(([, [first, second]]) => first !== undefined && second !== undefined && answerBody(first) === answerBody(second));
  return new Set(twice.map(([probe]) => probe));
}
