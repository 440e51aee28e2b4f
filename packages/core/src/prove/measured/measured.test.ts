import { assert, constantFrom, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { known } from "../../source/fact.ts";
import { bothPassedProof, failedProof, passedProof, PROOFS, undecidedProof } from "../../testing/proofs/proofs.ts";
import type { Candidate, Proof } from "../proof.ts";
import { baseOf } from "./base.ts";
import { compareFigures, figureText, type Figure } from "./figure.ts";
import { measuredOf, stillHolds } from "./measured.ts";
import { MEASURES } from "./measures.ts";
import { bytesText, durationText } from "./quantity.ts";
import { gapsOf, rowsOf } from "./rows.ts";

/** What each column says in one row, with the mark behind it. */
function row(proof: Proof, label: string): readonly string[] {
  const found = rowsOf(measuredOf(proof)).find((candidate) => candidate.label === label);
  return (found?.cells ?? []).map((cell) => `${cell.text}${cell.mark === undefined ? "" : ` (${cell.mark})`}`);
}

describe("quantities", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [9_114_208, "9.11 MB"],
    [918_345_121, "918 MB"],
    [999_500_000, "1 GB"],
    [1_234_567_890_123, "1.23 TB"],
  ])("%d bytes are %s, as the engine counts them", (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it.each([
    [0.4, "0 ms"],
    [38, "38 ms"],
    [1000, "1 s"],
    [21_437, "21.4 s"],
    [192_000, "3 min 12 s"],
  ])("%d milliseconds are %s", (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));
});

describe("the comparison", () => {
  it.each<[string, readonly string[]]>([
    ["Grade", ["C, 69 points", "A, 97 points (better)", "A, 97 points (better)"]],
    ["Findings", ["1 high, 2 medium, 3 low", "2 low (better)", "2 low (better)"]],
    ["Base", ["golang:1.26", "gcr.io/distroless/static-debian13:nonroot", "alpine:3.24"]],
    ["Packages", ["62 (dpkg)", "5 (dpkg) (better)", "15 (apk) (better)"]],
    ["User", ["root", "65532:65532 (better)", "65532:65532 (better)"]],
    ["Shells", ["/bin/bash, /bin/sh", "none (better)", "/bin/sh (better)"]],
    ["Setuid files", ["9: /usr/bin/chfn, /usr/bin/chsh, /usr/bin/gpasswd, …", "none (better)", "none (better)"]],
    ["File capabilities", ["none", "none (same)", "none (same)"]],
    ["Listening ports", ["8080/tcp", "8080/tcp (same)", "8080/tcp (same)"]],
    ["Writable at run time", ["everything; 2 paths changed", "only /app/data, /tmp (better)", "only /app/data, /tmp (better)"]],
    ["Image size", ["918 MB", "9.11 MB (better)", "14 MB (better)"]],
    ["Layers", ["10", "16", "5"]],
    ["Start time", ["231 ms", "214 ms (same)", "214 ms (same)"]],
    ["Stop", ["41 ms, exit code 0", "38 ms, exit code 0 (same)", "38 ms, exit code 0 (same)"]],
    ["Vulnerabilities", ["not scanned", "not scanned", "not scanned"]],
  ])("has the row %s", (label, cells) => expect(row(bothPassedProof(), label)).toEqual(cells));

  it.each(Object.entries(PROOFS))("of the proof %s has a cell that says something for each column and row, and a reason for each gap", (_, make) => {
    const measured = measuredOf(make());
    const rows = rowsOf(measured);
    expect(rows.map((item) => item.id)).toEqual(MEASURES.map((measure) => measure.id));
    const gaps = gapsOf(measured);
    for (const { label, cells } of rows) {
      expect(cells).toHaveLength(measured.columns.length);
      for (const cell of cells) {
        expect(cell.text).not.toBe("");
        if (cell.figure.kind === "missing") expect(gaps.some((gap) => gap.labels.includes(label) && gap.reason !== "")).toBe(true);
      }
    }
  });

  it("says once why the figures of a container that ended are missing, and where", () => {
    const gap = gapsOf(measuredOf(failedProof())).find(({ labels }) => labels.includes("Capabilities"));
    expect(gap).toEqual({ reason: "the container ended before it was asked", labels: ["Listening ports", "Capabilities", "Writable at run time"], columns: ["distroless"] });
  });

  it("names no column where all of them miss it", () => {
    expect(gapsOf(measuredOf(undecidedProof())).map((gap) => gap.columns)).toEqual([[], []]);
  });

  it("shows the user of an image that never ran, root where it names none", () => {
    const proof = passedProof();
    const { image } = proof.original;
    const stopped = { ...proof, original: { ...proof.original, trial: undefined } };
    expect(row(stopped, "User")[0]).toBe("root");
    expect(image).toBeDefined();
    if (image !== undefined) expect(row({ ...stopped, original: { ...stopped.original, image: { ...image, user: "app:app" } } }, "User")[0]).toBe("app:app");
  });

  it("keeps a figure readable, whatever an image holds", () => {
    const proof = passedProof();
    const { image } = proof.original;
    if (image === undefined) throw new Error("the original has an image");
    const setuid = Array.from({ length: 10_000 }, (_, index) => `/${"x".repeat(1000)}${index}`);
    const measured = measuredOf({ ...proof, original: { ...proof.original, image: { ...image, surface: { ...image.surface, setuid } } } });
    expect(JSON.stringify(measured.columns[0]?.figures["setuid"]).length).toBeLessThan(20_000);
    expect(row({ ...proof, original: { ...proof.original, image: { ...image, surface: { ...image.surface, setuid } } } }, "Setuid files")[0]).toMatch(/^10000: /);
  });
});

describe("figures of an earlier proof", () => {
  const measured = measuredOf(bothPassedProof());
  const digests = measured.columns.map(({ name, dockerfile }): [string, string] => [name, dockerfile.sha256]);
  it.each<[string, readonly [string, string][], boolean]>([
    ["hold for the same Dockerfiles", digests, true],
    ["hold beside others that were not measured", [...digests, ["hardened", "0"]], true],
    ["do not hold when one was changed since", digests.map(([name, digest]) => [name, name === "alpine" ? "0" : digest]), false],
    ["do not hold when one is gone", digests.slice(0, 2), false],
  ])("%s", (_, given, holds) => expect(stillHolds(measured, new Map(given))).toBe(holds));
});

describe("marks", () => {
  const bytes = (amount: number): Figure => ({ kind: "bytes", bytes: amount });
  const time = (milliseconds: number): Figure => ({ kind: "time", milliseconds });
  it.each<[string, Figure, Figure, string | undefined]>([
    ["a worse letter, though both have the same points", { kind: "grade", letter: "A", points: 90 }, { kind: "grade", letter: "B", points: 90 }, "worse"],
    ["a worse severity outweighs any number of milder ones", { kind: "findings", counts: { info: 0, low: 9, medium: 9, high: 0, critical: 0 } }, { kind: "findings", counts: { info: 0, low: 0, medium: 0, high: 1, critical: 0 } }, "worse"],
    ["half a per cent of a size is nothing", bytes(1_000_000), bytes(1_005_000), "same"],
    ["five per cent of a size are", bytes(1_000_000), bytes(1_050_000), "worse"],
    ["less than a second is nothing", time(50), time(950), "same"],
    ["a half of a long time is nothing either", time(10_000), time(15_000), "same"],
    ["three times as long is something", time(1000), time(3000), "worse"],
    ["killed is worse than slow", { kind: "stop", milliseconds: 9000, exitCode: 0, killed: false }, { kind: "stop", milliseconds: 10_000, exitCode: 137, killed: true }, "worse"],
    ["mounted paths are better than everything", { kind: "writable", everything: true, paths: [], changed: 0 }, { kind: "writable", everything: false, paths: ["/tmp", "/data"], changed: 0 }, "better"],
    ["without a database of packages nobody knows", { kind: "packages", manager: "dpkg", count: 80 }, { kind: "packages", manager: "", count: 0 }, undefined],
    ["what is missing is neither", bytes(1), { kind: "missing", reason: "it did not build" }, undefined],
  ])("%s", (_, before, after, mark) => expect(compareFigures(before, after)).toBe(mark));

  it("turn round with the sides", () => {
    const opposite = { better: "worse", worse: "better", same: "same" } as const;
    assert(
      property(nat(1e9), nat(1e9), constantFrom(bytes, time), (one, other, make) => {
        const [there, back] = [compareFigures(make(one), make(other)), compareFigures(make(other), make(one))];
        expect(there === undefined ? undefined : opposite[there]).toBe(back);
      }),
    );
  });
});

describe("the base", () => {
  const of = (text: string, ...command: readonly string[]): ReturnType<typeof baseOf> => {
    const { build, dockerfile }: Candidate = passedProof().original;
    return baseOf({ dockerfile: { ...dockerfile, text }, build: { ...build, command } });
  };
  it.each<[string, string, readonly string[], string]>([
    ["of the last stage", "FROM golang:1.26 AS build\nFROM alpine:3.24\n", [], "alpine:3.24"],
    ["behind a stage", "FROM alpine:3.24 AS base\nFROM base\n", [], "alpine:3.24"],
    ["of the stage that is built", "FROM golang:1.26 AS build\nFROM alpine:3.24\n", ["build", "--target", "build", "."], "golang:1.26"],
    ["with the build's arguments", "ARG V=1\nFROM debian:${V}\n", ["build", "--build-arg=V=13", "."], "debian:13"],
    ["of nothing", "FROM scratch\n", [], "scratch"],
  ])("%s", (_, text, command, base) => expect(of(text, ...command)).toEqual(known(base)));

  it("is not known without a FROM, and the figure says why", () => {
    expect(of("# nothing\n").known).toBe(false);
    expect(figureText({ kind: "missing", reason: "x" })).toBe("not measured: x");
  });
});
