import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkJson } from "../testing/json.ts";
import { example, project } from "../testing/project.ts";
import { bulwark, on, TODAY } from "../testing/run.ts";

const TEXT = "FROM alpine:3.24\nUSER root\n";

async function found(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<readonly string[]> {
  const { json } = await checkJson(project(files), ...args);
  return json.files.map((file) => file.path);
}

/** Files with the same content, a Dockerfile's. */
function named(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, TEXT]));
}

describe("the search finds", () => {
  it.each(["Dockerfile", "dockerfile", "Dockerfile.prod", "api.Dockerfile", "api.dockerfile", "docker/Dockerfile", "docker/api/Dockerfile.dev", "Containerfile", "Containerfile.prod", "build/ci.Containerfile", ".devcontainer/Dockerfile", "Dockerfile-dev", "Dockerfile_test", "a/b/c/d/e/Dockerfile"])(
    "%s",
    async (name) => expect(await found(named(name))).toEqual([name]),
  );

  it.each(["README.md", "Dockerfile.md", "Dockerfile.dockerignore", "notes.txt", "Dockerfile.bak", "node_modules/x/Dockerfile", ".git/Dockerfile", "a/node_modules/Dockerfile", "Dockerfile.j2", "Dockerfile.tmpl"])(
    "not %s",
    async (name) => expect(await found({ ...named(name), "real.Dockerfile": TEXT })).toEqual(["real.Dockerfile"]),
  );

  it("by content where a name does not settle it", async () => {
    expect(await found({ "Dockerfile.go": "package main\n", "dockerfile.py": TEXT, "Dockerfile-notes": "how we build\n" })).toEqual(["dockerfile.py"]);
  });

  it("what git does not ignore, nested files and negations as git reads them", async () => {
    const files = {
      ".gitignore": "/dist/\n*.tmp.Dockerfile\n!keep.tmp.Dockerfile\nsub/*\n!sub/kept\n",
      ...named("Dockerfile", "dist/Dockerfile", "a.tmp.Dockerfile", "keep.tmp.Dockerfile", "sub/gone/Dockerfile", "sub/kept/Dockerfile", "deep/dist/Dockerfile", "deep/x.Dockerfile"),
      "deep/.gitignore": "x.Dockerfile\n",
    };
    expect(await found(files)).toEqual(["Dockerfile", "deep/dist/Dockerfile", "keep.tmp.Dockerfile", "sub/kept/Dockerfile"]);
  });

  it("a linked file once", async () => {
    const folder = project(named("docker/api.Dockerfile"));
    symlinkSync("docker/api.Dockerfile", join(folder, "Dockerfile"));
    expect((await checkJson(folder)).json.files.map((file) => file.path)).toEqual(["docker/api.Dockerfile"]);
    const other = project({ "docker/api.df": TEXT });
    symlinkSync("docker/api.df", join(other, "Dockerfile"));
    expect((await checkJson(other)).json.files.map((file) => file.path)).toEqual(["Dockerfile"]);
  });

  it("each file once, however often it is named", async () => {
    const folder = project(named("Dockerfile", "api/Dockerfile"));
    const { json } = await checkJson(folder, ".", "Dockerfile", "./Dockerfile", join(folder, "Dockerfile"), "api");
    expect(json.files.map((file) => file.path)).toEqual(["Dockerfile", "api/Dockerfile"]);
  });
});

describe("what was looked at is said", () => {
  it("as the number of files", async () => {
    const { json } = await checkJson(project({ ...named("Dockerfile", "api/Dockerfile"), "README.md": "", "src/main.go": "" }));
    expect(json.summary).toMatchObject({ files: 2, looked: 4 });
    expect((await on(project({ ...named("Dockerfile"), "a.txt": "" }), "check")).stdout).toMatch(/in 1 Dockerfile \(2 files looked at\)/);
  });

  it("when there is nothing but templates", async () => {
    const { code, stdout } = await on(project(named("Dockerfile.j2", "web/Dockerfile.tmpl")), "check");
    expect(code).toBe(3);
    expect(stdout.replaceAll("\n", " ")).toMatch(/2 templates are left alone, since what becomes of them is not known: Dockerfile\.j2, web\/Dockerfile\.tmpl/);
  });

  it("with the grade of the worst file, where its points went, and what to type next", async () => {
    const folder = project({ "bad/Dockerfile": "FROM alpine:latest\nUSER root\nRUN curl -k https://example.com | sh\n", "good/Dockerfile": "FROM alpine:3.24\nRUN apk upgrade --no-cache\nUSER 65532:65532\nENTRYPOINT [\"/bin/true\"]\n" });
    const { stdout } = await on(folder, "check");
    expect(stdout).toMatch(/^Worst grade [B-F] {2}\d+ of 100 points/m);
    expect(stdout).toMatch(/lost in bad\/Dockerfile: \d+ /);
    expect(stdout).toMatch(/Next:\n {2}bulwark harden bad\/Dockerfile\n {2}bulwark explain [a-z-]+\n$/);
  });

  it("and our own output is recognised as ours", async () => {
    const folder = example("go-api");
    await on(folder, "harden");
    const { json } = await checkJson(folder);
    expect(json.summary).toMatchObject({ files: 3, ours: 2 });
    expect(json.files.map((file) => [file.path, file.writtenByBulwark])).toEqual([["Dockerfile", false], ["Dockerfile.alpine", true], ["Dockerfile.distroless", true]]);
    expect(json.next, "nothing is hardened twice").toEqual(["bulwark explain require-user"]);
    expect((await on(folder, "check")).stdout).toContain("Dockerfile.distroless (written by bulwark harden)");
  });
});

describe("standard input", () => {
  it("is judged like a file", async () => {
    const { code, stdout } = await bulwark(["check", "-", "--today", TODAY], { cwd: project(), input: TEXT });
    expect(code).toBe(1);
    expect(stdout).toContain("Dockerfile:2:1");
  });

  it("is called as --stdin-path says, and judged where it would stand", async () => {
    const folder = project({ "api/main.go": "package main\n", "api/.dockerignore": "*\n", "bulwark.yaml": "ignore:\n  - rule: no-root-user\n    reason: x\n    paths: [api/Dockerfile]\n" });
    const input = `${TEXT}COPY . /srv\n`;
    const { stdout } = await bulwark(["check", "-", "--stdin-path", "api/Dockerfile", "--format", "json", "--today", TODAY], { cwd: folder, input });
    const { files } = JSON.parse(stdout);
    expect(files).toMatchObject([{ path: "api/Dockerfile", ignored: [{ by: "bulwark.yaml" }] }]);
    expect(JSON.stringify(files)).not.toContain("require-dockerignore");
  });

  it("may stand beside files", async () => {
    const folder = project(named("other.Dockerfile"));
    const { stdout } = await bulwark(["check", "-", "other.Dockerfile", "--format", "json"], { cwd: folder, input: TEXT });
    const json: { files: { path: string }[] } = JSON.parse(stdout);
    expect(json.files.map((file) => file.path)).toEqual(["Dockerfile", "other.Dockerfile"]);
  });

  it("that is empty is 3", async () => {
    expect((await bulwark(["check", "-"], { cwd: project(), input: "" })).code).toBe(3);
  });
});
