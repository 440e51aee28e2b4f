import type { Stage } from "../../dockerfile/model.ts";
import type { Download } from "../../shell/calls.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import { buildScripts, instructionAt } from "../build-commands.ts";
import { hostOf, isLocalHost } from "../hosts.ts";
import type { DockerfileSubject, Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { fileNameOfUrl, isCheckedOtherwise, isProgramOrArchive, isProgramPath } from "./file-kinds.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const all = subject.downloads(stage);
    const scripts = all.length === 0 ? [] : buildScripts(subject, stage);
    for (const download of all) {
      if (download.verifiedBy !== undefined || download.pipedTo !== undefined || download.insecure !== undefined) continue;
      const script = scripts.find(({ commands }) => commands.includes(download.command));
      if (script === undefined) continue;
      if (download.tool === "git") yield* unpinnedClone(download, script, stage);
      else yield* unverifiedFile(download, script);
    }
  }
}

function* unverifiedFile(download: Download, script: ShellScript): Iterable<Problem> {
  for (const { url, text, range } of download.urls) {
    const address = url ?? text;
    const host = hostOf(address);
    if (!address.toLowerCase().startsWith("https://") || host === undefined || isLocalHost(host)) continue;
    const name = fileNameOfUrl(address);
    if (isCheckedOtherwise(name, download.output, host) || !isUsedAsProgram(download, name, script)) continue;
    yield {
      range,
      message: `${name === "" ? "What is loaded" : name} from ${host} is used without checking a hash or a signature: whoever replaces it there is in the image, and nothing tells.`,
      fix: { kind: "suggested", description: "Record the file's hash and check it in the same RUN (sha256sum -c), or load it with ADD --checksum", edits: [] },
    };
  }
}

/** A program or archive by its name, by where it is written, or by what is done with it. */
function isUsedAsProgram({ output, command }: Download, name: string, script: ShellScript): boolean {
  if (isProgramOrArchive(name) || (output !== undefined && (isProgramOrArchive(output) || isProgramPath(output)))) return true;
  if (command.circumstance.pipeline.some((index) => isUnpacker(script.commands[index]))) return true;
  if (output === undefined) return false;
  const written = output.slice(output.lastIndexOf("/") + 1);
  return script.commands.some((other) => other !== command && runs(other, output, written));
}

const UNPACKERS: ReadonlySet<string> = new Set(["tar", "bsdtar", "unzip", "gunzip", "xz", "unxz", "bunzip2", "cpio", "dpkg", "rpm", "ar"]);
const INTERPRETERS: ReadonlySet<string> = new Set(["sh", "bash", "ash", "dash", "zsh", "python", "python3", "perl", "ruby", "node", "php", "java"]);

function isUnpacker(command: Command | undefined): boolean {
  return command?.name !== undefined && UNPACKERS.has(command.name);
}

/** `chmod +x FILE`, `sh FILE`, `tar -xf FILE`, `install FILE /usr/local/bin`, `./FILE`. */
function runs(command: Command, output: string, name: string): boolean {
  const names = (text: string | undefined): boolean => text === output || text === name || text === `./${name}`;
  if (names(command.words[0]?.value)) return true;
  if (!command.words.slice(1).some((word) => names(word.value))) return false;
  if (command.name === "chmod") return command.words.some((word) => word.value !== undefined && (/^[ugoa]*\+[rwst]*x/.test(word.value) || /^[0-7]?[1357][0-7]{2}$/.test(word.value)));
  return isUnpacker(command) || (command.name !== undefined && INTERPRETERS.has(command.name)) || (command.name === "install" && !command.words.some((word) => word.value === "-d"));
}

/** A clone of whatever the default branch is today. A tag can be moved, but says what is meant; a commit is checked by Git itself. */
function* unpinnedClone({ command, urls }: Download, script: ShellScript, stage: Stage): Iterable<Problem> {
  const [first] = urls;
  const host = hostOf(first?.url ?? first?.text ?? "");
  const isNamed = command.words.some(({ value }) => value === "-b" || value?.startsWith("--branch") === true || value?.startsWith("--revision") === true);
  const later = script.commands.slice(script.commands.indexOf(command) + 1);
  const isCheckedOut = later.some(({ name, words }) => name === "git" && words.some(({ value }) => value === "checkout" || value === "reset" || value === "switch" || value === "fetch"));
  if (first === undefined || host === undefined || isLocalHost(host) || isNamed || isCheckedOut || checksOutLater(stage, command)) return;
  yield {
    range: first.range,
    message: `git clone takes whatever the default branch of ${host} holds on the day of the build: no commit and no tag says what the image is made from.`,
    severity: severityOf({ gain: 3, likelihood: 1, spread: 1 }),
    fix: { kind: "suggested", description: "Check out a commit by its hash behind the clone", edits: [] },
  };
}

/** A RUN further down may check out what this one cloned. */
function checksOutLater(stage: Stage, command: Command): boolean {
  const own = instructionAt(stage, command.range.start);
  return own !== undefined && stage.instructions.some(({ keyword, range, body }) => keyword === "RUN" && range.start > own.range.end && body.text.includes("git checkout"));
}
