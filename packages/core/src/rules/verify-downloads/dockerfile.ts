import type { Stage } from "../../dockerfile/model.ts";
import type { Download } from "../../shell/calls.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import { verifications } from "../../shell/programs/verification.ts";
import { buildScripts, groupByScript } from "../../facts/build/build-commands.ts";
import { hostOf, isLocalHost } from "../../facts/hosts.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { fileNameOfUrl, isCheckedOtherwise, isProgramOrArchive, isProgramPath } from "./file-kinds.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const scripts = buildScripts(subject, stage);
    const lastCheck = lastChecks(scripts);
    for (const { script, calls } of groupByScript(scripts, subject.downloads(stage))) {
      const used = filesUsed(script);
      const weakCheck = script.commands.find(isWeakCheck)?.name;
      for (const download of calls) {
        if (download.verifiedBy !== undefined || download.pipedTo !== undefined || download.insecure !== undefined) continue;
        if (download.tool === "git") yield* unpinnedClone(download, lastCheckout(subject, stage));
        else if (!isCheckedLater(download, script, lastCheck)) yield* unverifiedFile(download, script, used, weakCheck);
      }
    }
  }
}

/** The names of files that RUNs of the stage check, with the place of the last check: no image comes of a build whose check fails. */
function lastChecks(scripts: readonly ShellScript[]): ReadonlyMap<string, number> {
  const checks = scripts.flatMap((script) => verifications(script));
  return new Map(checks.flatMap(({ command, names }) => [...names].map((name) => [name, command.range.start] as const)));
}

function isCheckedLater({ output, urls }: Download, script: ShellScript, lastCheck: ReadonlyMap<string, number>): boolean {
  const names = output === undefined ? urls.map(({ url, text }) => fileNameOfUrl(url ?? text)) : [nameOf(output)];
  return names.some((name) => name !== "" && (lastCheck.get(name) ?? 0) > script.instruction.range.end);
}

function* unverifiedFile(download: Download, script: ShellScript, used: ReadonlySet<string>, weakCheck: string | undefined): Iterable<Problem> {
  for (const { url, text, range } of download.urls) {
    const address = url ?? text;
    const host = hostOf(address);
    if (!address.toLowerCase().startsWith("https://") || host === undefined || isLocalHost(host)) continue;
    const name = fileNameOfUrl(address);
    if (isCheckedOtherwise(name, download.output, host) || !isUsedAsProgram(download, name, script, used)) continue;
    const what = `${name === "" ? "What is loaded" : name} from ${host}`;
    yield {
      range,
      message:
        weakCheck === undefined
          ? `${what} is used without checking a hash or a signature: whoever replaces it there is in the image, and nothing tells.`
          : `${what} is checked with ${weakCheck} at most: two files with the same hash can be made, so a SHA-256 is needed.`,
      ...(weakCheck === undefined ? {} : { severity: severityOf({ gain: 1, likelihood: 1, spread: 2 }) }),
      fix: { kind: "suggested", description: "Record the file's hash and check it in the same RUN (sha256sum -c), or load it with ADD --checksum", edits: [] },
    };
  }
}

/** A check of MD5 or SHA-1 hashes, which does not count as one. */
function isWeakCheck({ name, words }: Command): boolean {
  return (name === "md5sum" || name === "sha1sum" || name === "shasum") && words.some(({ value }) => value === "--check" || /^-[a-z]*c/.test(value ?? ""));
}

/** A program or archive by its name, by where it is written, or by what is done with it. */
function isUsedAsProgram({ output, command }: Download, name: string, script: ShellScript, used: ReadonlySet<string>): boolean {
  if (isProgramOrArchive(name) || (output !== undefined && (isProgramOrArchive(output) || isProgramPath(output)))) return true;
  if (command.circumstance.pipeline.some((index) => isUnpacker(script.commands[index]))) return true;
  return output !== undefined && (used.has(output) || used.has(nameOf(output)));
}

const UNPACKERS: ReadonlySet<string> = new Set(["tar", "bsdtar", "unzip", "gunzip", "xz", "unxz", "bunzip2", "cpio", "dpkg", "rpm", "ar"]);
const INTERPRETERS: ReadonlySet<string> = new Set(["sh", "bash", "ash", "dash", "zsh", "python", "python3", "perl", "ruby", "node", "php", "java"]);

function isUnpacker(command: Command | undefined): boolean {
  return command?.name !== undefined && UNPACKERS.has(command.name);
}

/** Names and paths of the files that a script runs, makes executable, installs or unpacks. */
function filesUsed(script: ShellScript): ReadonlySet<string> {
  const used = new Set<string>();
  for (const command of script.commands) {
    const words = usesItsFiles(command) ? command.words : command.words.slice(0, 1);
    for (const { value } of words) if (value !== undefined && !value.startsWith("-")) used.add(value).add(nameOf(value));
  }
  return used;
}

/** `chmod +x FILE`, `sh FILE`, `tar -xf FILE`, `install FILE /usr/local/bin`. */
function usesItsFiles(command: Command): boolean {
  if (command.name === undefined) return false;
  if (command.name === "chmod") return command.words.some(({ value }) => value !== undefined && (/^[ugoa]*\+[rwst]*x/.test(value) || /^[0-7]?[1357][0-7]{2}$/.test(value)));
  return isUnpacker(command) || INTERPRETERS.has(command.name) || (command.name === "install" && command.words.every(({ value }) => value !== "-d"));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const CHECKOUTS: ReadonlySet<string | undefined> = new Set(["checkout", "reset", "switch", "fetch"]);

/** Where the last `git checkout` (or its like) of a stage begins; -1 for none. */
function lastCheckout(subject: DockerfileSubject, stage: Stage): number {
  return subject.commands(stage).findLast(({ name, words }) => name === "git" && words.some(({ value }) => CHECKOUTS.has(value)))?.range.start ?? -1;
}

/** A clone of whatever the default branch is today. A tag can be moved, but says what is meant; a commit is checked by Git itself. */
function* unpinnedClone({ command, urls }: Download, checkout: number): Iterable<Problem> {
  const [first] = urls;
  const host = hostOf(first?.url ?? first?.text ?? "");
  const isNamed = command.words.some(({ value }) => value === "-b" || value?.startsWith("--branch") === true || value?.startsWith("--revision") === true);
  if (first === undefined || host === undefined || isLocalHost(host) || isNamed || checkout > command.range.start) return;
  yield {
    range: first.range,
    message: `git clone takes whatever the default branch of ${host} holds on the day of the build: no commit and no tag says what the image is made from.`,
    severity: severityOf({ gain: 3, likelihood: 1, spread: 1 }),
    fix: { kind: "suggested", description: "Check out a commit by its hash behind the clone", edits: [] },
  };
}
