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
    const installsLater = new Set<string>();
    // From the last RUN to the first, so that it is known what later ones install.
    for (const { script, calls } of groups.toReversed()) {
      const update = loneUpdate(script, calls, installsLater);
      noteInstalls(calls, installsLater);
      if (update === undefined || isMountedOver(script.instruction, LISTS.get(update.manager) ?? "")) continue;
      const join = joinWithNext(subject, script, behind.get(script.instruction));
      yield {
        range: update.command.range,
        message: message(update),
        fix: { kind: join === undefined ? "suggested" : "preserving", description: "Update and install in one RUN", edits: join === undefined ? [] : [join] },
      };
    }
  }
}

function message({ manager, action, actionWord }: PackageCall): string {
  const name = `${manager} ${actionWord?.text ?? "update"}`;
  return action === "upgrade"
    ? `${name} runs in a layer of its own: while that layer is cached, later builds install onto the packages of its day, without the security fixes since.`
    : `${name} runs in a layer of its own: while that layer is cached, later builds install from stale lists, without the security fixes since.`;
}

/**
 * The call that brings up to date what a later RUN installs from: lists behind which nothing is installed, or an upgrade alone where a
 * later RUN installs with the same manager. An upgrade on which nothing builds is how an image gets its security fixes.
 */
function loneUpdate(script: ShellScript, calls: readonly PackageCall[], installsLater: ReadonlySet<string>): PackageCall | undefined {
  if (!script.complete) return undefined;
  const update = calls.find(({ manager, action }) => action === "update" && LISTS.has(manager));
  if (update !== undefined && !mayInstall(script, calls, update, isHarmlessCall)) return update;
  const upgrade = update ?? calls.find(({ manager, action }) => action === "upgrade" && UPGRADING.has(manager));
  if (upgrade === undefined || !installsLater.has(LISTS.get(upgrade.manager) ?? "")) return undefined;
  return mayInstall(script, calls, upgrade, (call) => call.action === "upgrade" || isHarmlessCall(call)) ? undefined : upgrade;
}

/** Managers whose upgrade updates their lists by itself. */
const UPGRADING: ReadonlySet<PackageCall["manager"]> = new Set(["yum", "dnf", "microdnf", "tdnf", "zypper", "pacman"]);

/** Notes the lists that the first call of a RUN for them installs from as they are. */
function noteInstalls(calls: readonly PackageCall[], installsLater: Set<string>): void {
  const seen = new Set<string>();
  for (const { manager, action, options } of calls) {
    const lists = LISTS.get(manager);
    if (lists === undefined || seen.has(lists) || (action !== "install" && action !== "update" && action !== "upgrade")) continue;
    seen.add(lists);
    const isFresh = action !== "install" || options.some(({ name }) => REFRESHING.has(name) || (manager === "pacman" && name === "-y"));
    if (isFresh) installsLater.delete(lists);
    else installsLater.add(lists);
  }
}

/** Options with which an installation loads the lists anew. */
const REFRESHING: ReadonlySet<string> = new Set(["--no-cache", "-U", "--update", "--update-cache", "--refresh"]);

/** Programs that install nothing. What is not among them may: a script of the image, an installer. */
const HARMLESS: ReadonlySet<string> = new Set([
  "rm", "echo", "printf", "mkdir", "rmdir", "chmod", "chown", "set", "cd", "export", "unset", "true", ":", "sleep", "cat", "ls", "sed", "tee", "touch", "ln", "cp", "mv", "test", "[", "date", "uname", "id", "apt-key", "gpg",
  "apt-config", "apt-mark", "locale-gen", "useradd", "groupadd", "adduser", "addgroup", "usermod", "grep", "awk", "find", "tar", "install", "update-ca-certificates", "debconf-set-selections", "lsb_release", "which", "command",
  "curl", "wget", "dpkg-divert", "update-alternatives", "ldconfig", "umask", "exit", "apt-cache",
]);

/** Whether the script may install something behind a call; where the call stands in a condition, a loop or a function, anywhere in the script. */
function mayInstall({ commands, lists }: ShellScript, calls: readonly PackageCall[], { command: call }: PackageCall, isHarmlessFor: (call: PackageCall) => boolean): boolean {
  const harmless = new Set(calls.filter(isHarmlessFor).map(({ command }) => command));
  const runsOnce = !call.circumstance.conditional && lists[call.list]?.depth === 0;
  return commands.some((command) => (!runsOnce || command.range.start > call.range.start) && !harmless.has(command) && !isHarmless(command));
}

/** Packages of a language come from elsewhere than the distribution's lists. */
function isHarmlessCall({ manager, action, actionWord }: PackageCall): boolean {
  if (action === "install" && !LISTS.has(manager)) return manager !== "dpkg" && manager !== "rpm";
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
