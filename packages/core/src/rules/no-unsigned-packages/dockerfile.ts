import { readCopy } from "../../dockerfile/read-copy.ts";
import type { Command, ShellScript, Word } from "../../shell/command.ts";
import { buildScripts, effectiveInstruction } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { isSetting, unverifiedRepository, unverifiedWords } from "./flags.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const call of subject.packageCalls(stage)) {
      for (const word of unverifiedWords(call)) yield problem(word.range, `${call.manager} ${word.text}`);
    }
    for (const script of buildScripts(subject, stage)) {
      for (const command of script.commands) yield* configuration(command, script);
    }
    for (const outer of stage.instructions) {
      for (const source of readCopy(effectiveInstruction(outer))?.sources ?? []) {
        const found = source.heredoc === undefined || !isRepositoryFile(readCopy(effectiveInstruction(outer))?.destination?.path ?? "") ? undefined : unverifiedRepository(source.heredoc.content.text);
        if (found !== undefined) yield problem(source.range, `The repository file with ${found}`);
      }
    }
  }
}

/** `yum-config-manager --setopt=sslverify=false`, and text that is written or edited into a repository file. */
function* configuration(command: Command, script: ShellScript): Iterable<Problem> {
  if (command.name === "yum-config-manager") {
    for (const word of command.words) if (isSetting(word.value ?? "")) yield problem(word.range, `yum-config-manager ${word.text}`);
    return;
  }
  const writes = (command.name === "echo" || command.name === "printf") && writtenFiles(command, script).some(isRepositoryFile);
  const edits = command.name === "sed" && command.words.some((word) => isRepositoryFile(word.value ?? ""));
  if (!writes && !edits) return;
  for (const word of command.words.slice(1)) {
    const found = unverifiedRepository(edits ? replacement(word) : (word.value ?? word.text));
    if (found !== undefined) yield problem(word.range, `${command.name} with ${found} into a repository file`);
  }
}

/** Where a command's output goes: its redirections, and the files of a `tee` that it is piped into. */
function writtenFiles(command: Command, script: ShellScript): readonly string[] {
  const redirected = command.redirections.filter(({ operator }) => operator.startsWith(">")).map(({ target }) => target?.value ?? target?.text ?? "");
  const piped = command.circumstance.pipeline.flatMap((index) => (script.commands[index]?.name === "tee" ? (script.commands[index]?.words ?? []) : []));
  return [...redirected, ...piped.map((word) => word.value ?? word.text)];
}

function isRepositoryFile(path: string): boolean {
  return path.includes("sources.list") || path.endsWith(".repo") || path.includes("yum.repos.d") || path.endsWith("/yum.conf") || path.endsWith("/dnf.conf") || path.endsWith("/pacman.conf") || path.startsWith("/etc/apt/apt.conf");
}

/** What sed puts in place of what it finds: `s/gpgcheck=1/gpgcheck=0/` writes the second, not the first. */
function replacement(word: Word): string {
  const text = word.value ?? word.text;
  const separator = text.charAt(text.indexOf("s") + 1);
  return text.split(separator)[2] ?? "";
}

function problem(range: Problem["range"], what: string): Problem {
  return {
    range,
    message: `${what} switches the verification of packages off: whoever controls the mirror or the way to it puts code into the image that runs as root.`,
    fix: { kind: "suggested", description: "Remove it, and import the key of the repository", edits: [] },
  };
}
