import type { Stage } from "../../dockerfile/model.ts";
import type { PackageCall } from "../../shell/calls.ts";
import type { Command, ShellScript, Word } from "../../shell/command.ts";
import { buildScripts, groupByScript } from "../../facts/build/build-commands.ts";
import { isMountedOver } from "../../facts/build/cache-mounts.ts";
import { appendCommand } from "../../facts/edits/list-edits.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";

const APT: ReadonlySet<PackageCall["manager"]> = new Set(["apt-get", "apt", "aptitude"]);
const LISTS = "/var/lib/apt/lists";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  let uses: ReadonlyMap<Stage, LaterUse> | undefined;
  for (const stage of subject.runtimeStages) {
    for (const { script, calls } of groupByScript(buildScripts(subject, stage), subject.packageCalls(stage))) {
      const update = calls.findLast(({ manager, action }) => APT.has(manager) && action === "update");
      if (update === undefined || !script.complete || isMountedOver(script.instruction, LISTS) || removesLists(script, calls, update)) continue;
      uses ??= laterUses(subject);
      yield {
        range: update.actionWord?.range ?? update.command.range,
        message: `${update.manager} update leaves its package lists in this layer: megabytes that nothing uses, and that only this RUN can take out again.`,
        fix: removal(subject, script, update, usedLater(uses.get(stage), script)),
      };
    }
  }
}

function removesLists(script: ShellScript, calls: readonly PackageCall[], update: PackageCall): boolean {
  const behind = update.command.range.end;
  if (calls.some(({ command, actionWord }) => command.range.start > behind && (actionWord?.value === "dist-clean" || actionWord?.value === "distclean"))) return true;
  return script.commands.some((command) => command.range.start > behind && removes(command));
}

/** `rm` or `find … -delete` of the lists; also what may be one: a path that is not certain, a program of the image named like a clean-up. */
function removes({ name, words }: Command): boolean {
  if (name === "rm" || name === "find") return words.slice(1).some((word) => isLists(word) || (name === "rm" && word.variables.length > 0 && word.value === undefined));
  return name?.includes("clean") === true;
}

function isLists(word: Word): boolean {
  const path = word.value ?? word.text;
  return path.startsWith("/var/lib/apt") || path.startsWith("/var/lib/{apt") || path.startsWith("/var/lib/{dpkg,apt") || path === "/var/lib/*" || path === "lists/*";
}

function removal(subject: DockerfileSubject, script: ShellScript, update: PackageCall, later: "installs" | "unknown" | "no"): Fix {
  const sudo = update.command.wrappers.some(({ name }) => name === "sudo") ? "sudo " : "";
  const command = `${sudo}rm -rf ${LISTS}/*`;
  const edit = later === "installs" ? undefined : appendCommand(subject, script, command);
  const kind = edit === undefined ? "suggested" : later === "unknown" ? "behavioural" : "preserving";
  return { kind, description: later === "installs" ? "Join this RUN with the one that installs, and remove the lists there" : `Append ${command}`, edits: edit === undefined ? [] : [edit] };
}

/** Where the last RUN of a stage begins that installs from lists of an earlier one, and the last that may; -1 for none. */
interface LaterUse {
  readonly installs: number;
  readonly unknown: number;
}

function usedLater(use: LaterUse | undefined, { instruction }: ShellScript): "installs" | "unknown" | "no" {
  if (use === undefined || use.installs > instruction.range.start) return "installs";
  return use.unknown > instruction.range.start ? "unknown" : "no";
}

/** By stage, with the uses of the stages that are made from it. Those stand behind it, so the last are looked at first. */
function laterUses(subject: DockerfileSubject): ReadonlyMap<Stage, LaterUse> {
  const uses = new Map<Stage, LaterUse>();
  const join = (stage: Stage, { installs, unknown }: LaterUse): void => {
    const before = uses.get(stage);
    uses.set(stage, { installs: Math.max(installs, before?.installs ?? -1), unknown: Math.max(unknown, before?.unknown ?? -1) });
  };
  for (const stage of subject.model.stages.toReversed()) {
    join(stage, ownUse(subject, stage));
    const below = uses.get(stage);
    if (stage.base.kind === "stage" && below !== undefined) join(stage.base.stage, below);
  }
  return uses;
}

function ownUse(subject: DockerfileSubject, stage: Stage): LaterUse {
  const scripts = buildScripts(subject, stage);
  const installing = groupByScript(scripts, subject.packageCalls(stage)).findLast(({ calls }) => {
    const first = calls.find(({ manager, action }) => APT.has(manager) && action !== "clean" && action !== "add-repository" && action !== "remove");
    return first !== undefined && first.action !== "update";
  });
  const unknown = scripts.findLast(({ complete, commands }) => !complete || commands.some(({ words }) => words[0]?.value?.endsWith(".sh") === true));
  return { installs: installing?.script.instruction.range.start ?? -1, unknown: unknown?.instruction.range.start ?? -1 };
}
