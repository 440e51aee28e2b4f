import { describe, expect, it } from "vitest";
import { contents, project } from "./testing/project.ts";
import { bulwark, on } from "./testing/run.ts";
import { checkJson } from "./testing/json.ts";

const PINNED = `alpine:3.24@sha256:${"0123456789abcdef".repeat(4)}`;
const CLEAN = `FROM ${PINNED}\nCOPY app /app\nUSER 65532:65532\nHEALTHCHECK CMD ["/app", "--health"]\nENTRYPOINT ["/app"]\n`;
const HIGH = `FROM ${PINNED}\nUSER root\nENTRYPOINT ["/app"]\n`;
const LOW_ONLY = "FROM alpine:3.24\nRUN apk upgrade --no-cache\nUSER 65532:65532\nENTRYPOINT [\"/bin/true\"]\n";
const SAFE_CONTEXT = { ".dockerignore": "*\n!app\n", app: "" };

describe("the exit code of check", () => {
  it.each<readonly [what: string, files: Readonly<Record<string, string>>, args: readonly string[], code: number]>([
    ["0 when nothing is found", { Dockerfile: CLEAN, ...SAFE_CONTEXT }, [], 0],
    ["0 when all is below the threshold", { Dockerfile: LOW_ONLY }, [], 0],
    ["1 for a finding at the threshold", { Dockerfile: HIGH }, [], 1],
    ["1 with --quiet too", { Dockerfile: HIGH }, ["--quiet"], 1],
    ["1 in every format: json", { Dockerfile: HIGH }, ["--format", "json"], 1],
    ["1 in every format: markdown", { Dockerfile: HIGH }, ["-f", "markdown"], 1],
    ["0 with the bar above the finding", { Dockerfile: HIGH }, ["--fail-on", "critical"], 0],
    ["1 with the bar at the finding", { Dockerfile: HIGH }, ["--fail-on=high"], 1],
    ["1 with the bar below the finding", { Dockerfile: HIGH }, ["--fail-on", "medium"], 1],
    ["1 for a low finding at --fail-on low", { Dockerfile: LOW_ONLY }, ["--fail-on", "low"], 1],
    ["0 for a low finding at --fail-on medium", { Dockerfile: LOW_ONLY }, ["--fail-on", "medium"], 0],
    ["1 when bulwark.yaml lowers the bar", { Dockerfile: LOW_ONLY, "bulwark.yaml": "fail-on: low\n" }, [], 1],
    ["0 when the command line raises it again", { Dockerfile: LOW_ONLY, "bulwark.yaml": "fail-on: low\n" }, ["--fail-on", "critical"], 0],
    ["0 when another rule alone is asked for", { Dockerfile: HIGH }, ["--rule", "no-sudo"], 0],
    ["1 when its rule is among those asked for", { Dockerfile: HIGH }, ["--rule", "no-sudo", "--rule", "no-root-user"], 1],
    ["3 in a folder without Dockerfiles", { "README.md": "" }, [], 3],
    ["3 in an empty folder", {}, [], 3],
    ["3 for a missing file", {}, ["Dockerfile"], 3],
    ["3 for a missing file beside a clean one", { Dockerfile: CLEAN, ...SAFE_CONTEXT }, ["Dockerfile", "missing"], 3],
    ["3 for an unread file beside a finding: 3 wins over 1", { Dockerfile: HIGH, "other.Dockerfile": "\0" }, [], 3],
    ["3 for an empty Dockerfile", { Dockerfile: "" }, [], 3],
    ["3 for comments alone", { Dockerfile: "# FROM alpine\n" }, [], 3],
    ["3 for an ARG alone: there is no image to judge", { Dockerfile: "ARG VERSION=1\n" }, [], 3],
    ["3 for a fragment without FROM", { Dockerfile: "RUN make\n" }, [], 3],
    ["3 for a stage that is not there", { Dockerfile: CLEAN, ...SAFE_CONTEXT }, ["--target", "nosuch"], 3],
  ])("is %s", async (_, files, args, code) => {
    const ran = await on(project(files), "check", ...args);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: "" });
  });

  it("judges the other files when one cannot be read", async () => {
    const folder = project({ "a.Dockerfile": HIGH, "b.Dockerfile": "\0", "c.Dockerfile": HIGH });
    const { code, json } = await checkJson(folder, "a.Dockerfile", "missing", "b.Dockerfile", "c.Dockerfile");
    expect(code).toBe(3);
    expect(json.files.map((file) => [file.path, file.findings.some((finding) => finding.rule === "no-root-user")])).toEqual([["a.Dockerfile", true], ["c.Dockerfile", true]]);
    expect(json.errors.map((error) => error.path)).toEqual(["missing", "b.Dockerfile"]);
    for (const error of json.errors) expect(error.remedy).not.toBe("");
  });
});

describe("the exit code of harden", () => {
  it.each<readonly [what: string, files: Readonly<Record<string, string>>, args: readonly string[], code: number]>([
    ["0 when it wrote", { Dockerfile: HIGH }, [], 0],
    ["0 on what it wrote itself", { Dockerfile: "# Made by bulwark harden from x; make it again with: bulwark harden\n# bulwark:sealed sha256:00\nFROM alpine:3.24\n" }, [], 0],
    ["3 for a refusal", { Dockerfile: "FROM postgres:17\n" }, [], 3],
    ["3 for a base that does not fit", { Dockerfile: HIGH }, ["--base", "distroless"], 3],
    ["3 without a Dockerfile", { "README.md": "" }, [], 3],
    ["3 for a missing file", {}, ["Dockerfile"], 3],
    ["3 when it is for a person to choose", { "a.Dockerfile": HIGH, "b.Dockerfile": HIGH }, [], 3],
    ["3 when it would overwrite what is not ours", { Dockerfile: HIGH, "Dockerfile.hardened": "FROM mine\n" }, [], 3],
    ["3 for a stage that is not there", { Dockerfile: HIGH }, ["--target", "nosuch"], 3],
  ])("is %s", async (_, files, args, code) => {
    const ran = await on(project(files), "harden", ...args);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: "" });
  });
});

describe("wrong usage", () => {
  const FILES = { Dockerfile: HIGH };
  it.each<readonly [args: readonly string[], says: RegExp]>([
    [["chekc"], /no command and no file "chekc"; did you mean "bulwark check"\?/],
    [["hardne", "."], /did you mean "bulwark harden"\?/],
    [["help", "hardne"], /no command "hardne"; did you mean "bulwark help harden"\?/],
    [["check", "--fail-onn", "high"], /check has no option --fail-onn; did you mean --fail-on\?/],
    [["--fail-onn", "high"], /did you mean --fail-on\?/],
    [["check", "-x"], /check has no option -x/],
    [["check", "--fail-on", "hihg"], /--fail-on takes critical, high, medium, low, info, not "hihg"; did you mean "high"\?/],
    [["check", "--format", "jsno"], /not "jsno"; did you mean "json"\?/],
    [["check", "--fail-on"], /--fail-on/],
    [["check", "--quiet=1"], /--quiet/],
    [["check", "--rule", "no-rot-user"], /no rule "no-rot-user"; did you mean "no-root-user"\?/],
    [["check", "--today", "2026-02-30"], /--today takes a day as YYYY-MM-DD, not "2026-02-30"/],
    [["check", "--build-arg", "=x"], /--build-arg takes NAME=VALUE/],
    [["check", "--context", "nowhere"], /--context takes a folder, and "nowhere" is none/],
    [["harden", "--context", "Dockerfile"], /--context takes a folder/],
    [["harden", "--base", "alpne"], /did you mean "alpine"\?/],
    [["harden", "--base", "windows"], /--base takes distroless, alpine/],
    [["harden", "--user", "root"], /--user takes numbers above 0/],
    [["harden", "--user", "0"], /0 is root/],
    [["harden", "--user", "1001:0"], /0 is root/],
    [["harden", "--user", "1001:1001:1"], /--user takes/],
    [["harden", "--user", "1e3"], /--user takes/],
    [["harden", "--user", "99999999999"], /--user takes/],
    [["harden", "--in-place", "--out", "x"], /--in-place .* does not go with --out/],
    [["harden", "Dockerfile", "other"], /at most 1/],
    [["harden", "--format", "markdown"], /--format takes terminal, json/],
    [["explain"], /explain needs a rule/],
    [["explain", "no-rot-user"], /did you mean "no-root-user"\?/],
    [["rules", "x"], /rules takes no arguments/],
    [["completion"], /bash, zsh, fish/],
    [["completion", "tcsh"], /bash, zsh, fish/],
  ])("%j is 2, said in words, and nothing is written", async (args, says) => {
    const folder = project(FILES);
    const { code, stdout, stderr } = await bulwark(args, { cwd: folder });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/--help says what there is/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(contents(folder)).toEqual(FILES);
  });

  it("takes a name that is no word for a missing file, not for a command", async () => {
    for (const path of ["docker/Dockerfile", "Dockerfile.prod", "./x"]) {
      const { code, stdout } = await bulwark([path], { cwd: project() });
      expect({ path, code }).toEqual({ path, code: 3 });
      expect(stdout).toContain(`${path} does not exist`);
    }
  });
});

describe("a wrong bulwark.yaml", () => {
  it.each<readonly [what: string, config: string, says: RegExp]>([
    ["syntax", "ignore: [\n", /^bulwark: bulwark\.yaml:\d+:\d+ /],
    ["a wrong key", "\nignroe: []\n", /bulwark\.yaml:2:1 unknown key "ignroe"; did you mean "ignore"\?/],
    ["a wrong key in an entry", "ignore:\n  - rule: no-sudo\n    reson: because\n    reason: because\n", /bulwark\.yaml:3:5 unknown key "reson"; did you mean "reason"\?/],
    ["a wrong type", "exclude:\n  a: b\n", /bulwark\.yaml:2:\d+ "exclude" must be a list of texts/],
    ["a list where keys are meant", "- a\n", /bulwark\.yaml:1:1 the file must hold keys/],
    ["a wrong severity", "fail-on: hihg\n", /bulwark\.yaml:1:10 "fail-on" must be one of/],
    ["an unknown rule", "ignore:\n  - rule: no-rot-user\n    reason: x\n", /bulwark\.yaml:2:\d+ there is no rule "no-rot-user"; did you mean "no-root-user"\?/],
    ["an ignore without a reason", "ignore:\n  - rule: no-root-user\n", /bulwark\.yaml:2:\d+ the ignore of no-root-user needs a "reason"/],
    ["a day that is none", "ignore:\n  - rule: no-root-user\n    reason: x\n    expires: soon\n", /bulwark\.yaml:\d+:\d+ "expires" must be a day/],
    ["binary", "fail-on: \0\n", /bulwark\.yaml:1 is a binary file/],
    ["too large", `# ${"x".repeat(1_100_000)}\n`, /bulwark\.yaml .*MB/],
    ["a bomb of aliases", `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij".split("").map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefghij".charAt(index)}`).join(",")}]`).join("\n")}\nexclude: *j\n`, /bulwark\.yaml:\d+:\d+ /],
    ["an alias, which might widen an ignore", "ignore:\n  - rule: no-root-user\n    reason: &r x\n    paths: *r\n", /bulwark\.yaml:4:12 an alias is not followed/],
    ["a key that stands twice", "fail-on: low\nfail-on: high\n", /bulwark\.yaml:2:1 the key "fail-on" stands here a second time/],
    ["what no terminal should see", "\"\\e[31mkey\": 1\n", /unknown key "\uFFFD\[31mkey"/],
  ])("%s: 2, with file, line and what to do", async (_, config, says) => {
    for (const command of ["check", "harden"]) {
      const folder = project({ Dockerfile: HIGH, "bulwark.yaml": config });
      const { code, stdout, stderr } = await on(folder, command);
      expect(stderr).toMatch(says);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).not.toMatch(/\n {4}at /);
    }
  });

  it.each([["base: alpne", /bulwark\.yaml:3 "base" takes distroless.*did you mean "alpine"\?/], ["user: root", /bulwark\.yaml:3 "user" takes numbers above 0/]])("%s under harden names its line", async (line, says) => {
    const { code, stderr } = await on(project({ Dockerfile: HIGH, "bulwark.yaml": `# ours\nharden:\n  ${line}\n` }), "harden");
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  it("is not looked for where --config names another", async () => {
    const folder = project({ Dockerfile: HIGH, "bulwark.yaml": "wrong: 1\n", "other.yaml": "fail-on: critical\n" });
    expect((await on(folder, "check", "--config", "other.yaml")).code).toBe(0);
    const missing = await on(folder, "check", "--config", "missing.yaml");
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain("missing.yaml does not exist");
  });
});
