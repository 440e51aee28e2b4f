import { REQUIREMENTS } from "../../../config/prove-config.ts";
import type { Figure } from "../../../prove/measured/figure.ts";
import type { Confirmation } from "../../../prove/confirmation.ts";
import type { Check, EngineFacts, Verdict } from "../../../prove/proof.ts";
import type { Severity } from "../../../rules/rule.ts";
import { boolean, byKind, fits, list, map, nullable, number, object, oneOf, sha256, text, type Shape } from "./shape.ts";
import { PREDICATE_TYPE, STATEMENT_TYPE, type Predicate, type Said, type Statement, type StatementColumn, type Subject } from "./statement.ts";

/** UTF-16 units; a statement of ours has some ten thousand. */
const LONGEST = 8_000_000;

const severities = object<Record<Severity, number>>({ info: number, low: number, medium: number, high: number, critical: number });
const figure: Shape<Figure> = byKind<Figure>({
  grade: object({ letter: oneOf("A", "B", "C", "D", "E", "F"), points: number }),
  findings: object({ counts: severities }),
  text: object({ text }),
  user: object({ text, root: boolean }),
  packages: object({ manager: text, count: number }),
  names: object({ count: number, names: list(text) }),
  count: object({ count: number }),
  bytes: object({ bytes: number }),
  time: object({ milliseconds: number }),
  stop: object({ milliseconds: number, exitCode: number, killed: boolean }),
  writable: object({ everything: boolean, paths: list(text), changed: nullable(number) }),
  missing: object({ reason: text }),
});
const FACTS = ["user", "entrypoint", "healthcheck", "shell", "packageManager", "libc", "base", "ports", "volumes", "workdir", "stopSignal", "packages", "capabilities", "writablePaths"] as const satisfies readonly Confirmation["fact"][];
const confirmation = object<Confirmation>({ fact: oneOf(...FACTS), result: oneOf("confirmed", "contradicted", "unpredicted", "unseen"), predicted: text, shown: text });
const check = object<Check>({ id: oneOf(...REQUIREMENTS, "max-size", "min-grade", "no-regression"), met: boolean, required: boolean, detail: text });
const column = object<StatementColumn>({
  name: text,
  dockerfile: object<StatementColumn["dockerfile"]>({ path: text, sha256, edited: boolean }),
  figures: map(figure),
  answers: list(object<StatementColumn["answers"][number]>({ probe: text, result: oneOf("alike", "different", "unasked") })),
  confirmations: list(confirmation),
  checks: list(check),
  passed: nullable(boolean),
  image: nullable(text),
  build: object<StatementColumn["build"]>({ outcome: oneOf("built", "failed", "timed-out"), command: list(text) }),
  run: nullable(list(list(text))),
  said: list(object<Said>({ probe: text, status: text, sha256: nullable(sha256) })),
});
const predicate = object<Predicate>({
  tool: object<Predicate["tool"]>({ name: oneOf("bulwark"), version: text }),
  run: object<Predicate["run"]>({ id: text, startedAt: text, seconds: number }),
  engine: object<EngineFacts>({ name: oneOf("docker", "podman", "nerdctl"), version: text, builder: text, chosen: text, rootless: boolean, platform: text }),
  verdict: object<Verdict>({ result: oneOf("passed", "failed", "undecided"), reason: text }),
  probes: list(object<Predicate["probes"][number]>({ name: text, origin: oneOf("declared", "discovered") })),
  columns: list(column),
  notProved: list(object<Predicate["notProved"][number]>({ base: text, reason: text })),
  name: text,
  source: object<Predicate["source"]>({ path: text, context: text }),
  repairs: list(object<Predicate["repairs"][number]>({ attempt: number, base: text, cause: text, change: text })),
});
const statement = object<Statement>({
  _type: oneOf(STATEMENT_TYPE),
  subject: list(object<Subject>({ name: text, digest: object<Subject["digest"]>({ sha256 }) })),
  predicateType: oneOf(PREDICATE_TYPE),
  predicate,
});

/** The statement in a file, or what is wrong with it. Signatures are nobody's business here: whoever signs it verifies it. */
export function readStatement(json: string): Statement | { readonly fault: string } {
  if (json.length > LONGEST) return { fault: `is larger than ${LONGEST} characters` };
  const value = parse(json);
  if (value === undefined) return { fault: "is no JSON" };
  if (isEnvelope(value)) return { fault: "is a signed envelope: verify it with the tool that signed it, and give the statement that is in it" };
  if (fits(statement, value, "the statement")) return value;
  return { fault: `is no statement of bulwark prove: ${statement.fault(value, "the statement") ?? ""}` };
}

function parse(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return value;
  } catch {
    return undefined;
  }
}

/** DSSE, in which in-toto statements travel when they are signed. */
function isEnvelope(value: unknown): boolean {
  return typeof value === "object" && value !== null && "payload" in value && "signatures" in value;
}
