import fastStringWidth from "fast-string-width";
import { assert, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Proof } from "../../../prove/proof.ts";
import { bothPassedProof, differentAnswersProof, failedProof, gateMissedProof, hostileProof, passedProof, PROOFS, repairedProof, undecidedProof } from "../../../testing/proofs/proofs.ts";
import type { Style } from "../../check-report.ts";
import { proofTerminal } from "./index.ts";

const plain = (text: string): string => text;
const PLAIN: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, blue: plain, magenta: plain, cyan: plain };
const paint = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[39m`;
const COLOURED: Style = { bold: plain, dim: plain, red: paint(31), yellow: paint(33), green: paint(32), blue: plain, magenta: plain, cyan: plain };

function shown(proof: Proof, width = 80, unicode = true): string {
  return proofTerminal(proof, { style: PLAIN, width, unicode });
}

/** The text with line breaks as spaces, to look for sentences that may be wrapped. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** Commands to type are never wrapped: a line that is broken cannot be pasted. */
function readLines(text: string): readonly string[] {
  return text.slice(0, text.lastIndexOf("Next:")).split("\n");
}

describe("a reader sees", () => {
  it("what passed, how, and which base was not proved", () => {
    const text = flat(shown(passedProof()));
    expect(text).toContain("go-api passed distroless starts, answers as the original does and stops, under its full profile");
    expect(text).toContain("docker 26.1.5, buildkit v0.12.5, linux/amd64 (docker is the first that answers), in 44.8 s");
    expect(text).toContain("✔ runs as non-root: uid 65532");
    expect(text).toContain("✔ GET /healthz on 8080: status 200, text/plain; charset=utf-8");
    expect(text).toContain("not compared, since two answers of the original differ in it: header date");
    expect(text).toContain("13 of 14 predicted facts confirmed; not seen: writable paths (predicted /app/data; nothing was written while it was watched)");
    expect(text).toContain("! alpine not proved here: alpine:3.24 cannot be had here");
    expect(text).toContain("Vulnerabilities: this release of Bulwark has no scanner");
    expect(text).toMatch(/Next: bulwark prove Dockerfile --save proof\.html --save proof\.intoto\.json $/);
  });

  it("the comparison with a mark where it is better", () => {
    const rows = shown(bothPassedProof()).split("\n");
    expect(rows).toContain("                       original           distroless         alpine");
    expect(rows).toContain("Image size             918 MB           ✔ 9.11 MB          ✔ 14 MB");
    expect(rows).toContain("Layers                 10                 16                 5");
    expect(rows).toContain("  distroless   gcr.io/distroless/static-debian13:nonroot");
  });

  it("first why it fails, with what shows it, the log and what can be done", () => {
    const text = flat(shown(failedProof()));
    expect(text).toContain("distroless failed Dockerfile.distroless ✘ /data is read-only: the program writes /data/visits.jsonl at start; make it a volume the log says: open /data/visits.jsonl: read-only file system");
    expect(text).toContain("--repair makes /data a volume");
    expect(text).toContain("its log ends with: 2026/11/24 14:02:11 open /data/visits.jsonl: read-only file system");
    expect(text).toContain("✘ starts: ended with exit code 1 by itself");
    expect(text).toContain("! is healthy: does not run");
    expect(text).toContain("✘ runs as non-root, has a read-only root: not seen: it did not run long enough");
    expect(text).toContain("✘ GET /healthz on 8080, GET / on 8080, health check: no answer: the container ended before it was asked; the original answers");
    expect(text).toContain("Stop of distroless: it was not stopped while it ran");
    expect(text).toMatch(/Next: bulwark prove Dockerfile --repair $/);
  });

  it("both answers where they differ, without the token and with nothing that could move the cursor", () => {
    const text = shown(differentAnswersProof());
    expect(flat(text)).toContain('✘ GET /whoami on 8080 status is 500 instead of 200');
    expect(text).toContain('    original  status 200, application/json\n      {"uid":0,"home":"/root","token":"***"}\n    distroless  status 500, text/plain\n      <b>lookup</b> failed: user: unknown userid 65532');
    expect(text).not.toContain("ghp_");
  });

  it("what was repaired, and why", () => {
    expect(flat(shown(repairedProof()))).toContain("Repaired: ✔ distroless, attempt 1: harden.volumes: /data /data is read-only: the program writes");
  });

  it("which gate is missed, without the log of a program that works", () => {
    const text = flat(shown(gateMissedProof()));
    expect(text).toContain("✘ is small enough (max-size): 9.1 MB, and at most 5 MB were asked for");
    expect(text).not.toContain("its log ends with");
  });

  it("that nothing is decided where the original does not build, in the builder's words, and no verdict on the rest", () => {
    const text = flat(shown(undecidedProof()));
    expect(text).toContain("go-api not decided the original does not build");
    expect(text).toContain('failed to compute cache key: failed to calculate checksum of ref: "/go.sum": not found');
    expect(text).not.toMatch(/passed|Image size/);
    expect(text).toMatch(/Next: docker build -f Dockerfile \. $/);
  });
});

describe.each(Object.entries(PROOFS))("the proof %s", (_, make) => {
  it("keeps the width that there is, and colours change nothing but colours", () => {
    const proof = make();
    for (let width = 40; width <= 120; width += 8) {
      const text = shown(proof, width);
      for (const line of readLines(text)) expect(fastStringWidth(line)).toBeLessThanOrEqual(width);
      const coloured = proofTerminal(proof, { style: COLOURED, width, unicode: true });
      expect(coloured).toContain("\u001B[3");
      expect([31, 32, 33, 39].reduce((rest, code) => rest.replaceAll(`\u001B[${code}m`, ""), coloured)).toBe(text);
    }
  });

  it("is ASCII where the terminal has no more", () => {
    for (const width of [40, 80, 120]) {
      const text = shown(make(), width, false);
      expect(text).toMatch(/^[\n -~]*$/);
      for (const line of readLines(text)) expect(line.length).toBeLessThanOrEqual(width);
    }
  });
});

it("is safe and keeps its width, whatever a container, a builder or a project says", () => {
  const isUnsafe = (character: string): boolean => character !== "\n" && /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u.test(character);
  assert(
    property(string({ unit: "binary", maxLength: 80 }), integer({ min: 40, max: 120 }), (text, width) => {
      const out = shown(hostileProof(text), width);
      expect([...out].filter(isUnsafe)).toEqual([]);
      for (const line of readLines(out)) expect(fastStringWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 60 },
  );
});

it("stays short, whatever the length of what it is told", () => {
  const long = `${"a".repeat(300_000)}\n`.repeat(3);
  expect(shown(hostileProof(long)).length).toBeLessThan(300_000);
  const lines = "one line of a log\n".repeat(5_000);
  expect(readLines(shown(hostileProof(lines))).filter((line) => line.includes("      one line of a log")).length).toBeLessThan(60);
});
