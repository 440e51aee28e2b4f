import type { PackageCall } from "../../shell/calls.ts";
import type { CommandList, ShellScript } from "../../shell/command.ts";
import type { Edit } from "../../source/edit.ts";
import { buildScripts, groupByScript } from "../../facts/build/build-commands.ts";
import { isMountedOver } from "../../facts/build/cache-mounts.ts";
import { outerList, removePart } from "../../facts/edits/list-edits.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { removeWord } from "../../facts/edits/word-edits.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.runtimeStages) {
    for (const { script, calls } of groupByScript(buildScripts(subject, stage), subject.packageCalls(stage))) {
      if (isMountedOver(script.instruction, "/var/cache/apk") || isMountedOver(script.instruction, "/etc/apk/cache")) continue;
      const apk = calls.filter(({ manager }) => manager === "apk");
      const caching = apk.filter((call) => call.action === "install" && !hasOption(call, ...WITHOUT_CACHE));
      const last = caching.at(-1);
      for (const call of caching) {
        yield {
          range: call.actionWord?.range ?? call.command.range,
          message: "apk add keeps the package index in this layer, where nothing uses it and a later apk add finds stale versions.",
          fix: noCache(subject, call, call === last ? needlessParts(subject, script, apk) : []),
        };
      }
    }
  }
}

/** With its own cache folder, or without a network, apk stores no index either. */
const WITHOUT_CACHE = ["--no-cache", "--cache-dir", "--no-network"];

function hasOption({ options }: PackageCall, ...names: readonly string[]): boolean {
  return options.some(({ name }) => names.includes(name));
}

const UPDATING: ReadonlySet<string> = new Set(["--update", "--update-cache", "-U"]);

function noCache({ source }: DockerfileSubject, call: PackageCall, needless: readonly Edit[]): Fix {
  const word = call.actionWord;
  if (word === undefined || !word.editable) return { kind: "suggested", description: "Add --no-cache to apk add", edits: [] };
  const updating = call.options.filter(({ word }) => UPDATING.has(word.text) && word.editable).map(({ word }) => removeWord(source, word.range));
  const insertion = { range: { start: word.range.end, end: word.range.end }, text: " --no-cache" };
  return { kind: "preserving", description: "Add --no-cache to apk add", edits: [insertion, ...updating, ...needless] };
}

/** `apk update` and `rm -rf /var/cache/apk/*` as parts of the script's own list, when apk does nothing there that needs an index kept. */
function needlessParts(subject: DockerfileSubject, script: ShellScript, apk: readonly PackageCall[]): readonly Edit[] {
  const list = outerList(script);
  if (list === undefined || apk.some((call) => !isInList(call, list) || (call.action !== "install" && call.action !== "remove" && !isPlainUpdate(call)))) return [];
  const updates = new Set(apk.filter(isPlainUpdate).map(({ command }) => command));
  const parts = list.parts.flatMap((part, index) => {
    const command = part.commands.length === 1 ? script.commands[part.commands[0] ?? -1] : undefined;
    return command !== undefined && (updates.has(command) || isCacheRemoval(command)) ? [index] : [];
  });
  // Neighbours would be taken out with the same operator twice.
  if (parts.some((index, place) => parts[place + 1] === index + 1)) return [];
  return parts.flatMap((index) => removePart(subject, list, index) ?? []);
}

function isInList({ command }: PackageCall, list: CommandList): boolean {
  return list.parts.some(({ range }) => range.start === command.range.start && range.end === command.range.end);
}

function isPlainUpdate({ action, command }: PackageCall): boolean {
  return action === "update" && command.words.length === 2;
}

function isCacheRemoval({ name, words, redirections }: ShellScript["commands"][number]): boolean {
  const operands = words.slice(1).filter(({ text }) => !text.startsWith("-"));
  const [only] = operands;
  return name === "rm" && operands.length === 1 && redirections.length === 0 && (only?.text === "/var/cache/apk/*" || only?.text === "/var/cache/apk");
}
