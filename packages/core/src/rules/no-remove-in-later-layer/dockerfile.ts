import { cleanPath, fileNameOf, folderOf, joinPath } from "../../context/path.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { readCopy } from "../../dockerfile/read-copy.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { secretFile, type SecretFile } from "../../knowledge/secret-file.ts";
import type { Download } from "../../shell/calls.ts";
import type { ShellScript, Word } from "../../shell/command.ts";
import { buildScripts, groupByScript, type ScriptCalls } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

/** A file that an instruction put into a layer. */
interface LayerFile {
  readonly path: string;
  readonly instruction: Instruction;
  readonly secret: SecretFile | undefined;
}

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const files = new LayerFiles();
  for (const stage of subject.runtimeStages.toReversed()) {
    const scripts = new Map(buildScripts(subject, stage).map((script) => [script.instruction, script]));
    const downloads = new Map(groupByScript([...scripts.values()], subject.downloads(stage)).map((group) => [group.script.instruction, group]));
    for (const instruction of stage.instructions) {
      const script = scripts.get(instruction);
      if (script !== undefined) yield* removals(subject, stage, script, files);
      for (const file of [...copied(stage, instruction), ...downloaded(stage, downloads.get(instruction))]) files.add(file);
    }
  }
}

/** Files by path, and by folder for `rm folder/*`. */
class LayerFiles {
  readonly #byPath = new Map<string, LayerFile>();
  readonly #byFolder = new Map<string, LayerFile>();

  add(file: LayerFile): void {
    this.#byPath.set(file.path, file);
    const folder = folderOf(file.path);
    const known = this.#byFolder.get(folder);
    if (known?.secret === undefined) this.#byFolder.set(folder, file);
  }

  /** What an operand of `rm` takes away, and forget it: one `rm` is enough to tell. */
  take(path: string): LayerFile | undefined {
    const map = path.endsWith("/*") ? this.#byFolder : this.#byPath;
    const key = path.endsWith("/*") ? path.slice(0, -2) : path;
    const file = map.get(key);
    map.delete(key);
    return file;
  }
}

function* removals(subject: DockerfileSubject, stage: Stage, script: ShellScript, files: LayerFiles): Iterable<Problem> {
  for (const { name, words } of script.commands) {
    if (name !== "rm" && name !== "unlink" && name !== "shred") continue;
    for (const word of words.slice(1)) {
      const path = absolute(stage, script.instruction, pathOf(word));
      const file = path === undefined ? undefined : files.take(path);
      if (file !== undefined) yield problemOf(subject, word, file);
    }
  }
}

function pathOf({ value, text, variables }: Word): string | undefined {
  return value ?? (variables.length === 0 && text.endsWith("/*") ? text : undefined);
}

function absolute(stage: Stage, instruction: Instruction, path: string | undefined): string | undefined {
  if (path === undefined || path === "" || path.startsWith("-") || path.includes("$")) return undefined;
  if (path.startsWith("/")) return cleanPath(path);
  const { workdir } = stage.configAt(instruction);
  return workdir.known ? joinPath(workdir.value, path) : undefined;
}

/** The files that COPY and ADD name; of a folder or a pattern nothing is known here. */
function copied(stage: Stage, instruction: Instruction): readonly LayerFile[] {
  const setting = readCopy(instruction);
  if (setting?.destination === undefined) return [];
  const scope = stage.variablesAt(instruction);
  const destination = absolute(stage, instruction, scope.expand(setting.destination.path));
  if (destination === undefined) return [];
  const intoFolder = setting.sources.length > 1 || setting.destination.path.endsWith("/") || setting.destination.path === ".";
  return setting.sources.flatMap((source) => {
    const path = scope.expand(source.text);
    if (path === undefined || source.kind === "git" || path.includes("*")) return [];
    const name = fileNameOf(source.kind === "heredoc" ? (source.heredoc?.name ?? "") : path);
    if (name === "" || name === ".") return [];
    return [{ path: intoFolder ? joinPath(destination, name) : destination, instruction, secret: secretFile(path) }];
  });
}

/** The files that a RUN loads and does not take away again itself. */
function downloaded(stage: Stage, group: ScriptCalls<Download> | undefined): readonly LayerFile[] {
  if (group === undefined) return [];
  const { instruction, commands } = group.script;
  const takenAway = new Set<string>();
  for (const { name, words } of commands) {
    if (name !== "rm" && name !== "mv") continue;
    for (const word of words.slice(1)) takenAway.add(absolute(stage, instruction, pathOf(word)) ?? "");
  }
  return group.calls.flatMap(({ output, tool }) => {
    const path = tool === "git" ? undefined : absolute(stage, instruction, output);
    if (path === undefined || takenAway.has(path) || takenAway.has(`${folderOf(path)}/*`)) return [];
    return [{ path, instruction, secret: secretFile(path) }];
  });
}

function problemOf({ source }: DockerfileSubject, word: Word, { path, instruction, secret }: LayerFile): Problem {
  const place = `${instruction.keywordText} on line ${source.position(instruction.range.start).line}`;
  const certain = secret?.certainty === "certain";
  return {
    range: word.range,
    message:
      secret === undefined
        ? `rm only hides ${path}: the layer of ${place} keeps it, with its size.`
        : `rm only hides ${path} (${secret.kind}): whoever can pull the image unpacks it from the layer of ${place}.`,
    ...(secret === undefined ? {} : { severity: certain ? severityOf({ gain: 3, likelihood: 3, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 2 }) }),
    fix: { kind: "suggested", description: "Remove it in the RUN that makes it, or mount it (RUN --mount=type=bind or type=secret)", edits: [] },
  };
}
