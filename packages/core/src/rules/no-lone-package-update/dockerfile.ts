import type { PackageCall } from "../../shell/calls.ts";
import type { Command, ShellScript } from "../../shell/command.ts";
import type { Edit } from "../../source/edit.ts";
import { buildScripts, groupByScript, type ScriptCalls } from "../../facts/build/build-commands.ts";
import { isMountedOver } from "../../facts/build/cache-mounts.ts";
import { outerList } from "../../facts/edits/list-edits.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

/** The managers of distributions, with the folder that keeps their lists. */
const LISTS: ReadonlyMap<PackageCall["manager"], string> = new Map([
  ["apt-get", "/var/lib/apt/lists"],
  ["apt", "/var/lib/apt/lists"],
  ["aptitude", "/var/lib/apt/lists"],
  ["apk", "/var/cache/apk"],
  ["yum", "/var/cache/yum"],
  ["dnf", "/var/cache/dnf"],
  ["microdnf", "/var/cache/dnf"],
  ["tdnf", "/var/cache/tdnf"],
  ["zypper", "/var/cache/zypp"],
  ["pacman", "/var/lib/pacman"],
]);

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    const groups = groupByScript(buildScripts(subject, stage), subject.packageCalls(stage));
    const byInstruction = new Map(groups.map((group) => [group.script.instruction, group]));
    const behind = new Map(stage.instructions.map((instruction, index) => [stage.instructions[index - 1], byInstruction.get(instruction)]));
    for (const { script, calls } of groups) {
      const update = calls.find(({ manager, action }) => action === "update" && LISTS.has(manager));
      if (update === undefined || isMountedOver(script.instruction, LISTS.get(update.manager) ?? "") || mayInstall(script, calls)) continue;
      const join = joinWithNext(subject, script, behind.get(script.instruction));
      yield {
        range: update.command.range,
        message: `${update.manager} ${update.actionWord?.text ?? "update"} runs in a layer of its own: while that layer is cached, later builds install from stale lists, without the security fixes since.`,
        fix: { kind: join === undefined ? "suggested" : "preserving", description: "Update and install in one RUN", edits: join === undefined ? [] : [join] },
      };
    }
  }
}

/** Programs that install nothing. What is not among them may: a script of the image, an installer. */
const HARMLESS: ReadonlySet<string> = new Set([
  "rm", "echo", "printf", "mkdir", "rmdir", "chmod", "chown", "set", "cd", "export", "unset", "true", ":", "sleep", "cat", "ls", "sed", "tee", "touch", "ln", "cp", "mv", "test", "[", "date", "uname", "id", "apt-key", "gpg",
  "apt-config", "apt-mark", "locale-gen", "useradd", "groupadd", "adduser", "addgroup", "usermod", "grep", "awk", "find", "tar", "install", "update-ca-certificates", "debconf-set-selections", "lsb_release", "which", "command",
  "curl", "wget", "dpkg-divert", "update-alternatives", "ldconfig", "umask", "exit", "apt-cache",
]);

function mayInstall(script: ShellScript, calls: readonly PackageCall[]): boolean {
  if (!script.complete) return true;
  const harmless = new Set(calls.filter(isHarmlessCall).map(({ command }) => command));
  return script.commands.some((command) => !harmless.has(command) && !isHarmless(command));
}

function isHarmlessCall({ manager, action, actionWord }: PackageCall): boolean {
  if (action === "other") return manager === "dpkg" || actionWord?.value === "list" || actionWord?.value === "info";
  return action === "update" || action === "clean" || action === "add-repository" || action === "remove";
}

function isHarmless({ name, words }: Command): boolean {
  return words.length === 0 || (name !== undefined && HARMLESS.has(name));
}

/**
 * The edit that puts the next RUN behind this one with `&&`. Only when this one is the update alone and the other a plain `&&` list
 * that installs, both without flags and heredocs, with nothing between them: then the commands that run and their outcome stay.
 */
function joinWithNext({ source, model }: DockerfileSubject, script: ShellScript, next: ScriptCalls<PackageCall> | undefined): Edit | undefined {
  if (next === undefined || !isPlain(script) || !isPlain(next.script) || outerList(script)?.parts.length !== 1) return undefined;
  if (next.calls.every(({ action }) => action !== "install")) return undefined;
  const between = { start: script.instruction.range.end, end: next.script.instruction.range.start };
  if (source.slice(between).trim() !== "") return undefined;
  return { range: { start: between.start, end: next.script.text.toSource(0) }, text: ` ${model.syntax.escape}${source.lineEnd}    && ` };
}

function isPlain(script: ShellScript): boolean {
  const { instruction } = script;
  const list = outerList(script);
  if (instruction.form !== "shell" || instruction.flags.length > 0 || instruction.heredocs.length > 0 || list === undefined) return false;
  return list.separators.every(({ operator }) => operator === "&&");
}
