import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../commands/table.ts";
import { example, project, put, text } from "../testing/project.ts";
import { bulwark, program } from "../testing/run.ts";

const NAMES = COMMANDS.map((command) => command.name);

async function out(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await bulwark(args, { cwd: project() });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

/** A folder with `bulwark` as people have it in their PATH. */
function installed(): string {
  const folder = project();
  writeFileSync(join(folder, "bulwark"), `#!/bin/sh\nexec '${process.execPath}' '${program()}' "$@"\n`);
  chmodSync(join(folder, "bulwark"), 0o755);
  return folder;
}

function has(tool: string): boolean {
  return spawnSync(tool, ["--version"], { stdio: "ignore" }).status === 0;
}

describe("help", () => {
  it("is the same by every name", async () => {
    const help = await out("--help");
    for (const args of [["-h"], ["help"], ["--quiet", "--help"]]) expect(await out(...args)).toBe(help);
    for (const name of NAMES) expect(help).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
    for (const code of ["0 clean", "1 a finding", "2 wrong usage", "3 something could not be read"]) expect(help).toContain(code);
  });

  it.each(NAMES)("of %s names every option, and has examples", async (name) => {
    const help = await out(name, "--help");
    expect(await out("help", name)).toBe(help);
    expect(await out(name, "-h")).toBe(help);
    const command = COMMANDS.find((candidate) => candidate.name === name);
    for (const option of command?.options ?? []) expect(help).toContain(`--${option.name}`);
    expect(command?.examples.length).toBeGreaterThan(0);
    for (const { line } of command?.examples ?? []) expect(help).toContain(`  ${line}\n`);
  });

  it("asks for nothing else: a path behind -- is a path", async () => {
    const { code, stdout } = await bulwark(["check", "--", "--help"], { cwd: project() });
    expect(code).toBe(3);
    expect(stdout).toContain("--help does not exist");
  });

  // The examples as they stand, in the example project; what they pipe into must be there.
  const EXAMPLES = COMMANDS.flatMap((command) => command.examples.map(({ line }) => line));
  it.skipIf(!has("bash")).each(EXAMPLES)("shows an example that runs: %s", (line) => {
    if (line.includes("jq") && !has("jq")) return;
    const folder = example("go-api");
    put(folder, { "services/api/Dockerfile": text(folder, "Dockerfile"), "services/api/go.mod": text(folder, "go.mod"), "services/api/cmd/api/main.go": "package main\nfunc main() {}\n" });
    mkdirSync(join(folder, ".config/fish/completions"), { recursive: true });
    const env = { PATH: `${installed()}:${process.env["PATH"] ?? ""}`, HOME: folder, LANG: "C.UTF-8", DOCKER_HOST: "unix:///no/such/engine", CONTAINER_HOST: "unix:///no/such/engine" };
    const { status, stderr, stdout } = spawnSync("bash", ["-c", line], { cwd: folder, encoding: "utf8", env });
    // What it prints with an engine is seen end to end; here it is understood, and says what it lacks.
    if (line.startsWith("bulwark prove")) return expect(stderr).toMatch(/container engine/);
    expect({ stderr, isKnown: status === 0 || status === 1 }).toEqual({ stderr: "", isKnown: true });
    if (!line.includes("source") && !line.includes(">")) expect(stdout).not.toBe("");
  });
});

it("says its version", async () => {
  const version = await out("--version");
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const args of [["-V"], ["version"]]) expect(await out(...args)).toBe(version);
});

describe("explain", () => {
  it.each([
    ["no-root-user"],
    ["DL3002"], ["dl3002"], ["hadolint", "DL3002"], ["hadolint DL3002"],
    ["DS-0002"], ["AVD-DS-0002"], ["DS002"], ["trivy", "AVD-DS-0002"],
    ["CKV_DOCKER_8"], ["checkov", "CKV_DOCKER_8"],
    ["last-user-is-root"], ["dockerfile.security.last-user-is-root.last-user-is-root"],
    ["67fd0c4a"], ["67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae"],
    ["4.1"], ["cis", "4.1"], ["CIS", "4.1"],
  ])("finds the rule by %s %s", async (...args) => {
    const page = await out("explain", ...args.filter((arg) => arg !== undefined));
    expect(page).toMatch(/^high {5}no-root-user$/m);
    for (const part of ["Why", "Fix", "When to ignore", "Bad", "Good", "Other tools:"]) expect(page).toContain(part);
  });

  it("knows nothing of another tool's other ids", async () => {
    for (const args of [["hadolint", "DS-0002"], ["DL9999"], ["trivy"]]) {
      const { code, stderr } = await bulwark(["explain", ...args], { cwd: project() });
      expect(code).toBe(2);
      expect(stderr).toContain(`there is no rule "${args.join(" ")}"`);
    }
  });

  it("has a page for every rule", async () => {
    const { rules }: { rules: { id: string; title: string }[] } = JSON.parse(await out("rules", "--format", "json"));
    expect(rules.length).toBeGreaterThan(40);
    for (const { id, title } of rules.filter((_, index) => index % 6 === 0)) {
      const page = (await out("explain", id)).replaceAll(/\s+/g, " ");
      expect(page).toContain(title);
      expect(page).toContain("When to ignore");
    }
  });
});

describe("rules", () => {
  it("lists the same rules in every format", async () => {
    const { rules }: { rules: { id: string; severity: string; category: string; title: string; peers: Record<string, string[]> }[] } = JSON.parse(await out("rules", "--format", "json"));
    const shown = await out("rules");
    const markdown = await out("rules", "-f", "markdown");
    expect(shown).toContain(`${rules.length} rules; `);
    expect(markdown.trim().split("\n")).toHaveLength(rules.length + 2);
    for (const rule of rules) {
      expect(shown).toMatch(new RegExp(`^${rule.severity} +${rule.id} `, "m"));
      expect(markdown).toContain(`| ${rule.id} | ${rule.severity} | ${rule.category} |`);
    }
    expect(rules.find((rule) => rule.id === "no-root-user")?.peers["hadolint"]).toContain("DL3002");
  });

  it("lists the worst first", async () => {
    const severities = (await out("rules")).split("\n").map((line) => /^(critical|high|medium|low|info) /.exec(line)?.[1]).filter((severity) => severity !== undefined);
    const rank = ["critical", "high", "medium", "low", "info"];
    expect(severities).toEqual(severities.toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)));
  });
});

describe("check --format markdown", () => {
  it("is a table that a file's text cannot break", async () => {
    const folder = project({ "a|b`c.Dockerfile": "FROM alpine:latest\nUSER root\nRUN curl -k 'https://example.com/|x' | sh\n", "binary_file.Dockerfile": "\0" });
    const { code, stdout } = await bulwark(["check", "-f", "markdown"], { cwd: folder });
    expect(code).toBe(3);
    const rows = stdout.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
    expect(stdout).toMatch(/^## ``a\|b`c\.Dockerfile``: [A-F], \d+ points$/m);
    expect(stdout).toMatch(/^## Not read\n\n- `binary_file\.Dockerfile`:1 is a binary file/m);
  });
});

describe("completion", () => {
  const shells = { bash: ["-n"], zsh: ["-n"], fish: ["--no-execute"] } as const;
  it.each(Object.entries(shells))("for %s is a script that the shell can read", async (shell, flags) => {
    const script = await out("completion", shell);
    for (const name of NAMES) expect(script).toContain(name);
    if (!has(shell)) return;
    const file = join(project({ script }), "script");
    execFileSync(shell, [...flags, file]);
  });

  /** What a real bash offers for a line, at its end. */
  async function offered(line: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
    const script = await out("completion", "bash");
    const folder = project({ ...files, ".script": script });
    const words = line.split(" ");
    const asked = 'source .script; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _bulwark; printf "%s\\n" "${COMPREPLY[@]}"';
    const { stdout, stderr } = spawnSync("bash", ["-c", asked, "bash", ...words], { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    return stdout.split("\n").filter((word) => word !== "").sort();
  }

  it.skipIf(!has("bash")).each<readonly [line: string, words: readonly string[]]>([
    ["bulwark h", ["harden"]],
    ["bulwark --v", ["--version"]],
    ["bulwark check --f", ["--fail-on", "--format"]],
    ["bulwark check --fail-on h", ["high"]],
    ["bulwark check --format ", ["json", "markdown", "terminal"]],
    ["bulwark check --rule no-root", ["no-root-user"]],
    ["bulwark harden --base ", ["alpine", "distroless", "hardened"]],
    ["bulwark harden --today ", []],
    ["bulwark explain no-root", ["no-root-user"]],
    ["bulwark explain Docker", []],
    ["bulwark completion ", ["bash", "fish", "zsh"]],
    ["bulwark check Docker", ["Dockerfile", "Dockerfile with space"]],
    ["bulwark Docker", ["Dockerfile", "Dockerfile with space"]],
    ["bulwark harden --context s", ["src"]],
    ["bulwark harden --config b", ["bulwark.yaml"]],
    ["bulwark rules --", ["--color", "--format", "--help"]],
  ])("in bash: %s", async (line, words) => {
    expect(await offered(line, { Dockerfile: "", "Dockerfile with space": "", "src/a": "", "some.txt": "", "bulwark.yaml": "" })).toEqual(words);
  });
});
