import type { Command, Option } from "../command-line/command.ts";

const HELP: Option = { name: "help", short: "h", description: "print this help" };
const COLOUR: Option = { name: "color", value: "WHEN", choices: ["auto", "always", "never"], description: "colour the terminal view" };
const TODAY: Option = { name: "today", value: "YYYY-MM-DD", description: "judge as of this day, for results that can be repeated" };
const TARGET: Option = { name: "target", value: "STAGE", description: "the stage that is built, by name or number" };
const BUILD_ARGUMENT: Option = { name: "build-arg", value: "NAME=VALUE", multiple: true, description: "a build argument, as docker build takes it" };
const CONFIG: Option = { name: "config", value: "FILE", complete: "files", description: "read this instead of bulwark.yaml" };
const CONTEXT: Option = { name: "context", value: "FOLDER", complete: "folders", description: "the build context, where it is not found by itself" };

const BASE: Option = { name: "base", value: "BASE", complete: "bases", description: "only this base: distroless, alpine, or hardened for the original one" };
const USER: Option = { name: "user", value: "UID[:GID]", description: "run as this account; the image's own where it has one, else 65532:65532" };
/** How a Dockerfile is looked at, whatever is done with it. */
const LENS: readonly Option[] = [CONFIG, TARGET, BUILD_ARGUMENT, TODAY];

const check: Command = {
  name: "check",
  summary: "Judge Dockerfiles: what is unsafe, where, why, and what to do",
  positionals: { usage: "[PATH...]", most: Number.POSITIVE_INFINITY, complete: "files" },
  options: [
    { name: "format", short: "f", value: "FORMAT", choices: ["terminal", "json", "markdown"], description: "how to print the result" },
    { name: "fail-on", value: "SEVERITY", choices: ["critical", "high", "medium", "low", "info"], description: "exit with 1 on a finding this bad or worse; high by default" },
    { name: "rule", value: "RULE", multiple: true, complete: "rules", description: "only this rule" },
    { name: "stdin-path", value: "PATH", complete: "files", description: "what to call standard input (-) in the result" },
    CONTEXT,
    ...LENS,
    { name: "quiet", short: "q", description: "findings only: no excerpts, no grade, nothing to type next" },
    COLOUR,
    HELP,
  ],
  examples: [
    { line: "bulwark check", does: "every Dockerfile below this folder" },
    { line: "bulwark check services/api/Dockerfile --fail-on medium", does: "one file, with a stricter gate" },
    { line: "bulwark check --format json | jq '.files[].findings[].rule'", does: "the rules that found something" },
    { line: "cat Dockerfile | bulwark check -", does: "standard input" },
  ],
  load: () => import("./check.ts"),
};

const harden: Command = {
  name: "harden",
  summary: "Write hardened Dockerfiles, how to run them, and this project's security guide",
  positionals: { usage: "[PATH]", most: 1, complete: "files" },
  options: [
    CONTEXT,
    BASE,
    USER,
    { name: "in-place", description: "change the Dockerfile itself instead of writing others beside it" },
    { name: "diff", description: "print what would change in the Dockerfile, and write nothing" },
    { name: "dry-run", short: "n", description: "say what would be written, and write nothing" },
    { name: "out", short: "o", value: "FOLDER", complete: "folders", description: "write into this folder" },
    { name: "force", description: "overwrite files that were edited by hand or are not ours" },
    { name: "format", short: "f", value: "FORMAT", choices: ["terminal", "json"], description: "how to print decisions, evidence and refusals" },
    ...LENS,
    COLOUR,
    HELP,
  ],
  examples: [
    { line: "bulwark harden", does: "the Dockerfile of this folder" },
    { line: "bulwark harden --diff", does: "only show what would change" },
    { line: "bulwark harden services/api --base distroless --user 1001:1001", does: "one base, another account" },
    { line: "bulwark harden --format json | jq '.decisions[]'", does: "every decision with its evidence" },
  ],
  load: () => import("./harden.ts"),
};

const prove: Command = {
  name: "prove",
  summary: "Build and run original and hardened side by side: safer, and does it still work?",
  positionals: { usage: "[PATH]", most: 1, complete: "files" },
  options: [
    { name: "engine", value: "ENGINE", choices: ["auto", "docker", "podman", "nerdctl"], description: "what builds and runs; auto takes the first that answers" },
    CONTEXT,
    BASE,
    USER,
    { name: "repair", description: "apply the remedies that are known, try again, and write the repaired files" },
    { name: "attempts", value: "COUNT", description: "how often --repair may try again; 3 by default" },
    { name: "max-size", value: "SIZE", description: "gate: no hardened image may be larger, such as 15MB" },
    { name: "min-grade", value: "GRADE", choices: ["A", "B", "C", "D", "E", "F"], description: "gate: no worse grade than this" },
    { name: "require", value: "LIST", description: "gate: starts,answers,healthy,non-root,read-only,no-capabilities,no-new-privileges,stops" },
    { name: "no-regression", description: "gate: nothing that is measured may be worse than in the original" },
    { name: "against", value: "FILE", complete: "files", description: "compare with the statement of an earlier proof; worse than then is a failure" },
    { name: "format", short: "f", value: "FORMAT", choices: ["terminal", "json", "markdown", "html", "in-toto"], description: "how to print the result" },
    { name: "save", value: "FILE", multiple: true, complete: "files", description: "also write it here, by the ending: .json, .md, .html, .intoto.json" },
    { name: "dry-run", short: "n", description: "write nothing: no guide, no repaired files" },
    ...LENS,
    COLOUR,
    HELP,
  ],
  examples: [
    { line: "bulwark prove", does: "the Dockerfile of this folder, against every base that fits" },
    { line: "bulwark prove services/api --base distroless --max-size 15MB --min-grade A", does: "one base, with gates" },
    { line: "bulwark prove --repair", does: "mend what fails, and write the mended files" },
    { line: "bulwark prove --save proof.html --save proof.md", does: "a page to look at, a comment for a pull request" },
    { line: "bulwark prove --format json | jq '.variants[].checks[]'", does: "every check with its outcome" },
  ],
  load: () => import("./prove.ts"),
};

const explain: Command = {
  name: "explain",
  summary: "Print a rule's page: why it matters, how to fix it, when to ignore it",
  positionals: { usage: "RULE", most: 2, complete: "rules" },
  options: [COLOUR, HELP],
  examples: [
    { line: "bulwark explain no-root-user", does: "by our name" },
    { line: "bulwark explain DL3002", does: "by another tool's id" },
    { line: "bulwark explain trivy DS-0002", does: "where several tools have such an id" },
  ],
  load: () => import("./explain.ts"),
};

const rules: Command = {
  name: "rules",
  summary: "List the rules with their severities and other tools' ids",
  positionals: { usage: "", most: 0, complete: "none" },
  options: [{ name: "format", short: "f", value: "FORMAT", choices: ["terminal", "json", "markdown"], description: "how to print the list" }, COLOUR, HELP],
  examples: [{ line: "bulwark rules --format json | jq -r '.rules[] | [.id, .severity] | @tsv'", does: "a table for other programs" }],
  load: () => import("./rules.ts"),
};

const completion: Command = {
  name: "completion",
  summary: "Print a completion script for bash, zsh or fish",
  positionals: { usage: "SHELL", most: 1, complete: "shells" },
  options: [HELP],
  examples: [
    { line: "source <(bulwark completion bash)", does: "for this bash" },
    { line: "bulwark completion fish > ~/.config/fish/completions/bulwark.fish", does: "for every fish" },
  ],
  load: () => import("./completion.ts"),
};

export const COMMANDS: readonly Command[] = [check, harden, prove, explain, rules, completion];
/** What a call without a command runs. */
export const DEFAULT_COMMAND = check;
