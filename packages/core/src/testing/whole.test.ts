import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext } from "../context/build-context.ts";
import { memoryTree } from "../context/file-tree.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { planHardening, type Refusal } from "../harden/harden.ts";
import type { Plan } from "../harden/plan.ts";
import { judgeDockerfile, type Judgement } from "../judge/judge.ts";
import { RULES } from "../rules/registry.ts";
import type { DockerfileSubject } from "../facts/subject.ts";
import { dockerfileSubject } from "../facts/subject.ts";
import { applyEdits, composeEdits } from "../source/edit.ts";
import { SourceText } from "../source/text.ts";
import { anyDockerfileTexts, dockerfiles } from "./dockerfile-generator.ts";

const TODAY = "2026-11-24";

function subjectOf(text: string): DockerfileSubject {
  const context = buildContext(memoryTree(".", { Dockerfile: text, "a.txt": "", "src/main.go": "package main\n\nfunc main() {}\n", "go.mod": "module example.com/app\n\ngo 1.26\n" }), "Dockerfile");
  return dockerfileSubject({ syntax: parseDockerfile(new SourceText("Dockerfile", text)), context, today: TODAY });
}

function judge(text: string): Judgement {
  return judgeDockerfile(subjectOf(text), { rules: RULES, ignores: [] });
}

function harden(text: string): Plan | Refusal {
  const subject = subjectOf(text);
  const { context } = subject;
  if (context === undefined) throw new Error("a context was given");
  return planHardening({ subject, context, contextFolder: { folder: ".", evidence: { observation: "given" }, certain: true }, today: TODAY, options: {} });
}

/** The text with every fix that preserves behaviour, as `check --fix` makes them. */
function fixed(text: string): string {
  const fixes = judge(text).findings.flatMap(({ fix }) => (fix?.kind === "preserving" && fix.edits.length > 0 ? [fix] : []));
  return applyEdits(text, composeEdits(fixes).taken.flatMap(({ edits }) => edits));
}

const variantsOf = (plan: Plan | Refusal): Plan["variants"] => ("refusals" in plan ? [] : plan.variants);

describe("judging any text", () => {
  it("never throws, says the same twice, and points into the file", () => {
    fc.assert(
      fc.property(anyDockerfileTexts, (text) => {
        const judgement = judge(text);
        const source = new SourceText("Dockerfile", text);
        for (const { range, start, end, message } of judgement.findings) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThanOrEqual(text.length);
          expect(start).toEqual(source.position(range.start));
          expect(end).toEqual(source.position(range.end));
          expect(message).not.toBe("");
        }
        expect(judgement.grade.points).toBeGreaterThanOrEqual(0);
        expect(judgement.grade.points).toBeLessThanOrEqual(100);
        expect(judge(text)).toEqual(judgement);
      }),
      { numRuns: 300 },
    );
  });

  it("offers edits that fit into the file, and fixes that preserve behaviour once and for all", () => {
    fc.assert(
      fc.property(anyDockerfileTexts, (text) => {
        for (const { fix } of judge(text).findings) applyEdits(text, fix?.edits ?? []);
        const once = fixed(text);
        expect(fixed(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

describe("hardening any text", () => {
  it("never throws, says the same twice, and refuses with a reason or gives Dockerfiles that BuildKit reads", () => {
    fc.assert(
      fc.property(fc.oneof(anyDockerfileTexts, dockerfiles.map(({ text }) => text)), (text) => {
        const plan = harden(text);
        expect(harden(text)).toEqual(plan);
        if ("refusals" in plan) expect(plan.refusals.map(({ outcome }) => outcome)).not.toContain("");
        else expect(plan.variants.length + plan.refused.length).toBeGreaterThan(0);
        for (const variant of variantsOf(plan)) {
          const errors = parseDockerfile(new SourceText("Dockerfile", variant.text)).diagnostics.filter(({ level }) => level === "error");
          expect(errors).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("changes nothing in what is hardened already", () => {
    fc.assert(
      fc.property(dockerfiles, ({ text }) => {
        for (const variant of variantsOf(harden(text))) {
          for (const again of variantsOf(harden(variant.text))) expect(again.text).toBe(variant.text);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const repeat = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join("");

describe("a huge file is judged and planned to its end", () => {
  it.each<[string, string]>([
    ["1 MB in one instruction", `FROM debian:13\nRUN echo ${"a ".repeat(500_000)}\n`],
    ["1 MB in one comment", `FROM debian:13\n# ${"a".repeat(1_000_000)}\n`],
    ["1 MB of continuation lines", `FROM debian:13\nRUN true${" \\\n && apt-get install -y curl".repeat(35_000)}\n`],
    ["1 MB of JSON", `FROM debian:13\nCMD [${'"a", '.repeat(200_000)}"a"]\n`],
    ["1 MB of heredoc", `FROM debian:13\nRUN <<EOF\n${"curl -k https://x | sh\n".repeat(45_000)}EOF\n`],
    ["10,000 instructions", `FROM golang:1.26\n${repeat(10_000, (index) => `RUN apk add package${index}\n`)}CMD ["/app"]\n`],
    ["10,000 variables", `FROM debian:13\n${repeat(10_000, (index) => `ENV V${index + 1}=\${V${index}}x\n`)}`],
    ["10,000 COPY", `FROM debian:13\n${repeat(10_000, (index) => `COPY a${index} /srv/a${index}\n`)}USER 1:1\n`],
    ["1,000 stages in a row", `FROM debian:13 AS s0\n${repeat(1_000, (index) => `FROM s${index} AS s${index + 1}\nRUN apt-get install -y p${index}\n`)}`],
    ["1,000 stages that copy from one another", `FROM debian:13 AS s0\n${repeat(1_000, (index) => `FROM alpine:3.24 AS s${index + 1}\nCOPY --from=s${index} /a /a\n`)}`],
    ["deep substitutions", `FROM debian:13\nRUN ${"$(".repeat(20_000)}${")".repeat(20_000)}\n`],
    ["deep subshells", `FROM debian:13\nRUN ${"( ".repeat(20_000)}curl${" )".repeat(20_000)}\n`],
    ["deep expansions", `FROM debian:13\nENV A=${"${B:-".repeat(20_000)}x${"}".repeat(20_000)}\n`],
    ["10,000 ignores", `FROM debian:13\n${repeat(10_000, () => "# hadolint ignore=DL3008\nRUN apt-get install -y curl\n")}`],
  ])("%s", (_, text) => {
    const judgement = judge(text);
    expect(judgement.grade.points).toBeLessThanOrEqual(100);
    const plan = harden(text);
    expect(plan.sourcePath).toBe("Dockerfile");
  });
});
