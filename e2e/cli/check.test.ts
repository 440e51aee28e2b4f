import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bulwark, example, folderWith } from "./run.ts";

const CLEAN = `FROM gcr.io/distroless/static-debian13:nonroot@sha256:${"0".repeat(63)}1\nCOPY app /app\nENTRYPOINT ["/app"]\n`;
const HIGH = "FROM debian:13\nCMD [\"/bin/true\"]\n";
const CRITICAL = "FROM debian:13\nENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz\nUSER 1001:1001\n";

describe("the exit code of check", () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, number]>([
    ["0 without findings", ["check", "Dockerfile"], { Dockerfile: CLEAN }, 0],
    ["1 with a finding at the threshold", ["check"], { Dockerfile: HIGH }, 1],
    ["1 without naming the command", [], { Dockerfile: HIGH }, 1],
    ["0 when every finding is below the threshold", ["check", "--fail-on", "critical"], { Dockerfile: HIGH }, 0],
    ["1 when the threshold is lowered to what there is", ["check", "--fail-on", "low"], { Dockerfile: HIGH }, 1],
    ["0 when findings are ignored with a reason", ["check", "--rule", "require-user"], { Dockerfile: `# bulwark ignore-file=require-user: a toolbox\n${HIGH}` }, 0],
    ["2 for an unknown command", ["chek"], { Dockerfile: CLEAN }, 2],
    ["2 for an unknown option", ["check", "--formt", "json"], { Dockerfile: CLEAN }, 2],
    ["2 for an unknown rule", ["check", "--rule", "require-usr"], { Dockerfile: CLEAN }, 2],
    ["2 for a wrong configuration", ["check"], { Dockerfile: CLEAN, "bulwark.yaml": "ignroe: []\n" }, 2],
    ["3 for a missing file", ["check", "Dockerfile", "nowhere.Dockerfile"], { Dockerfile: CLEAN }, 3],
    ["3 also where there are findings", ["check", "Dockerfile", "nowhere.Dockerfile"], { Dockerfile: HIGH }, 3],
    ["3 for a folder without Dockerfiles", ["check"], { "README.md": "# Empty\n" }, 3],
    ["3 for an empty Dockerfile", ["check", "Dockerfile"], { Dockerfile: "" }, 3],
  ])("is %s", (_, args, files, status) => {
    const result = bulwark(folderWith(files), args);
    expect(result.stdout + result.stderr).not.toContain("    at ");
    expect(result.status).toBe(status);
  });
});

describe("check", () => {
  it("reads standard input, under the path that is given for it", () => {
    const { status, stdout } = bulwark(folderWith({}), ["check", "-", "--stdin-path", "api/Dockerfile", "--format", "json"], CRITICAL);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ path: "api/Dockerfile" }] });
    expect(stdout).not.toContain("wJalrXUtnFEMI");
  });

  it("finds Dockerfiles by name, leaves out what git ignores, and says how many files it looked at", () => {
    const files = { "Dockerfile.dev": HIGH, "docker/Containerfile": HIGH, "ledger.Dockerfile": HIGH, "vendor/Dockerfile": HIGH, ".gitignore": "vendor/\n", "notes.txt": "FROM here\n" };
    const { stdout } = bulwark(folderWith(files), ["check", "--format", "json"]);
    const { files: judged }: { files: readonly { path: string }[] } = JSON.parse(stdout);
    expect(judged.map(({ path }) => path)).toEqual(["Dockerfile.dev", "docker/Containerfile", "ledger.Dockerfile"]);
    expect(bulwark(folderWith(files), ["check"]).stdout).toMatch(/in 3 Dockerfiles \(\d+ files looked at\)/);
  });

  it("suggests what was meant", () => {
    const folder = folderWith({ Dockerfile: CLEAN });
    expect(bulwark(folder, ["chek"]).stderr).toContain('did you mean "bulwark check"?');
    expect(bulwark(folder, ["check", "--formt", "json"]).stderr).toContain("did you mean --format?");
    expect(bulwark(folder, ["check", "--rule", "require-usr"]).stderr).toContain('did you mean "require-user"?');
    expect(bulwark(folder, ["explain", "no-rot-user"]).stderr).toContain("no-root-user");
  });

  it("writes colour only to a terminal", () => {
    const folder = folderWith({ Dockerfile: HIGH });
    expect(bulwark(folder, ["check"]).stdout).not.toContain("\u001B[");
    expect(bulwark(folder, ["check", "--color", "always"]).stdout).toContain("\u001B[");
  });

  // Each of the seven causes of the guide, on the guide's own kind of file.
  it("names what is unsafe in the examples, each with its line", () => {
    const { stdout } = bulwark(example("go-api-alpine"), ["check", "--format", "json"]);
    const { files: [file] }: { files: readonly { findings: readonly { rule: string; start: { line: number } }[] }[] } = JSON.parse(stdout);
    const found = new Map(file?.findings.map(({ rule, start }) => [rule, start.line]));
    expect([...found.keys()]).toEqual(expect.arrayContaining(["require-user", "no-latest-tag", "pin-image-digest", "require-security-updates", "use-build-hardening-flags"]));
    for (const line of found.values()) expect(line).toBeGreaterThan(0);
  });
});

/** A file that must not stop the run: its own error, exit code 3, and the other file judged all the same. */
function besideGood(name: string, make: (folder: string) => void): { readonly status: number | null; readonly output: string } {
  const folder = folderWith({ "good.Dockerfile": HIGH });
  make(folder);
  const { status, stdout, stderr } = bulwark(folder, ["check", name, "good.Dockerfile"]);
  return { status, output: stdout + stderr };
}

describe("a file that cannot be read", () => {
  it.each<[string, (folder: string) => void]>([
    ["is missing", () => undefined],
    ["is binary", (folder) => writeFileSync(join(folder, "bad.Dockerfile"), new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0xff, 0xfe]))],
    ["is no UTF-8", (folder) => writeFileSync(join(folder, "bad.Dockerfile"), new Uint8Array([...Buffer.from("FROM debian:13\nLABEL a="), 0xe9, 0x0a]))],
    ["has 100 MB", (folder) => {
      writeFileSync(join(folder, "bad.Dockerfile"), "FROM debian:13\n");
      truncateSync(join(folder, "bad.Dockerfile"), 100 * 2 ** 20);
    }],
    ["is a link to itself", (folder) => symlinkSync("bad.Dockerfile", join(folder, "bad.Dockerfile"))],
  ])("because it %s is named with one error and what to do, and the others are judged", (_, make) => {
    const { status, output } = besideGood("bad.Dockerfile", make);
    expect(status).toBe(3);
    expect(output.split("\n").filter((line) => line.includes("error bad.Dockerfile"))).toHaveLength(1);
    expect(output).toMatch(/error bad\.Dockerfile[^;]+; \w/);
    expect(output).toContain("require-user  good.Dockerfile:1");
    expect(output).not.toContain("    at ");
  });

  it("because folders link in a circle does not stop the search", () => {
    const folder = folderWith({ "a/Dockerfile": HIGH });
    mkdirSync(join(folder, "a/b"));
    symlinkSync("..", join(folder, "a/b/up"));
    const { status, stdout } = bulwark(folder, ["check"]);
    expect(status).toBe(1);
    expect(stdout).toContain("in 1 Dockerfile");
  });
});

describe("bulwark.yaml", () => {
  it.each([
    ["a wrong key", "ignroe: []\n", /bulwark\.yaml:1:1 .*did you mean "ignore"/],
    ["no YAML", "ignore: [\n", /bulwark\.yaml:\d/],
    ["an unknown rule", "ignore:\n  - rule: require-usr\n    reason: no\n", /bulwark\.yaml:2:\d+ .*did you mean "require-user"/],
  ])("with %s is refused with its place", (_, text, message) => {
    const { status, stderr } = bulwark(folderWith({ Dockerfile: CLEAN, "bulwark.yaml": text }), ["check"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe("what there is to read", () => {
  it("lists rules for programs, with the ids of other tools", () => {
    const { status, stdout } = bulwark(folderWith({}), ["rules", "--format", "json"]);
    expect(status).toBe(0);
    const { rules }: { rules: readonly { id: string; severity: string; peers: Readonly<Record<string, readonly string[]>> }[] } = JSON.parse(stdout);
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.find(({ id }) => id === "no-root-user")).toMatchObject({ severity: expect.any(String), peers: { hadolint: ["DL3002"] } });
  });

  it("explains a rule, helps, and completes in three shells", () => {
    const folder = folderWith({});
    expect(bulwark(folder, ["explain", "require-user"])).toMatchObject({ status: 0, stdout: expect.stringContaining("require-user") });
    expect(bulwark(folder, ["--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("harden") });
    expect(bulwark(folder, ["harden", "--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("--in-place") });
    for (const shell of ["bash", "zsh", "fish"]) expect(bulwark(folder, ["completion", shell])).toMatchObject({ status: 0, stdout: expect.stringContaining("bulwark") });
  });
});
