import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { project, put, text } from "../../packages/cli/src/testing/project.ts";
import { on, REPOSITORY } from "../../packages/cli/src/testing/run.ts";
import { describeWithEngine } from "../engine/lab-engine.ts";
import { guestBook, replaced } from "./projects.ts";
import { flat, onlyVariant, PATIENCE, prove } from "./prove.ts";

/** Works as the original does, and is worse than it was: writable, with a secret in it, and a program that makes root of whoever starts it. */
async function worse(): Promise<string> {
  const folder = project(guestBook({ "bulwark.yaml": "harden:\n  base: hardened\n  writable-root: true\n" }));
  expect(await on(folder, "harden")).toMatchObject({ code: 0 });
  put(folder, { "Dockerfile.hardened": replaced(text(folder, "Dockerfile.hardened"), "USER 65532:65532", "ENV DATABASE_PASSWORD=correct-horse-battery\nRUN chmod u+s /usr/bin/env\nUSER 65532:65532") });
  return folder;
}

describeWithEngine("a container that works", () => {
  it("passes without gates, and is reported in every format", { timeout: PATIENCE }, async () => {
    const folder = await worse();
    const names = ["proof.json", "proof.md", "proof.html", "proof.intoto.json", "proof.txt"];
    const ran = await prove(folder, ...names.flatMap((name) => ["--save", name]));
    expect(ran).toMatchObject({ code: 0, proof: { verdict: { result: "passed" } } });
    for (const name of names) expect(ran.stderr).toContain(`wrote ${name}\n`);
    const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(REPOSITORY, "docs/schema/prove.schema.json"), "utf8")));
    validate(ran.proof);
    expect(validate.errors).toBeNull();
    expect(text(folder, "proof.json")).toBe(ran.stdout);
    expect(text(folder, "proof.md")).toContain("hardened");
    expect(text(folder, "proof.html")).toMatch(/^<!doctype html>/i);
    expect(text(folder, "proof.html")).toContain("Dockerfile.hardened");
    for (const name of names) expect(text(folder, name)).not.toContain("correct-horse-battery");
    expect(flat(text(folder, "proof.txt"))).toContain("hardened does what the original does, under every constraint");
    expect(JSON.parse(text(folder, "proof.intoto.json"))).toMatchObject({ _type: "https://in-toto.io/Statement/v1", predicate: { verdict: { result: "passed" } } });
  });

  it("fails by each gate that it misses, which says what was asked for and what there is", { timeout: PATIENCE }, async () => {
    const folder = await worse();
    const ran = await prove(folder, "--max-size", "1MB", "--min-grade", "A", "--require", "read-only", "--no-regression");
    expect(ran).toMatchObject({ code: 1, proof: { verdict: { result: "failed" } } });
    const { checks, causes } = onlyVariant(ran);
    expect(causes).toEqual([]);
    const missed = Object.fromEntries(checks.filter(({ required, met }) => required && !met).map(({ id, detail }) => [id, detail]));
    expect(missed).toEqual({
      "read-only": "the root can be written, and the profile leaves it so: bulwark.yaml:3 harden.writable-root is true",
      "max-size": expect.stringMatching(/^[\d.]+ MB, and at most 1 MB were asked for$/),
      "min-grade": "D instead of A",
      "no-regression": expect.stringMatching(/setuid files/i),
    });
    for (const [id, detail] of Object.entries(missed)) expect(ran.proof.verdict.reason).toContain(`${id} (${detail})`);
  });
});
