import { describe, expect, it } from "vitest";
import { NO_CONFIG } from "../../config/read-config.ts";
import type { GateConfig, Requirement } from "../../config/prove-config.ts";
import type { RunProfile } from "../../harden/plan.ts";
import { known, unknown } from "../../source/fact.ts";
import { bothPassedProof, differentAnswersProof, failedProof, passedProof } from "../../testing/proofs/proofs.ts";
import { GO_API, planFor } from "../../testing/proofs/project.ts";
import { HARDENED_PROCESS, ROOT_PROCESS } from "../../testing/proofs/trials.ts";
import type { Candidate, Check, Proof } from "../proof.ts";
import type { ProcessState, Trial } from "../trial.ts";
import { checkVariant } from "./check-variant.ts";

const NO_GATES = NO_CONFIG.prove.gates;
const PROFILE = planFor(GO_API).profile;

interface Changes {
  readonly original?: Partial<Trial>;
  readonly variant?: Partial<Trial>;
  readonly candidate?: Partial<Candidate>;
  readonly profile?: Partial<RunProfile>;
  readonly gates?: Partial<GateConfig>;
}

function checks({ original, variant, candidate, profile, gates }: Changes = {}, proof: Proof = passedProof()): ReadonlyMap<Check["id"], Check> {
  const [proved] = proof.variants;
  if (proved?.trial === undefined || proof.original.trial === undefined) throw new Error("the proof has no trials");
  const list = checkVariant({
    original: { ...proof.original, trial: { ...proof.original.trial, ...original } },
    variant: { ...proved, trial: { ...proved.trial, ...variant }, ...candidate },
    comparisons: proved.comparisons,
    profile: { ...PROFILE, ...profile },
    gates: { ...NO_GATES, ...gates },
  });
  return new Map(list.map((check) => [check.id, check]));
}

const process = (more: Partial<ProcessState>): Trial["process"] => known({ uid: 65_532, gid: 65_532, capabilities: [], noNewPrivileges: true, seccomp: "filter", readOnlyRoot: true, ...more });
const running: Trial["start"] = { outcome: "running", error: "", exitCode: undefined, outOfMemory: false, readyMilliseconds: 214 };
const ended = (exitCode: number, more: Partial<Trial["start"]> = {}): Trial["start"] => ({ ...running, outcome: "exited", exitCode, readyMilliseconds: undefined, ...more });
const stopped = (exitCode: number, killed = false): Trial["stop"] => ({ milliseconds: 38, exitCode, killed, grace: 10 });

describe("checkVariant", () => {
  it("meets everything that a good run shows, in the order of the requirements", () => {
    const list = [...checks().values()];
    expect(list.map((check) => check.id)).toEqual(["builds", "starts", "answers", "healthy", "non-root", "read-only", "no-capabilities", "no-new-privileges", "stops"]);
    expect(list.filter((check) => !check.met)).toEqual([]);
    expect(list.filter((check) => !check.required).map((check) => check.id)).toEqual(["healthy"]);
    expect(list.map((check) => check.detail)).toEqual([
      "in 9.6 s", "ready after 214 ms", "3 of 3 answers alike", "healthy", "uid 65532", "writes to the root are refused", "none effective", "set", "exit code 0, 38 ms after the stop signal, as the original",
    ]);
  });

  it("meets nothing of what did not run, and says why", () => {
    const list = [...checks({}, failedProof()).values()];
    expect(list.filter((check) => check.met).map((check) => check.id)).toEqual(["builds"]);
    expect(list.find((check) => check.id === "starts")?.detail).toBe("ended with exit code 1 by itself");
    expect(list.find((check) => check.id === "non-root")).toMatchObject({ required: true, detail: "not seen: the container ended before it was asked" });
    expect(list.find((check) => check.id === "stops")).toMatchObject({ required: true, detail: "it had ended before it was asked to" });
  });

  it("meets nothing of what did not build", () => {
    const [proved] = passedProof().variants;
    if (proved === undefined) throw new Error("the proof has no variant");
    const build: Candidate["build"] = { ...proved.build, outcome: "failed", error: "COPY failed: no such file\nmore" };
    const list = checkVariant({ original: passedProof().original, variant: { ...proved, build, image: undefined, trial: undefined }, comparisons: [], profile: PROFILE, gates: { ...NO_GATES, maxSize: 1, noRegression: true } });
    expect(list.every((check) => !check.met)).toBe(true);
    expect(list[0]).toMatchObject({ id: "builds", required: true, detail: "COPY failed: no such file" });
    expect(list.find((check) => check.id === "answers")).toMatchObject({ required: true });
  });

  it("requires what is asked for, and more than that what the original does", () => {
    const required = (require: readonly Requirement[]): readonly string[] => [...checks({ gates: { require } }).values()].filter((check) => check.required).map((check) => check.id);
    expect(required(["healthy"])).toContain("healthy");
    expect(required(["healthy"])).toContain("starts");
  });
});

describe("what the original does", () => {
  it.each<[string, Changes, Partial<Check>]>([
    ["a job that ends is to end alike", { original: { start: ended(0) }, variant: { start: ended(0) } }, { met: true, detail: "ended with exit code 0 by itself, as the original" }],
    ["a job that ends otherwise", { original: { start: ended(0) }, variant: { start: ended(1) } }, { met: false, detail: "ended with exit code 1 by itself, where the original ended with exit code 0 by itself" }],
    ["a job that does not end", { original: { start: ended(0) } }, { met: false, detail: "ready after 214 ms, where the original ended with exit code 0 by itself" }],
    ["a container that the engine refuses", { variant: { start: { ...ended(127), outcome: "refused", error: 'exec: "/bin/sh": not found\nmore' } } }, { met: false, detail: 'refused by the engine: exec: "/bin/sh": not found' }],
    ["one that has too little memory", { variant: { start: ended(137, { outOfMemory: true }) } }, { met: false, detail: "was ended for want of memory" }],
    ["one that runs and says nothing", { variant: { start: { ...running, readyMilliseconds: undefined } } }, { met: true, detail: "runs" }],
  ])("starts: %s", (_, changes, check) => expect(checks(changes).get("starts")).toMatchObject({ required: true, ...check }));

  it.each<[string, Changes, Partial<Check>]>([
    ["another exit code", { variant: { stop: stopped(143) } }, { met: false, required: true, detail: "exit code 143 instead of the original's 0" }],
    ["killed", { variant: { stop: stopped(137, true) } }, { met: false, required: true, detail: "killed after its grace time of 10 s" }],
    ["killed as the original", { original: { stop: stopped(137, true) }, variant: { stop: stopped(137, true) } }, { met: false, required: false, detail: "killed after its grace time of 10 s, as the original" }],
    ["better than the original", { original: { stop: stopped(137, true) }, variant: { stop: stopped(0) } }, { met: true, required: false }],
    ["killed as the original, and required", { original: { stop: stopped(137, true) }, variant: { stop: stopped(137, true) }, gates: { require: ["stops"] } }, { met: false, required: true }],
    ["a job", { original: { start: ended(0), stop: undefined }, variant: { start: ended(0), stop: undefined } }, { met: false, required: false }],
  ])("stops: %s", (_, changes, check) => expect(checks(changes).get("stops")).toMatchObject(check));

  it("answers: counts what was asked, and does not require answers of what the original does not answer", () => {
    expect(checks({}, differentAnswersProof()).get("answers")).toMatchObject({ met: false, required: true, detail: "3 of 4 answers alike" });
    const silent = passedProof();
    const variants = silent.variants.map((variant) => ({ ...variant, comparisons: variant.comparisons.map((comparison) => ({ ...comparison, result: "unasked" as const })) }));
    expect(checks({ original: { answers: {} } }, { ...silent, variants }).get("answers")).toMatchObject({ met: false, required: false });
    expect(checks({ original: { answers: {} }, gates: { require: ["answers"] } }, { ...silent, variants }).get("answers")).toMatchObject({ met: false, required: true });
  });
});

describe("what the log complains of", () => {
  const FORK = "bash: fork: retry: Resource temporarily unavailable\n";
  it("is said where the original does not say it, though every answer is alike", () => {
    expect(checks({ variant: { log: `up\n${FORK}` }, original: { log: "up\n" } }).get("starts")).toMatchObject({ met: true, detail: expect.stringContaining("its log says what the original's does not: bash: fork: retry") });
    expect(checks({ variant: { log: FORK }, original: { log: FORK } }).get("starts")?.detail).toBe("ready after 214 ms");
  });
});

describe("what the original writes and the hardened container may not", () => {
  const detail = (...paths: readonly string[]) => checks({ original: { changes: known(paths.map((path) => ({ path, kind: "added" }))) } }).get("starts")?.detail;
  it("is said, though nobody complains", () => {
    expect(detail("/data", "/data/state")).toBe("ready after 214 ms, but the original writes /data/state, and it may not");
  });

  it("is nothing where it may write, or where nothing is lost", () => {
    expect(detail("/tmp/x", "/app", "/app/data", "/app/data/visits.jsonl", "/app/__pycache__/main.pyc")).toBe("ready after 214 ms");
  });
});

describe("what the profile promises", () => {
  it.each<[Check["id"], string, Changes, Partial<Check>]>([
    ["non-root", "root", { variant: { process: ROOT_PROCESS } }, { met: false, required: true, detail: "uid 0, which is root" }],
    ["non-root", "another account", { variant: { process: process({ uid: 1000 }) } }, { met: false, required: true, detail: "1000:65532 instead of the profile's 65532:65532" }],
    ["non-root", "no promise", { profile: { identity: undefined }, variant: { process: ROOT_PROCESS } }, { met: false, required: false }],
    ["non-root", "not seen", { variant: { process: unknown("/proc cannot be read") } }, { met: false, required: true, detail: "not seen: /proc cannot be read" }],
    ["read-only", "a writable root", { variant: { process: process({ readOnlyRoot: false }) } }, { met: false, required: true }],
    ["read-only", "no promise", { profile: { readOnlyRoot: { value: false, evidence: [] } }, variant: { process: process({ readOnlyRoot: false }) } }, { met: false, required: false }],
    ["read-only", "no promise, and required", { profile: { readOnlyRoot: { value: false, evidence: [] } }, variant: { process: process({ readOnlyRoot: false }) }, gates: { require: ["read-only"] } }, { met: false, required: true }],
    ["no-capabilities", "one too many", { variant: { process: process({ capabilities: ["CHOWN"] }) } }, { met: false, required: true, detail: "has CHOWN, which the profile does not give" }],
    ["no-capabilities", "one that is given", { profile: { addedCapabilities: [{ name: "CHOWN", evidence: [] }] }, variant: { process: process({ capabilities: ["CHOWN"] }) } }, { met: false, required: false, detail: "has CHOWN, as the profile gives" }],
    ["no-capabilities", "one beside it", { profile: { addedCapabilities: [{ name: "CHOWN", evidence: [] }] }, variant: { process: process({ capabilities: ["CHOWN", "KILL"] }) } }, { met: false, required: true, detail: "has KILL, which the profile does not give" }],
    ["non-root", "a job that ended alike before anybody saw it", { original: { start: ended(0) }, variant: { start: ended(0), process: unknown("the container had ended") } }, { met: false, required: false }],
    ["non-root", "a job that ended alike, and required", { original: { start: ended(0) }, variant: { start: ended(0), process: unknown("the container had ended") }, gates: { require: ["non-root"] } }, { met: false, required: true }],
    ["non-root", "a job that ended otherwise", { original: { start: ended(0) }, variant: { start: ended(1), process: unknown("the container had ended") } }, { met: false, required: true }],
    ["no-new-privileges", "not set", { variant: { process: process({ noNewPrivileges: false }) } }, { met: false, required: true, detail: "not set" }],
  ])("%s: %s", (id, _, changes, check) => expect(checks(changes).get(id)).toMatchObject(check));

  it("is met by what the process shows", () => expect(checks({ variant: { process: HARDENED_PROCESS } }).get("non-root")).toMatchObject({ met: true }));
});

describe("gates", () => {
  it("are checked only when they are asked for, and then count", () => {
    expect([...checks({ gates: { maxSize: 15e6, minGrade: "F", noRegression: true } }).values()].slice(9)).toMatchObject([
      { id: "max-size", met: true, required: true, detail: expect.stringMatching(/^[\d.]+ MB of 15 MB$/) as unknown },
      { id: "min-grade", met: true, required: true },
      { id: "no-regression", met: true, required: true, detail: "nothing that is measured is worse" },
    ]);
  });

  it("max-size counts the uncompressed image to the byte", () => {
    const size = passedProof().variants[0]?.image?.size ?? 0;
    expect(checks({ gates: { maxSize: size } }).get("max-size")).toMatchObject({ met: true });
    expect(checks({ gates: { maxSize: size - 1 } }).get("max-size")).toMatchObject({ met: false });
    expect(checks({ gates: { maxSize: 5e6 } }).get("max-size")?.detail).toMatch(/^[\d.]+ MB, and at most 5 MB were asked for$/);
  });

  it("min-grade takes that grade and better ones", () => {
    const judgement = passedProof().variants[0]?.judgement;
    if (judgement === undefined) throw new Error("the proof has no judgement");
    const of = (letter: "A" | "B" | "C"): Check | undefined => checks({ candidate: { judgement: { ...judgement, grade: { ...judgement.grade, letter } } }, gates: { minGrade: "B" } }).get("min-grade");
    expect([of("A"), of("B"), of("C")]).toMatchObject([{ met: true, detail: "A, and B was asked for" }, { met: true }, { met: false, detail: "C instead of B" }]);
  });

  it("no-regression names what is worse, and does not pass over what is not known", () => {
    const [proved] = bothPassedProof().variants;
    const image = proved?.image;
    if (image === undefined) throw new Error("the proof has no image");
    const gate = (more: Partial<typeof image>): Check | undefined => checks({ candidate: { image: { ...image, ...more } }, gates: { noRegression: true } }).get("no-regression");
    expect(gate({ size: 2e9 })).toMatchObject({ met: false, detail: expect.stringMatching(/^Image size: 2 GB, was \d+ MB$/) as unknown });
    const open = ["/a", "/b", "/c", "/d", "/e", "/f", "/g"];
    expect(gate({ surface: { ...image.surface, worldWritable: open } })).toMatchObject({ met: false, detail: expect.stringMatching(/^World-writable paths: 7: .*, was 6: /) as unknown });
    expect(gate({ compressedSize: unknown("1 of 3 layers was not compressed") })).toMatchObject({ met: false, detail: "not known of Size compressed: 1 of 3 layers was not compressed" });
    expect(gate({ layers: 99 })).toMatchObject({ met: true });
    expect(checks({ variant: { process: process({ capabilities: ["A", "B"] }) }, original: { process: process({ capabilities: ["A"], readOnlyRoot: false }) }, gates: { noRegression: true } }).get("no-regression")).toMatchObject({ met: false, detail: "Capabilities: A, B, was A" });
  });
});
