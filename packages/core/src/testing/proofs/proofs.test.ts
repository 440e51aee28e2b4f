import { describe, expect, it } from "vitest";
import { PROOFS } from "./proofs.ts";

describe.each(Object.entries(PROOFS))("the proof %s", (_, make) => {
  it("is whole: every probe is answered by every container that ran", () => {
    const proof = make();
    const asked = proof.probes.map((probe) => probe.name);
    for (const { trial } of [proof.original, ...proof.variants]) if (trial !== undefined) expect(Object.keys(trial.answers).sort()).toEqual([...asked].sort());
    for (const variant of proof.variants) expect(variant.comparisons.map((comparison) => comparison.probe)).toEqual(asked);
  });

  it("agrees with itself", () => {
    const proof = make();
    for (const variant of proof.variants) expect(variant.passed).toBe(variant.checks.every((check) => check.met || !check.required));
    expect(proof.verdict.result === "passed").toBe(proof.variants.some((variant) => variant.passed));
  });
});
