import { describe, expect, it } from "vitest";
import { verdictOf } from "./verdict.ts";

type Tried = Parameters<typeof verdictOf>[0][number];
const works: Tried = { base: "distroless", passed: true, causes: [], checks: [], comparisons: [{ result: "unasked" }, { result: "alike" }], trial: { start: { outcome: "running" } } };
const unasked: Tried = { ...works, comparisons: [{ result: "unasked" }] };
const job: Tried = { ...works, comparisons: [], trial: { start: { outcome: "exited" } } };
const fails: Tried = { ...works, base: "alpine", passed: false, checks: [{ id: "max-size", met: false, required: true, detail: "20 MB, and at most 15 MB were asked for" }, { id: "healthy", met: false, required: false, detail: "there is no health check" }] };

describe("verdictOf", () => {
  it.each<[string, readonly Tried[], string, RegExp]>([
    ["all that was asked is alike", [works], "passed", /^distroless does what the original does, under every constraint$/],
    ["two of them", [works, { ...works, base: "alpine" }], "passed", /^distroless and alpine do what/],
    ["nothing that the original answers: no more is said than what was seen", [unasked], "passed", /^distroless runs under every constraint as the original does; nothing was asked that it answers/],
    ["a job that ended alike", [job], "passed", /^distroless ends under every constraint as the original does; nothing was asked/],
    ["one that fails, by its cause", [works, { ...fails, causes: [{ message: "`/data` is read-only" }] }], "failed", /^alpine: `\/data` is read-only$/],
    ["one that fails without a cause, by what it misses", [fails], "failed", /^alpine: misses max-size \(20 MB, and at most 15 MB were asked for\)$/],
  ])("%s", (_, variants, result, reason) => {
    const verdict = verdictOf(variants, []);
    expect(verdict.result).toBe(result);
    expect(verdict.reason).toMatch(reason);
  });

  it("decides nothing where nothing could be tried", () => {
    expect(verdictOf([], [{ base: "alpine", reason: "its base cannot be had here" }])).toEqual({ result: "undecided", reason: "no hardened variant could be tried: alpine: its base cannot be had here" });
  });
});
