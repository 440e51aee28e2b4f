import { spawnSync } from "node:child_process";
import { readdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkJson, hardenJson, type HardenJson } from "../testing/json.ts";
import { contents, example, project, put, text } from "../testing/project.ts";
import { bulwark, on, REPOSITORY } from "../testing/run.ts";

/** `examples/go-api` as another team would have it: its command folder renamed, its port changed, CRLF line ends. */
function variation(): string {
  const folder = example("go-api");
  renameSync(join(folder, "cmd/api"), join(folder, "cmd/guestbook"));
  for (const path of ["Dockerfile", "cmd/guestbook/main.go"]) {
    const changed = text(folder, path).replaceAll("8080", "9443").replaceAll("./cmd/api", "./cmd/guestbook").replaceAll("\n", "\r\n");
    put(folder, { [path]: changed });
  }
  return folder;
}

/** The lines of a hardened Dockerfile without its two header lines. */
function withoutHeader(written: string): string {
  const lines = written.split("\n");
  expect(lines[0]).toMatch(/^# Made by bulwark harden from /);
  expect(lines[1]).toMatch(/^# bulwark:sealed sha256:[0-9a-f]{64}\r?$/);
  return lines.slice(2).join("\n");
}

/** The original with every edit that the JSON declares for a variant. */
function withDeclaredEdits(original: string, report: HardenJson, base: string): string {
  const decisions = [...report.decisions, ...(report.variants.find((variant) => variant.base === base)?.decisions ?? [])];
  const edits = [...new Map(decisions.flatMap((decision) => decision.edits).map((edit) => [JSON.stringify(edit), edit])).values()];
  let edited = original;
  for (const edit of edits.toSorted((a, b) => b.start - a.start || b.end - a.end)) edited = edited.slice(0, edit.start) + edit.text + edited.slice(edit.end);
  return edited;
}

describe("a Go service whose command folder, port and line ends are other than in the example", () => {
  let folder = "";
  let report: HardenJson;
  let original = "";
  beforeAll(async () => {
    folder = variation();
    original = text(folder, "Dockerfile");
    const ran = await hardenJson(folder);
    expect(ran.code).toBe(0);
    report = ran.json;
  });

  it("gets rewrites that follow", () => {
    for (const path of ["Dockerfile.distroless", "Dockerfile.alpine"]) {
      const written = text(folder, path);
      expect(written).toContain("./cmd/guestbook");
      expect(written).toContain("EXPOSE 9443");
      expect(written).toContain("http://127.0.0.1:9443/healthz");
      expect(written).toContain("/app/templates/index.html");
      expect(written).not.toMatch(/8080|cmd\/api/);
      expect(written.replaceAll("\r\n", ""), "every line ends as the original's do").not.toContain("\n");
    }
    expect(text(folder, "compose.hardened.yaml")).toContain('"9443:9443"');
    expect(text(folder, "kubernetes.hardened.yaml")).toContain("containerPort: 9443");
    expect(text(folder, "HARDENING.md")).toContain("--publish 9443:9443");
    expect(text(folder, "Dockerfile"), "the original").toBe(original);
  });

  it.each(["distroless", "alpine"])("shows declared edits only: %s", (base) => {
    const written = withoutHeader(text(folder, `Dockerfile.${base}`));
    const edited = withDeclaredEdits(original, report, base);
    expect(written.startsWith(edited)).toBe(true);
    expect(written.slice(edited.length).trimStart()).toMatch(/^(FROM|RUN|#)/);
    expect(report.variants.find((variant) => variant.base === base)?.text).toBe(written);
  });

  it("is not changed by a second run, from wherever and whenever it is made", async () => {
    const before = contents(folder);
    const parent = dirname(folder);
    const elsewhere = project();
    const runs: readonly (readonly [cwd: string, path: string, day: string])[] = [
      [folder, ".", "2026-11-24"],
      [folder, "Dockerfile", "2027-03-01"],
      [parent, basename(folder), "2026-11-24"],
      [elsewhere, join(folder, "Dockerfile"), "2026-12-24"],
      [join(folder, "cmd"), "..", "2026-11-24"],
      ["/", folder, "2026-11-24"],
    ];
    for (const [cwd, path, day] of runs) {
      const { code, stdout } = await bulwark(["harden", path, "--today", day], { cwd });
      expect({ cwd, code }).toEqual({ cwd, code: 0 });
      expect(stdout).not.toMatch(/^(created|updated)/m);
      expect(contents(folder), `${cwd}: bulwark harden ${path} --today ${day}`).toEqual(before);
    }
    expect(contents(elsewhere)).toEqual({});
  });

  it("passes its own check", async () => {
    const { code, json } = await checkJson(folder, "Dockerfile.distroless", "Dockerfile.alpine");
    expect(code).toBe(0);
    expect(json.files.map((file) => [file.path, file.writtenByBulwark, file.grade.letter])).toEqual([["Dockerfile.alpine", true, "A"], ["Dockerfile.distroless", true, "A"]]);
    for (const finding of json.files.flatMap((file) => file.findings)) expect(["critical", "high"], JSON.stringify(finding)).not.toContain(finding.severity);
  });
});

describe("a Go service with a cgo module", () => {
  it("keeps cgo, and gets a base with its C library or a refusal, with go.mod's line as evidence", async () => {
    const folder = example("go-api");
    const module = `${text(folder, "go.mod")}\nrequire github.com/mattn/go-sqlite3 v1.14.24\n`;
    const line = module.split("\n").findIndex((row) => row.includes("go-sqlite3")) + 1;
    const main = text(folder, "cmd/api/main.go").replace('"log"', '"log"\n\n\t_ "github.com/mattn/go-sqlite3"');
    put(folder, { "go.mod": module, "go.sum": "", "cmd/api/main.go": main });
    const { json } = await hardenJson(folder);
    const decisions = [...json.decisions, ...json.refusals, ...json.variants.flatMap((variant) => variant.decisions)];
    const evidence = decisions.flatMap((decision) => decision.evidence);
    expect(evidence).toContainEqual(expect.objectContaining({ path: "go.mod", line }));
    for (const variant of json.variants) {
      const build = variant.text.split("\n").find((row) => row.includes("./cmd/api")) ?? "";
      expect(build).not.toContain("CGO_ENABLED=0");
      expect(variant.reference).not.toMatch(/distroless\/static|alpine|scratch/);
    }
    expect(json.variants.length + json.refusals.length).toBeGreaterThan(0);
  });
});

describe("the guide's own original", () => {
  it("shows the guide's seven causes, each with its line", async () => {
    const folder = example("go-api-alpine");
    const { code, json } = await checkJson(folder, "Dockerfile");
    expect(code).toBe(1);
    const found = json.files[0]?.findings.map((finding) => [finding.rule, finding.start.line]) ?? [];
    const lines = text(folder, "Dockerfile").split("\n");
    const at = (beginning: string): number => lines.findIndex((line) => line.startsWith(beginning)) + 1;
    const causes: readonly (readonly [cause: string, rule: string, line: number])[] = [
      ["root", "require-user", at("FROM alpine")],
      ["alpine:latest", "no-latest-tag", at("FROM alpine")],
      ["unpinned base", "pin-image-digest", at("FROM alpine")],
      ["unpinned builder", "pin-image-digest", at("FROM golang")],
      ["no updates", "require-security-updates", at("FROM alpine")],
      ["needless packages", "no-build-tools-at-runtime", at("RUN apk")],
      ["weak build flags", "use-build-hardening-flags", at("RUN go build")],
    ];
    for (const [cause, rule, line] of causes) expect(found, cause).toContainEqual([rule, line]);
  });

  it("has nothing critical or high once it is hardened", async () => {
    const folder = example("go-api-alpine");
    expect((await on(folder, "harden")).code).toBe(0);
    const { code, json } = await checkJson(folder, "Dockerfile.distroless", "Dockerfile.alpine");
    expect(code).toBe(0);
    expect(json.files.flatMap((file) => file.findings).filter((finding) => ["critical", "high"].includes(finding.severity))).toEqual([]);
    for (const path of ["Dockerfile.distroless", "Dockerfile.alpine"]) expect(text(folder, path)).toMatch(/^USER 65532:65532$/m);
  });
});

describe("what is refused", () => {
  const REFUSED: readonly (readonly [what: string, dockerfile: string, reason: RegExp, line: number])[] = [
    ["a PostgreSQL image", "FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\n", /keeps data/, 1],
    ["a Windows image", "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL [\"powershell\", \"-Command\"]\nRUN Write-Host hello\n", /Windows/, 1],
    ["an unknown instruction", "FROM alpine:3.24\nCOPY init.sql /\nRUNN echo\n", /RUNN/, 3],
  ];
  it.each(REFUSED)("%s, with the reason and its line, and an untouched tree", async (_, dockerfile, reason, line) => {
    const folder = project({ Dockerfile: dockerfile, "init.sql": "select 1;\n" });
    const before = contents(folder);
    for (const flags of [[], ["--force"], ["--in-place"], ["--diff"], ["--base", "alpine"]]) {
      const { code, stdout } = await on(folder, "harden", ...flags);
      expect(code).toBe(3);
      expect(stdout).toMatch(/refused/);
      expect(contents(folder), flags.join(" ")).toEqual(before);
    }
    const { code, json } = await hardenJson(folder);
    expect(code).toBe(3);
    expect(json.variants).toEqual([]);
    expect(json.refusals[0]?.outcome).toMatch(reason);
    expect(json.refusals[0]?.evidence[0]).toMatchObject({ path: "Dockerfile", line });
    expect(contents(folder)).toEqual(before);
  });
});

describe("examples/", () => {
  it("holds nothing hardened", () => {
    const { status, stdout } = spawnSync("git", ["ls-files", "examples"], { cwd: REPOSITORY, encoding: "utf8" });
    const paths = status === 0 ? stdout.split("\n").filter((path) => path !== "") : readdirSync(join(REPOSITORY, "examples"), { recursive: true, encoding: "utf8" });
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => /hardened|HARDENING|distroless|Dockerfile\.alpine|\.dockerignore/.test(path))).toEqual([]);
  });
});
