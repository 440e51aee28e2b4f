import { MappedText } from "../../source/mapped-text.ts";
import type { Command } from "../../shell/command.ts";
import { CommandReader } from "../../shell/read-commands.ts";
import { ShellScope } from "../../shell/scope.ts";
import { joinPath } from "../path.ts";
import { DOCKER_FILES, PODMAN_FILES, type BuildCall } from "./build.ts";

/** A build command in a script. */
export interface FoundCommand {
  readonly call: BuildCall;
  /** Where it runs, as far as the script's `cd` tell; undefined when they do not. */
  readonly folder: WorkingPlace | undefined;
  /** The offset in the script. */
  readonly offset: number;
}

/** A folder relative to the one in which the script was started, or to the one in which it stands. */
export interface WorkingPlace {
  readonly from: "start" | "script";
  readonly path: string;
}

/** Larger scripts are not read: nesting makes a shell parser slow. */
const LONGEST_SCRIPT = 262_144;
const BUILDERS = ["docker", "podman", "buildah", "nerdctl", "executor"];

/** The image builds that a shell script runs, in order. Never throws. */
export function buildCommands(script: string): readonly FoundCommand[] {
  if (script.length > LONGEST_SCRIPT || !BUILDERS.some((name) => script.includes(name))) return [];
  const reader = new CommandReader();
  reader.readScript({ mapped: MappedText.at(script, 0), editable: false }, new ShellScope((name) => WORKING_FOLDERS.get(name), { errexit: false, pipefail: false }));
  const folder = new WorkingFolder();
  return reader.commands.flatMap((command) => {
    const current = folder.before(command);
    const call = readBuildCall(command.name, command.words.map((word) => word.value));
    return call === undefined ? [] : [{ call, folder: current, offset: command.range.start }];
  });
}

/** Variables that name the folder of the checkout, in which CI starts its scripts. */
const WORKING_FOLDERS: ReadonlyMap<string, string> = new Map([["GITHUB_WORKSPACE", "."], ["CI_PROJECT_DIR", "."], ["PWD", "."]]);

/** Follows `cd`: what a subshell changes ends with it, and what may not have run makes the folder uncertain. */
class WorkingFolder {
  #outer: WorkingPlace | undefined = { from: "start", path: "." };
  #inner: WorkingPlace | undefined;
  #inside = false;

  /** The folder in which a command runs; a `cd` counts for those behind it. */
  before(command: Command): WorkingPlace | undefined {
    const { subshell, conditional, functionBody } = command.circumstance;
    if (subshell && !this.#inside) this.#inner = this.#outer;
    this.#inside = subshell;
    const current = subshell ? this.#inner : this.#outer;
    if (command.name !== "cd" && command.name !== "pushd" && command.name !== "popd") return current;
    const next = conditional || functionBody !== undefined || command.name === "popd" ? undefined : afterChange(current, command);
    if (subshell) this.#inner = next;
    else this.#outer = next;
    return current;
  }
}

function afterChange(current: WorkingPlace | undefined, command: Command): WorkingPlace | undefined {
  const target = command.words.find((word, index) => index > 0 && word.value?.startsWith("-") !== true);
  if (target === undefined) return undefined;
  if (target.value === undefined) return besideScript(target.text);
  if (current === undefined || target.value.startsWith("/")) return undefined;
  return { from: current.from, path: joinPath(current.path, target.value) };
}

/** `"$(dirname "$0")/.."`: a script that goes to its own folder, wherever it was started. */
function besideScript(word: string): WorkingPlace | undefined {
  const close = word.lastIndexOf(")");
  if (!word.includes("$(dirname ") || !(word.includes("$0") || word.includes("BASH_SOURCE"))) return undefined;
  const rest = word.slice(close + 1).replaceAll('"', "");
  return rest.includes("$") || rest.includes("`") ? undefined : { from: "script", path: joinPath(".", `./${rest}`) };
}

/** The sub-commands that build (kaniko's executor has none: it only builds), and what the builder looks for. Sources: the reference pages of each command line. */
const PROGRAMS: Readonly<Record<string, { readonly subcommands: readonly (readonly string[])[]; readonly files: readonly string[] }>> = {
  docker: { subcommands: [["build"], ["buildx", "build"], ["buildx", "b"], ["image", "build"], ["builder", "build"]], files: DOCKER_FILES },
  nerdctl: { subcommands: [["build"], ["image", "build"], ["builder", "build"]], files: DOCKER_FILES },
  podman: { subcommands: [["build"], ["image", "build"], ["buildx", "build"]], files: PODMAN_FILES },
  buildah: { subcommands: [["bud"], ["build"], ["build-using-dockerfile"]], files: PODMAN_FILES },
  executor: { subcommands: [], files: DOCKER_FILES },
};

/** Options before the sub-command that take a value as the next word. */
const GLOBAL_VALUES = new Set(["--config", "-c", "--context", "-H", "--host", "-l", "--log-level", "--tlscacert", "--tlscert", "--tlskey", "--builder", "-n", "--namespace", "--root", "--runroot"]);

/** Options of a build that stand alone; every other one takes a value. */
const ALONE = new Set([
  "--no-cache", "--pull", "--push", "--load", "--rm", "--force-rm", "--quiet", "-q", "--squash", "--compress", "--check", "-D", "--debug", "--disable-content-trust",
  "--layers", "--all-platforms", "--squash-all", "--no-hosts", "--no-hostname", "--omit-history", "--identity-label", "--stdin", "--skip-unused-stages",
  "--cache", "--cleanup", "--no-push", "--insecure", "--reproducible", "--single-snapshot", "--skip-tls-verify", "--verbose", "--use-new-run", "--help", "-h",
]);

/** A build by an argument vector whose uncertain words are undefined; undefined when it is none or its context is uncertain. */
function readBuildCall(name: string | undefined, words: readonly (string | undefined)[]): BuildCall | undefined {
  const program = name !== undefined && Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  if (name === undefined || program === undefined) return undefined;
  const start = program.subcommands.length === 0 ? 1 : afterGlobalOptions(words);
  const subcommand = program.subcommands.length === 0 ? [] : program.subcommands.find((parts) => parts.every((part, index) => words[start + index] === part));
  if (subcommand === undefined) return undefined;
  const line = readOptions(words.slice(start + subcommand.length));
  const context = line.context;
  if (context === undefined || line.uncertain.has("file")) return undefined;
  return {
    who: [name, ...subcommand].join(" "),
    context,
    file: line.file,
    fileFrom: name === "executor" ? "context" : "folder",
    defaultFiles: program.files,
    target: line.target,
    buildArguments: line.buildArguments,
    additionalContexts: line.additionalContexts,
  };
}

function afterGlobalOptions(words: readonly (string | undefined)[]): number {
  let start = 1;
  while (words[start]?.startsWith("-") === true) start += GLOBAL_VALUES.has(words[start] ?? "") ? 2 : 1;
  return start;
}

interface BuildLine {
  context: string | undefined;
  file: string | undefined;
  target: string | undefined;
  readonly buildArguments: Record<string, string>;
  readonly additionalContexts: Record<string, string>;
  /** Options that were given with a value that only a run would tell. */
  readonly uncertain: Set<string>;
}

/** Which property an option sets. */
const OPTIONS: Readonly<Record<string, "file" | "target" | "argument" | "context" | "additional">> = {
  "--file": "file", "-f": "file", "--dockerfile": "file", "--target": "target", "--build-arg": "argument", "--build-context": "additional", "--context": "context",
};

function readOptions(words: readonly (string | undefined)[]): BuildLine {
  const line: BuildLine = { context: undefined, file: undefined, target: undefined, buildArguments: {}, additionalContexts: {}, uncertain: new Set() };
  const positional: (string | undefined)[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || !word.startsWith("-") || word === "-") {
      positional.push(word);
      continue;
    }
    const { option, attached } = splitOption(word);
    const value = attached ?? (ALONE.has(option) ? undefined : words[++index]);
    if (Object.hasOwn(OPTIONS, option)) setOption(line, OPTIONS[option], value);
  }
  if (positional.length === 1 || (positional.length > 1 && line.context === undefined)) line.context = positional.at(-1);
  return line;
}

/** `--file=x`, `-f=x`, `-fx`, `-qt`: the option that may take a value, and the value where it stands in the same word. */
function splitOption(word: string): { readonly option: string; readonly attached: string | undefined } {
  if (word.startsWith("--")) {
    const equals = word.indexOf("=");
    return equals === -1 ? { option: word, attached: undefined } : { option: word.slice(0, equals), attached: word.slice(equals + 1) };
  }
  let at = 1;
  while (at < word.length - 1 && ALONE.has(`-${word[at]}`)) at++;
  const rest = word.slice(at + 1);
  return { option: `-${word[at] ?? ""}`, attached: rest === "" ? undefined : rest.startsWith("=") ? rest.slice(1) : rest };
}

function setOption(line: BuildLine, property: "file" | "target" | "argument" | "context" | "additional" | undefined, value: string | undefined): void {
  if (property === "file" || property === "target" || property === "context") {
    line[property] = property === "context" ? value?.replace("dir://", "") : value;
    if (value === undefined) line.uncertain.add(property);
    return;
  }
  const equals = value?.indexOf("=") ?? -1;
  if (value === undefined || equals === -1) return;
  const values = property === "argument" ? line.buildArguments : line.additionalContexts;
  Object.defineProperty(values, value.slice(0, equals), { value: value.slice(equals + 1), enumerable: true, configurable: true, writable: true });
}
