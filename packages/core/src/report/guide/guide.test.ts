import { describe, expect, it } from "vitest";
import { measuredOf, type Measured } from "../../prove/measured/measured.ts";
import { GO_API, judge, planFor, sha256 } from "../../testing/proofs/project.ts";
import { bothPassedProof, failedProof, hostileProof, passedProof, undecidedProof } from "../../testing/proofs/proofs.ts";
import { readStatement } from "../proof/statement/read.ts";
import { proofStatement } from "../proof/statement/write.ts";
import { hardeningGuide, type GuideInput } from "./index.ts";

const PLAN = planFor(GO_API);
const INPUT: GuideInput = {
  plan: PLAN,
  original: judge("Dockerfile", GO_API["Dockerfile"] ?? ""),
  variants: PLAN.variants.map((variant) => ({ variant, path: `Dockerfile.${variant.base}`, image: `go-api:${variant.base}`, judgement: judge(`Dockerfile.${variant.base}`, variant.text) })),
  composePath: "compose.hardened.yaml",
  kubernetesPath: "kubernetes.hardened.yaml",
  context: ".",
  runLine: "docker run go-api:distroless\n",
  compose: "services: {}\n",
  kubernetes: "kind: Deployment\n",
  knowledgeDate: "2026-08-22",
};

function guide(measured?: Measured): string {
  return hardeningGuide(measured === undefined ? INPUT : { ...INPUT, measured });
}

function section(text: string, title: string): string {
  const start = text.indexOf(`\n## ${title}\n`);
  const end = text.indexOf("\n## ", start + 1);
  return text.slice(start, end === -1 ? text.length : end);
}

describe("a guide without measurements", () => {
  it("says so, with the command that measures and what it needs", () => {
    const results = section(guide(), "Results");
    expect(results).toContain("- Size, start, answers, stop, and what is in the images: not measured yet. `bulwark prove Dockerfile` builds and runs both, asks both the same questions and measures it; it needs Docker, Podman or nerdctl.\n");
    expect(results).toContain("Vulnerabilities: not measured yet.");
    expect(section(guide(), "Comparison")).toContain("| Image size | not measured yet | not measured yet | not measured yet |");
  });
});

describe("a measured guide", () => {
  const text = guide(measuredOf(bothPassedProof()));

  it("says when, by what and with which result", () => {
    expect(text).toContain("Its numbers were measured by `bulwark prove` on 2026-11-24 with docker 26.1.5, buildkit v0.12.5, linux/amd64: **passed**, distroless and alpine start");
  });

  it("tells what the original's image exposes", () => {
    const analysis = section(text, "Analysis");
    expect(analysis).toContain("Measured in its image: packages 62 (dpkg); user root; shells /bin/bash, /bin/sh; package managers apt, dpkg; setuid files 9: ");
    expect(analysis).toContain("image size 918 MB.");
  });

  it("has the rows of the proof's comparison, with marks", () => {
    const comparison = section(text, "Comparison");
    expect(comparison).toContain("|  | original | distroless | alpine |");
    expect(comparison).toContain("| Image size | 918 MB | ✅ 9.11 MB | ✅ 14 MB |");
    expect(comparison).toContain("| Layers | 10 | 16 | 5 |");
    expect(comparison).toContain("Vulnerabilities: this release of Bulwark has no scanner");
    expect(comparison).not.toContain("not measured yet");
  });

  it("says how each started, answered and stopped, and how far the prediction held", () => {
    const results = section(text, "Results");
    expect(results).toContain("- **distroless** passed: start time 214 ms (original 231 ms); 3 of 3 answers alike; stop 38 ms, exit code 0 (original 41 ms, exit code 0); 13 of 14 predicted facts confirmed; not seen: writable paths (predicted /app/data; nothing was written while it was watched).");
    expect(results).toContain("- Asked of each: GET /healthz on 8080, GET / on 8080, health check.");
    expect(results).toContain("- Size: 918 MB before, 9.11 MB (distroless), 14 MB (alpine) after.");
    expect(results).toContain("Vulnerabilities: not measured yet.");
    expect(results).not.toContain("bulwark prove");
  });

  it("gives a variant that was not proved its column, with what its file says and why there is no more", () => {
    const comparison = section(guide(measuredOf(passedProof())), "Comparison");
    expect(comparison).toContain("| Grade | C, 69 points | ✅ A, 97 points | ✅ A, 97 points |");
    expect(comparison).toContain("| Image size | 918 MB | ✅ 9.11 MB | not measured |");
    expect(comparison).toMatch(/Image size.* of alpine: alpine:3\.24 cannot be had here/);
    expect(section(guide(measuredOf(passedProof())), "Results")).toContain("- **alpine** is not proved: alpine:3.24 cannot be had here");
  });

  it("is honest about what failed and what was not decided", () => {
    const failed = guide(measuredOf(failedProof()));
    expect(failed).toContain("**failed**, distroless does not start: /data is read-only.");
    expect(section(failed, "Results")).toContain("missed: starts (ended with exit code 1 by itself)");
    expect(guide(measuredOf(undecidedProof()))).toContain("**not decided**, the original does not build");
  });

  it("is the same from the statement of the proof", () => {
    const statement = readStatement(proofStatement(bothPassedProof(), sha256));
    if ("fault" in statement) throw new Error(statement.fault);
    expect(guide(statement.predicate)).toBe(text);
  });

  it("keeps every other section as it is", () => {
    for (const title of ["The rewrites", "Build flags", "Build, scan and run", "Runtime", "CI", "Upkeep"]) expect(section(text, title)).toBe(section(guide(), title));
  });

  it("takes nothing of a statement for markup", () => {
    const hostile = guide(measuredOf(hostileProof("</details>|@octo/team [x](http://x.example)\n# heading")));
    const measured = `${hostile.slice(3, hostile.indexOf("## Analysis"))}${section(hostile, "Comparison")}${section(hostile, "Results")}`;
    expect(measured).not.toMatch(/<\/details>|@octo|(?<!\\)\]\(http|\n# heading/);
    for (const line of section(hostile, "Comparison").split("\n")) if (line.startsWith("|")) expect(line.split("|")).toHaveLength(7);
  });
});
