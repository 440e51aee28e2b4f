import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyEdits, uniqueEdits } from "../../packages/core/src/source/index.ts";
import { bulwark, example, filesOf, folderWith } from "./run.ts";

interface Hardened {
  readonly decisions: readonly Decision[];
  readonly variants: readonly { readonly path: string; readonly decisions: readonly Decision[] }[];
}

interface Decision {
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

interface Judged {
  readonly files: readonly { readonly path: string; readonly findings: readonly { readonly rule: string; readonly severity: string }[] }[];
}

/** The example under other names: another command folder, another port, line ends of Windows. */
function renamed(): string {
  return example("go-api", (path, text) => {
    const isText = path === "Dockerfile" || path.endsWith(".go");
    const changed = text.replaceAll("cmd/api", "cmd/visits-server").replaceAll("8080", "9090");
    return [path.replace("cmd/api", "cmd/visits-server"), isText ? changed.replaceAll("\n", "\r\n") : text];
  });
}

function severities(folder: string, paths: readonly string[]): readonly string[] {
  const { files }: Judged = JSON.parse(bulwark(folder, ["check", "--format", "json", ...paths]).stdout);
  expect(files.map(({ path }) => path)).toEqual(paths);
  return files.flatMap(({ findings }) => findings.map(({ severity }) => severity));
}

const VARIANTS = ["Dockerfile.alpine", "Dockerfile.distroless"];

describe("harden on the example", () => {
  const folder = example("go-api");
  const before = filesOf(folder);
  const first = bulwark(folder, ["harden"]);
  const after = filesOf(folder);

  it("writes both Dockerfiles, the Compose service, the workload and the guide, and leaves every source as it was", () => {
    expect(first.status).toBe(0);
    expect(Object.keys(after)).toEqual(expect.arrayContaining([...VARIANTS, "compose.hardened.yaml", "kubernetes.hardened.yaml", "HARDENING.md", ".dockerignore"]));
    for (const [path, text] of Object.entries(before)) expect(after[path]).toBe(text);
  });

  it("leaves nothing critical and nothing high in the rewrites, and a better grade", () => {
    expect(severities(folder, ["Dockerfile"])).toContain("high");
    const left = severities(folder, VARIANTS);
    expect(left).not.toContain("critical");
    expect(left).not.toContain("high");
  });

  it("changes no byte in a second run, in a run from above, and when the rewrites themselves are given", () => {
    expect(bulwark(folder, ["harden"]).status).toBe(0);
    expect(bulwark(folder, ["harden", "Dockerfile"]).status).toBe(0);
    for (const variant of VARIANTS) expect(bulwark(folder, ["harden", variant])).toMatchObject({ status: 0, stdout: expect.stringContaining("nothing is left to do") });
    expect(filesOf(folder)).toEqual(after);
  });

  it("does not overwrite what was edited by hand, unless it is forced to", () => {
    const edited = folderWith({ ...after, "Dockerfile.alpine": `${after["Dockerfile.alpine"] ?? ""}# mine\n` });
    const state = filesOf(edited);
    expect(bulwark(edited, ["harden"])).toMatchObject({ status: 3, stdout: expect.stringContaining("Dockerfile.alpine") });
    expect(filesOf(edited)).toEqual(state);
    expect(bulwark(edited, ["harden", "--force"]).status).toBe(0);
    expect(filesOf(edited)).toEqual(after);
  });

  it("writes nothing with --dry-run and --diff", () => {
    const untouched = example("go-api");
    expect(bulwark(untouched, ["harden", "--dry-run"]).status).toBe(0);
    const { status, stdout } = bulwark(untouched, ["harden", "--diff"]);
    expect(status).toBe(0);
    expect(stdout).toContain("+USER 65532:65532");
    expect(filesOf(untouched)).toEqual(before);
  });
});

describe("harden on a project under other names", () => {
  const folder = renamed();
  const before = filesOf(folder);
  const { status } = bulwark(folder, ["harden"]);
  const after = filesOf(folder);

  it("follows the names, the port and the line ends", () => {
    expect(status).toBe(0);
    for (const path of VARIANTS) {
      const text = after[path] ?? "";
      expect(text).toContain("./cmd/visits-server");
      expect(text).toContain("EXPOSE 9090");
      expect(text).not.toContain("8080");
      expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    }
    expect(after["compose.hardened.yaml"]).toContain("9090");
    expect(after["kubernetes.hardened.yaml"]).toContain("9090");
    expect(after["HARDENING.md"]).toContain("9090");
  });

  it("begins with the original, changed only by the edits that the decisions declare", () => {
    const report: Hardened = JSON.parse(bulwark(folder, ["harden", "--dry-run", "--format", "json"]).stdout);
    expect(report.variants.map(({ path }) => path).sort()).toEqual(VARIANTS);
    for (const { path, decisions } of report.variants) {
      const edits = [...report.decisions, ...decisions].flatMap((decision) => decision.edits).map(({ start, end, text }) => ({ range: { start, end }, text }));
      const declared = applyEdits(before["Dockerfile"] ?? "", uniqueEdits(edits));
      const written = (after[path] ?? "").split("\r\n").filter((line) => !/^# (Made by bulwark|bulwark:sealed)/.test(line)).join("\r\n");
      // What runs is a stage behind it.
      expect(written.slice(0, declared.length)).toBe(declared);
      expect(written.slice(declared.length)).toContain("\r\nFROM ");
    }
  });

  it("changes no byte in a second run", () => {
    bulwark(folder, ["harden"]);
    expect(filesOf(folder)).toEqual(after);
  });
});

describe("harden on a project that needs cgo", () => {
  const folder = example("go-api", (path, text) => [path, path === "go.mod" ? `${text}\nrequire github.com/mattn/go-sqlite3 v1.14.32\n` : path.endsWith("main.go") ? text.replace("import (", 'import (\n\t_ "github.com/mattn/go-sqlite3"') : text]);

  it("does not turn cgo off, and names the line of go.mod that says so", () => {
    const { status, stdout } = bulwark(folder, ["harden", "--format", "json"]);
    expect([0, 3]).toContain(status);
    for (const path of VARIANTS) expect(filesOf(folder)[path] ?? "").not.toContain("CGO_ENABLED=0");
    expect(stdout).toContain("go-sqlite3");
    expect(stdout).toContain("go.mod");
  });
});

describe("harden refuses, with the reason, and touches nothing", () => {
  it.each([
    ["a database", "FROM postgres:17\n", "postgres"],
    ["a Windows image", "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir\n", "Windows"],
    ["an unknown instruction", "FROM golang:1.26\nFROBNICATE x\n", "FROBNICATE"],
  ])("%s", (_, text, reason) => {
    const folder = folderWith({ Dockerfile: text });
    const { status, stdout } = bulwark(folder, ["harden"]);
    expect(status).toBe(3);
    expect(stdout).toContain(reason);
    expect(filesOf(folder)).toEqual({ Dockerfile: text });
  });

  it("a folder with nothing to harden, a base that is not there, an account by name", () => {
    expect(bulwark(folderWith({ "README.md": "" }), ["harden"]).status).toBe(3);
    const folder = example("go-api");
    expect(bulwark(folder, ["harden", "--base", "distrolss"])).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean "distroless"?') });
    expect(bulwark(folder, ["harden", "--user", "app"]).status).toBe(2);
  });
});

describe("harden with options", () => {
  it("takes one base, another user, another folder", () => {
    const folder = example("go-api");
    expect(bulwark(folder, ["harden", "--base", "alpine", "--user", "1001:1001", "--out", "hardened"]).status).toBe(0);
    const written = filesOf(join(folder, "hardened"));
    expect(Object.keys(written)).not.toContain("Dockerfile.distroless");
    expect(written["Dockerfile.alpine"]).toContain("USER 1001:1001");
    expect(written["compose.hardened.yaml"]).toContain("1001:1001");
    expect(written["kubernetes.hardened.yaml"]).toContain("runAsUser: 1001");
  });

  it("writes ledger.distroless.Dockerfile for ledger.Dockerfile", () => {
    const folder = example("go-api", (path, text) => [path === "Dockerfile" ? "ledger.Dockerfile" : path, text]);
    expect(bulwark(folder, ["harden", "ledger.Dockerfile"]).status).toBe(0);
    expect(Object.keys(filesOf(folder))).toEqual(expect.arrayContaining(["ledger.distroless.Dockerfile", "ledger.alpine.Dockerfile"]));
  });
});

describe("the program", () => {
  it("says its version", () => {
    expect(bulwark(folderWith({}), ["--version"]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("starts without the code that V8 compiled before, as on another Node", () => {
    const folder = example("go-api");
    const program = join(import.meta.dirname, "../../packages/cli/dist/bulwark.cjs");
    // Another flag of V8 makes it refuse the cached code.
    const text = execFileSync(process.execPath, ["--max-lazy", program, "check", "--fail-on", "critical", "Dockerfile"], { cwd: folder, encoding: "utf8" });
    expect(text).toContain("require-user");
  });
});
