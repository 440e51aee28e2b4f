import { Ajv } from "ajv";
import { assert, property, string } from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measuredOf } from "../../../prove/measured/measured.ts";
import { rowsOf } from "../../../prove/measured/rows.ts";
import { differentAnswersProof, failedProof, hostileProof, passedProof, PROOFS } from "../../../testing/proofs/proofs.ts";
import { proofJson } from "./index.ts";

const SCHEMA = join(import.meta.dirname, "../../../../../../docs/schema/prove.schema.json");
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, validateFormats: false });
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

function faults(text: string): readonly string[] {
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []).slice(0, 10).map((error) => `${error.instancePath} ${error.message ?? ""} ${JSON.stringify(error.params)}`);
}

describe.each(Object.entries(PROOFS))("the proof %s", (_, make) => {
  it("follows its schema", () => expect(faults(proofJson(make()))).toEqual([]));

  it("says what it measured, to the last figure", () => {
    const proof = make();
    const rows = rowsOf(measuredOf(proof)).map(({ id, label, cells }) => ({ id, label, cells: cells.map((cell) => ({ ...cell, mark: cell.mark ?? null })) }));
    expect(JSON.parse(proofJson(proof))).toMatchObject({
      schemaVersion: 1,
      verdict: proof.verdict,
      comparison: { columns: ["original", ...proof.variants.map((variant) => variant.name)], rows },
      original: { dockerfile: { path: "Dockerfile", sha256: proof.original.dockerfile.sha256, text: proof.original.dockerfile.text } },
      variants: proof.variants.map((variant) => ({ name: variant.name, passed: variant.passed, checks: variant.checks })),
    });
  });
});

it("is told apart from what is not in the schema", () => {
  const value = Object(JSON.parse(proofJson(passedProof())));
  expect(faults(JSON.stringify({ ...value, extra: 1 }))).not.toEqual([]);
  expect(faults(JSON.stringify({ ...value, schemaVersion: 2 }))).not.toEqual([]);
  expect(faults(JSON.stringify({ ...value, verdict: { result: "maybe", reason: "" } }))).not.toEqual([]);
});

it("follows its schema whatever a container says", () => {
  assert(
    property(string({ unit: "binary" }), (text) => {
      expect(faults(proofJson(hostileProof(text)))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it("gives the cause with its remedy", () => {
  expect(JSON.parse(proofJson(failedProof()))).toMatchObject({
    variants: [{ causes: [{ kind: "path-not-writable", constraint: "read-only-root", subject: "/data", remedy: { kind: "volume", path: "/data" } }] }],
    next: ["bulwark prove Dockerfile --repair"],
  });
});

it("holds no secret: not in bodies, headers, variables, commands or texts", () => {
  const proof = differentAnswersProof();
  const secret = "hunter2hunter2";
  const { trial, build } = proof.original;
  if (trial === undefined) throw new Error("the original ran");
  const text = proofJson({
    ...proof,
    original: {
      ...proof.original,
      dockerfile: { ...proof.original.dockerfile, text: `FROM scratch\nENV API_TOKEN=${secret}\n` },
      build: { ...build, command: ["build", "--build-arg", `NPM_TOKEN=${secret}`, "--password", secret, "."], log: `PASSWORD=${secret}\n` },
      trial: {
        ...trial,
        log: `connecting to postgres://app:${secret}@db/app\n`,
        settings: { ...trial.settings, environment: { DB_PASSWORD: secret } },
        answers: { ...trial.answers, cookie: [{ kind: "http", status: 200, headers: { "set-cookie": `sid=${secret}` }, body: `{"password":"${secret}"}`, binary: false, cut: false, milliseconds: 1 }] },
      },
    },
  });
  expect(text).not.toContain(secret);
  expect(text).not.toContain("ghp_");
});

it("keeps the end of a log that is long", () => {
  const proof = failedProof();
  const log = `${"x\n".repeat(500_000)}the last line\n`;
  const text = proofJson({ ...proof, variants: proof.variants.map((variant) => ({ ...variant, trial: variant.trial && { ...variant.trial, log } })) });
  expect(text.length).toBeLessThan(600_000);
  expect(text).toContain("the last line");
});
