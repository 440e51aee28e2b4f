import type { BuildContext } from "../../../../context/build-context.ts";
import { neededSource } from "../../../../context/needed-source.ts";
import { cleanPath, fileNameOf, folderOf, joinPath } from "../../../../context/path.ts";
import type { CopySource } from "../../../../dockerfile/instructions.ts";
import type { DockerfileModel, Stage } from "../../../../dockerfile/model.ts";
import { readCopy } from "../../../../dockerfile/read-copy.ts";
import { readMounts } from "../../../../dockerfile/read-mounts.ts";
import type { Instruction } from "../../../../dockerfile/syntax.ts";
import type { ShellScript } from "../../../../shell/command.ts";
import { valueOf } from "../../../../source/fact.ts";
import { placeCommands } from "./working-folder.ts";

/** Where something in a stage's file system comes from. */
export type Origin<Made> =
  /** A file or folder of the build context that the builder is sent. */
  | { readonly kind: "context"; readonly path: string; readonly folder: boolean; readonly instruction: Instruction }
  /** A RUN makes it that is known to. */
  | { readonly kind: "made"; readonly stage: Stage; readonly made: Made; readonly instruction: Instruction }
  /**
   * It is copied out of a stage, where something makes it that is not seen, or out of another image. `named` when the COPY names it;
   * else it lies in a folder that is copied, if it is there at all.
   */
  | { readonly kind: "copied"; readonly stage: Stage | undefined; readonly path: string; readonly named: boolean; readonly instruction: Instruction };

/** What a RUN of a stage makes at an absolute path. */
export type Maker<Made> = (stage: Stage, script: Instruction, path: string) => Made | undefined;

interface Candidates {
  readonly named: { readonly path: string; readonly isAsked: boolean } | undefined;
  readonly inside: string | undefined;
}

const NO_CANDIDATES: Candidates = { named: undefined, inside: undefined };

/** More questions than this are only asked of a Dockerfile that was made to be asked. */
const MOST_STEPS = 5000;
const DEEPEST = 200;
const MOVERS = new Set(["mv", "cp", "install", "ln"]);

/** Follows paths of stages back through COPY, ADD, bind mounts, `mv` and `cp` to the build context or to what makes them. */
export class ImageFiles<Made> {
  readonly #model: DockerfileModel;
  readonly #context: BuildContext;
  readonly #scripts: (stage: Stage) => readonly ShellScript[];
  readonly #maker: Maker<Made>;
  readonly #scriptsByInstruction = new Map<Stage, ReadonlyMap<Instruction, ShellScript>>();
  #steps = 0;
  #depth = 0;

  constructor(model: DockerfileModel, context: BuildContext, scripts: (stage: Stage) => readonly ShellScript[], maker: Maker<Made>) {
    this.#model = model;
    this.#context = context;
    this.#scripts = scripts;
    this.#maker = maker;
  }

  /** The origin of an absolute path at the end of a stage, or as an instruction of it finds it; undefined when nothing in the file puts it there. */
  origin(stage: Stage, path: string, before?: Instruction): Origin<Made> | undefined {
    this.#steps = 0;
    this.#depth = 0;
    return this.#find(stage, cleanPath(path), before);
  }

  #find(stage: Stage, path: string, before: Instruction | undefined): Origin<Made> | undefined {
    if (this.#steps++ > MOST_STEPS || this.#depth > DEEPEST) return undefined;
    this.#depth++;
    const found = this.#search(stage, path, before);
    this.#depth--;
    return found;
  }

  #search(stage: Stage, path: string, before: Instruction | undefined): Origin<Made> | undefined {
    let index = before === undefined ? stage.instructions.length : stage.instructions.indexOf(before);
    const mounted = before === undefined ? undefined : this.#mounted(stage, before, path);
    if (mounted !== undefined) return mounted;
    while (--index >= 0) {
      const instruction = stage.instructions[index];
      if (instruction === undefined) continue;
      const found = instruction.keyword === "RUN" ? this.#run(stage, instruction, path) : this.#copy(stage, instruction, path);
      if (found !== undefined) return found;
    }
    return stage.base.kind === "stage" ? this.#find(stage.base.stage, path, undefined) : undefined;
  }

  #run(stage: Stage, instruction: Instruction, path: string): Origin<Made> | undefined {
    const made = this.#maker(stage, instruction, path);
    if (made !== undefined) return { kind: "made", stage, made, instruction };
    const moved = this.#moved(stage, instruction, path);
    if (moved === undefined) return undefined;
    const earlier = this.#maker(stage, instruction, moved);
    return earlier === undefined ? this.#find(stage, moved, instruction) : { kind: "made", stage, made: earlier, instruction };
  }

  /** The path that `mv a b`, `cp a b`, `install a b` or `ln a b` of a RUN took to this place. */
  #moved(stage: Stage, instruction: Instruction, path: string): string | undefined {
    const script = this.#scriptOf(stage, instruction);
    if (script === undefined || !script.commands.some((command) => MOVERS.has(command.name ?? ""))) return undefined;
    for (const { command, folder } of placeCommands(stage, script)) {
      if (folder === undefined || !MOVERS.has(command.name ?? "")) continue;
      const operands = command.words.slice(1).map((word) => word.value).filter((value) => value !== undefined && !value.startsWith("-"));
      const to = operands.at(-1);
      if (to === undefined || operands.length < 2) continue;
      for (const operand of operands.slice(0, -1)) {
        const from = joinPath(folder, operand ?? "");
        const target = joinPath(folder, to);
        if (from !== path && (target === path || joinPath(target, fileNameOf(from)) === path)) return from;
      }
    }
    return undefined;
  }

  #scriptOf(stage: Stage, instruction: Instruction): ShellScript | undefined {
    const known = this.#scriptsByInstruction.get(stage) ?? new Map(this.#scripts(stage).map((script) => [script.instruction, script] as const));
    this.#scriptsByInstruction.set(stage, known);
    return known.get(instruction);
  }

  #mounted(stage: Stage, instruction: Instruction, path: string): Origin<Made> | undefined {
    for (const mount of readMounts(instruction)) {
      if (mount.type !== "bind") continue;
      const option = (...names: readonly string[]): string | undefined => names.map((name) => mount.options.get(name)?.value).find((value) => value !== undefined);
      const target = this.#absolute(stage, instruction, option("target", "dst", "destination") ?? "");
      const source = this.#expand(stage, instruction, option("source", "src") ?? ".");
      if (target === undefined || source === undefined) continue;
      const rest = below(target, path);
      if (rest === undefined) continue;
      const found = this.#fromSource(stage, instruction, this.#expand(stage, instruction, option("from") ?? ""), joinPath(cleanSource(source), rest), rest === ".");
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #copy(stage: Stage, instruction: Instruction, path: string): Origin<Made> | undefined {
    const copy = readCopy(instruction);
    if (copy?.destination === undefined || instruction.flags.some((flag) => flag.name === "parents")) return undefined;
    const written = this.#expand(stage, instruction, copy.destination.path);
    const destination = this.#absolute(stage, instruction, copy.destination.path);
    const from = copy.from === undefined ? "" : this.#expand(stage, instruction, copy.from.text);
    if (written === undefined || destination === undefined || below(destination, path) === undefined) return undefined;
    const isFolder = written.endsWith("/") || written === "." || written.endsWith("/.") || copy.sources.length > 1;
    for (const source of copy.sources) {
      const { named, inside } = this.#candidates(stage, instruction, source, destination, isFolder, path);
      const itself = named === undefined ? undefined : this.#fromSource(stage, instruction, from, named.path, true);
      if (itself !== undefined && named?.isAsked === true) return itself;
      const isFile = itself?.kind === "made" || (itself?.kind === "context" && !itself.folder);
      const found = inside === undefined || isFile ? undefined : this.#fromSource(stage, instruction, from, inside, false);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The source side of a path: the source itself, with whether the path may be it, and what would lie inside of it were it a folder. */
  #candidates(stage: Stage, instruction: Instruction, source: CopySource, destination: string, isFolder: boolean, path: string): Candidates {
    const text = source.kind === "path" ? this.#expand(stage, instruction, source.text) : undefined;
    const needed = text === undefined ? undefined : neededSource(text);
    const rest = below(destination, path);
    if (needed === undefined || needed.kind === "unknown" || rest === undefined) return NO_CANDIDATES;
    if (needed.kind === "glob") {
      const candidate = joinPath(folderOf(needed.path), fileNameOf(path));
      return needed.names(candidate) ? { named: { path: candidate, isAsked: true }, inside: undefined } : NO_CANDIDATES;
    }
    const isAsked = rest === "." ? !isFolder : rest === fileNameOf(needed.path);
    return { named: { path: needed.path, isAsked }, inside: rest === "." ? needed.path : joinPath(needed.path, rest) };
  }

  /** `from` is empty for the build context, undefined when its name is not certain. */
  #fromSource(stage: Stage, instruction: Instruction, from: string | undefined, path: string, named: boolean): Origin<Made> | undefined {
    if (from === undefined) return { kind: "copied", stage: undefined, path: joinPath("/", path), named, instruction };
    if (from === "") return this.#inContext(path, instruction);
    const source = this.#model.stages.find((candidate) => candidate.index < stage.index && (candidate.name === from.toLowerCase() || String(candidate.index) === from));
    const absolute = joinPath("/", path);
    if (source === undefined) return { kind: "copied", stage: undefined, path: absolute, named, instruction };
    return this.#find(source, absolute, undefined) ?? { kind: "copied", stage: source, path: absolute, named, instruction };
  }

  #inContext(path: string, instruction: Instruction): Origin<Made> | undefined {
    const folder = path === "." || contextFolders(this.#context).has(path);
    if (!folder && !this.#context.tree.has(path)) return undefined;
    return this.#context.canCopy(path) ? { kind: "context", path, folder, instruction } : undefined;
  }

  #absolute(stage: Stage, instruction: Instruction, path: string): string | undefined {
    const expanded = this.#expand(stage, instruction, path);
    return expanded === undefined ? undefined : joinPath(valueOf(stage.configAt(instruction).workdir) ?? "/", expanded);
  }

  #expand(stage: Stage, instruction: Instruction, text: string): string | undefined {
    return text.includes("$") || text.includes('"') || text.includes("'") ? stage.variablesAt(instruction).expand(text) : text;
  }
}

/** A source as BuildKit takes it: relative to the root of the context or stage, never above it. */
function cleanSource(text: string): string {
  const path = cleanPath(`/${text}`).slice(1);
  return path === "" ? "." : path;
}

/** The path as seen from an absolute folder; `.` for the folder itself, undefined for a path elsewhere. */
export function below(folder: string, path: string): string | undefined {
  if (path === folder) return ".";
  const prefix = folder === "/" ? "/" : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

const folders = new WeakMap<BuildContext, ReadonlySet<string>>();

/** Every folder of the context that has something below it. */
export function contextFolders(context: BuildContext): ReadonlySet<string> {
  const before = folders.get(context);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const { path } of context.tree.entries()) {
    for (let folder = folderOf(path); folder !== "." && !found.has(folder); folder = folderOf(folder)) found.add(folder);
  }
  folders.set(context, found);
  return found;
}
