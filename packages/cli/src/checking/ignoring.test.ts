import { describe, expect, it } from "vitest";
import { checkJson, type CheckJson } from "../testing/json.ts";
import { project } from "../testing/project.ts";
import { on } from "../testing/run.ts";

const IMAGE = "alpine:3.24";

/** What was found of a rule, what was ignored and by whom. */
function verdict(json: CheckJson, rule: string): { readonly found: readonly number[]; readonly ignored: readonly (readonly [by: string, reason: string | null])[] } {
  const files = json.files;
  return {
    found: files.flatMap((file) => file.findings).filter((finding) => finding.rule === rule).map((finding) => finding.start.line),
    ignored: files.flatMap((file) => file.ignored).filter(({ finding }) => finding.rule === rule).map(({ by, reason }) => [by, reason]),
  };
}

async function judge(dockerfile: string, files: Readonly<Record<string, string>> = {}, ...args: readonly string[]): Promise<CheckJson> {
  return (await checkJson(project({ Dockerfile: dockerfile, ...files }), ...args)).json;
}

describe("a comment takes a finding out, with its tool and its reason", () => {
  it.each<readonly [comment: string, by: string, reason: string | null]>([
    ["# bulwark ignore=no-root-user: a toolbox", "bulwark", "a toolbox"],
    ["#bulwark ignore = no-root-user : a toolbox", "bulwark", "a toolbox"],
    ["# bulwark ignore=no-sudo,no-root-user: both", "bulwark", "both"],
    ["# hadolint ignore=DL3002", "hadolint", null],
    ["# hadolint ignore=DL3059,DL3002", "hadolint", null],
    ["# trivy:ignore:AVD-DS-0002", "trivy", null],
    ["# trivy:ignore:DS-0002", "trivy", null],
    ["# trivy:ignore:DS002", "trivy", null],
    ["# checkov:skip=CKV_DOCKER_8:a toolbox", "checkov", "a toolbox"],
    ["# kics-scan ignore-line", "kics", null],
    ["# nosemgrep: dockerfile.security.last-user-is-root.last-user-is-root", "semgrep", null],
    ["# nosemgrep", "semgrep", null],
  ])("%s", async (comment, by, reason) => {
    const json = await judge(`FROM ${IMAGE}\n${comment}\nUSER root\n`);
    expect(verdict(json, "no-root-user")).toEqual({ found: [], ignored: [[by, reason]] });
  });

  it.each([
    ["# bulwark ignore-file=no-root-user: a toolbox", "bulwark"],
    ["# hadolint global ignore=DL3002", "hadolint"],
    ["# checkov:skip=CKV_DOCKER_8", "checkov"],
    ["# kics-scan disable=67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae", "kics"],
    ["# kics-scan ignore", "kics"],
  ])("in the whole file: %s", async (comment, by) => {
    const json = await judge(`${comment}\nFROM ${IMAGE}\nUSER root\n`);
    expect(verdict(json, "no-root-user")).toMatchObject({ found: [], ignored: [[by, expect.anything()]].map(([tool]) => [tool, by === "bulwark" ? "a toolbox" : null]) });
  });

  it("as BuildKit's directive", async () => {
    const secret = `FROM ${IMAGE}\nARG API_TOKEN\n`;
    expect(verdict(await judge(secret), "no-secret-in-arg-or-env").found).toEqual([2]);
    expect(verdict(await judge(`# check=skip=SecretsUsedInArgOrEnv\n${secret}`), "no-secret-in-arg-or-env")).toEqual({ found: [], ignored: [["buildkit", null]] });
    expect(verdict(await judge(`# check=skip=all;error=true\n${secret}`), "no-secret-in-arg-or-env").found).toEqual([]);
  });

  it("only where it stands, and only of its rule", async () => {
    const json = await judge(`FROM ${IMAGE} AS a\n# bulwark ignore=no-sudo: here\nRUN sudo true\nRUN sudo true\n# hadolint ignore=DL3004\nUSER root\n`);
    expect(verdict(json, "no-sudo")).toEqual({ found: [4], ignored: [["bulwark", "here"]] });
    expect(verdict(json, "no-root-user").found).toEqual([6]);
  });

  it("not in a heredoc, nor behind an instruction", async () => {
    const json = await judge(`FROM ${IMAGE}\nRUN <<EOF\n# bulwark ignore=no-root-user: no comment of this file\nEOF\nUSER root\n`);
    expect(verdict(json, "no-root-user").found).toEqual([5]);
  });
});

describe("what is wrong with an ignore is said, with its line", () => {
  it.each<readonly [what: string, dockerfile: string, line: number, message: RegExp]>([
    ["without effect", `FROM ${IMAGE}\n# bulwark ignore=no-sudo: why\nUSER 1:1\n`, 2, /no-sudo has no effect/],
    ["an unknown rule", `FROM ${IMAGE}\n# bulwark ignore=no-rot-user: why\nUSER root\n`, 2, /no rule "no-rot-user"; did you mean "no-root-user"\?/],
    ["without a reason", `FROM ${IMAGE}\n# bulwark ignore=no-root-user\nUSER root\n`, 2, /gives no reason/],
    ["behind the last instruction", `FROM ${IMAGE}\nUSER root\n# bulwark ignore=no-root-user: why\n`, 3, /no-root-user/],
  ])("%s", async (_, dockerfile, line, message) => {
    const json = await judge(dockerfile);
    expect(json.notices).toMatchObject([{ path: "Dockerfile", line, message: expect.stringMatching(message) }]);
    const shown = await on(project({ Dockerfile: dockerfile }), "check");
    expect(shown.stdout).toContain(`note Dockerfile:${line} `);
  });

  it("not when the rule is not asked for in this run", async () => {
    const dockerfile = `FROM ${IMAGE}\n# bulwark ignore=no-sudo: why\nRUN sudo true\nUSER 1:1\n`;
    expect((await judge(dockerfile, {}, "--rule", "no-root-user")).notices).toEqual([]);
  });

  it("not when another tool's comment ignores the same", async () => {
    const json = await judge(`FROM ${IMAGE}\n# hadolint ignore=DL3002\n# bulwark ignore=no-root-user: why\nUSER root\n`);
    expect(json.notices).toEqual([]);
  });
});

describe("bulwark.yaml", () => {
  const ROOT = `FROM ${IMAGE}\nUSER root\n`;
  const entry = (more: string): string => `ignore:\n  - rule: no-root-user\n    reason: run with --user\n${more}`;

  it("takes a rule out, everywhere", async () => {
    const json = await judge(ROOT, { "api/Dockerfile": ROOT, "bulwark.yaml": entry("") });
    expect(verdict(json, "no-root-user")).toEqual({ found: [], ignored: [["bulwark.yaml", "run with --user"], ["bulwark.yaml", "run with --user"]] });
    expect(json.notices).toEqual([]);
  });

  it("takes a rule out of some paths, which count from its own folder wherever the command runs", async () => {
    const folder = project({ "api/Dockerfile": ROOT, "web/Dockerfile": ROOT, "bulwark.yaml": entry("    paths: [api/**]\n") });
    for (const args of [[], ["api", "web"], ["api/Dockerfile", "web/Dockerfile"], ["./web", "./api"]]) {
      const { json } = await checkJson(folder, ...args);
      expect(json.files.map((file) => [file.path.replace("./", ""), file.ignored.length, file.findings.some((finding) => finding.rule === "no-root-user")])).toEqual([["api/Dockerfile", 1, false], ["web/Dockerfile", 0, true]]);
    }
    expect((await checkJson(`${folder}/api`, "--config", "../bulwark.yaml")).json.files[0]?.ignored).toHaveLength(1);
  });

  it("is found from elsewhere too", async () => {
    const folder = project({ "service/api/Dockerfile": ROOT, "service/bulwark.yaml": entry(""), "service/.git/HEAD": "" });
    expect(verdict((await checkJson(folder, "service/api/Dockerfile")).json, "no-root-user").found).toEqual([]);
  });

  it("holds to the last day, and no longer", async () => {
    const files = { "bulwark.yaml": entry("    expires: 2026-11-24\n") };
    expect(verdict(await judge(ROOT, files), "no-root-user").found).toEqual([]);
    const { json, code } = await checkJson(project({ Dockerfile: ROOT, "bulwark.yaml": entry("    expires: 2026-11-23\n") }));
    expect(code).toBe(1);
    expect(verdict(json, "no-root-user").found).toEqual([2]);
    expect(json.notices).toMatchObject([{ path: "bulwark.yaml", line: 2, message: expect.stringMatching(/expired on 2026-11-23/) }]);
  });

  it("says which entries have no effect, when the whole project was judged", async () => {
    const config = `ignore:\n  - rule: no-sudo\n    reason: none\n  - rule: no-root-user\n    reason: none\n    paths: [old]\n`;
    const folder = project({ Dockerfile: `FROM ${IMAGE}\nUSER 1:1\n`, "api/Dockerfile": ROOT, "bulwark.yaml": config });
    expect((await checkJson(folder)).json.notices.map(({ line }) => line)).toEqual([2, 4]);
    expect((await checkJson(folder, "api/Dockerfile")).json.notices.map(({ line }) => line), "the other may belong to another file").toEqual([2]);
    expect((await checkJson(folder, "--rule", "no-latest-tag")).json.notices).toEqual([]);
  });

  it("leaves out paths, from wherever the search begins", async () => {
    const folder = project({ "api/Dockerfile": ROOT, "api/old/Dockerfile": ROOT, "vendor/x/Dockerfile": ROOT, "bulwark.yaml": "exclude: [api/old, 'vendor']\n" });
    for (const args of [[], ["api"], ["./api/"]]) {
      const { json } = await checkJson(folder, ...args);
      expect(json.files.map((file) => file.path.replace("./", ""))).toEqual(["api/Dockerfile"]);
    }
    expect((await checkJson(folder, "api/old/Dockerfile")).json.files, "what is named is read").toHaveLength(1);
  });
});

it("counts what was ignored, and keeps it out of grade and exit code", async () => {
  const dockerfile = `# bulwark ignore-file=no-root-user: a toolbox\nFROM ${IMAGE}\nUSER root\n`;
  const { code, stdout } = await on(project({ Dockerfile: dockerfile }), "check");
  expect(code).toBe(0);
  expect(stdout).toMatch(/in 1 Dockerfile \(1 file looked at, 1 ignored\)/);
  const { json } = await checkJson(project({ Dockerfile: dockerfile }));
  expect(json.files[0]?.grade.letter).toBe("A");
});
