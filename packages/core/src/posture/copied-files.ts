import { cleanPath, fileNameOf, folderOf, joinPath, pathBelow } from "../context/path.ts";
import { readCopy } from "../dockerfile/read-copy.ts";
import type { DockerfileModel, Stage } from "../dockerfile/model.ts";
import type { Instruction } from "../dockerfile/syntax.ts";
import type { CopySetting, CopySource } from "../dockerfile/instructions.ts";
import { valueOf } from "../source/fact.ts";
import type { Chain } from "./chain.ts";

/** A COPY or ADD with its paths expanded; what could not be expanded is undefined. */
export interface Copied {
  readonly stage: Stage;
  readonly setting: CopySetting;
  /** Absolute and clean. */
  readonly destination: string | undefined;
  /** The destination is a folder for certain: it ends in a slash, or there are several sources. */
  readonly isFolder: boolean;
  readonly sources: readonly { readonly source: CopySource; readonly path: string | undefined }[];
  /** `--from=` means this stage. */
  readonly from: Stage | undefined;
}

/** Every COPY and ADD of a chain, in order. */
export function copiesOf(chain: Chain): readonly Copied[] {
  const before = copiesByChain.get(chain);
  if (before !== undefined) return before;
  const copies = chain.stages.flatMap((stage) => copiesOfStage(chain.model, stage));
  copiesByChain.set(chain, copies);
  return copies;
}

const copiesByChain = new WeakMap<Chain, readonly Copied[]>();

const copiesByStage = new WeakMap<Stage, readonly Copied[]>();

function copiesOfStage(model: DockerfileModel, stage: Stage): readonly Copied[] {
  const before = copiesByStage.get(stage);
  if (before !== undefined) return before;
  const copies = stage.instructions.flatMap((instruction) => readCopied(model, stage, instruction) ?? []);
  copiesByStage.set(stage, copies);
  return copies;
}

function readCopied(model: DockerfileModel, stage: Stage, instruction: Instruction): Copied | undefined {
  const setting = readCopy(instruction);
  if (setting === undefined) return undefined;
  const scope = stage.variablesAt(instruction);
  const written = setting.destination && scope.expand(setting.destination.path);
  const workdir = valueOf(stage.configAt(instruction).workdir);
  const folder = written?.startsWith("/") ? "/" : workdir;
  return {
    stage,
    setting,
    destination: written === undefined || folder === undefined ? undefined : joinPath(folder, written),
    isFolder: setting.sources.length > 1 || written === undefined || written.endsWith("/") || written === "." || written.endsWith("/."),
    sources: setting.sources.map((source) => ({ source, path: source.kind === "heredoc" ? source.text : scope.expand(source.text) })),
    from: setting.from && model.findStage(setting.from.text, stage),
  };
}

/** The text of a file of the running image that the file's author wrote, with the path under which people know it. */
export interface ReadableFile {
  readonly path: string;
  /** The line of `text`'s first line in the file at `path`. */
  readonly firstLine: number;
  readonly text: string;
}

/** How many copies are looked at for one file, and through how many stages: stages may copy from each other without end in sight. */
const MAXIMUM_LOOKS = 2_000;
const MAXIMUM_DEPTH = 20;

interface Search {
  looks: number;
}

/** The file that a COPY or ADD puts at an absolute path, where its text stands in the context or in the Dockerfile. */
export function readCopiedFile(chain: Chain, path: string): ReadableFile | undefined {
  return searchFile(chain, path, { looks: 0 }, 0);
}

function searchFile(chain: Chain, path: string, search: Search, depth: number): ReadableFile | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  const copies = copiesOf(chain);
  for (let at = copies.length - 1; at >= 0 && search.looks < MAXIMUM_LOOKS; at--) {
    const copied = copies[at];
    search.looks++;
    for (const { source, path: sourcePath } of copied?.sources ?? []) {
      if (copied === undefined || sourcePath === undefined) continue;
      const found = readFrom(chain, copied, { source, path: sourcePath, target: path, search, depth });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

interface Wanted {
  readonly source: CopySource;
  readonly path: string;
  readonly target: string;
  readonly search: Search;
  readonly depth: number;
}

function readFrom(chain: Chain, copied: Copied, { source, path, target, search, depth }: Wanted): ReadableFile | undefined {
  if (copied.destination === undefined) return undefined;
  if (source.kind === "heredoc") return readHeredoc(chain, copied, source, target);
  if (source.kind !== "path") return undefined;
  const candidates = sourceCandidates(path, copied, target);
  if (copied.setting.from === undefined) return firstOf(candidates, (candidate) => readFromContext(chain, candidate));
  const other = candidates.length > 0 && copied.from ? chain.of(copied.from) : undefined;
  return other && firstOf(candidates, (candidate) => searchFile(other, cleanPath(`/${candidate}`), search, depth + 1));
}

function firstOf(candidates: readonly string[], read: (path: string) => ReadableFile | undefined): ReadableFile | undefined {
  for (const candidate of candidates) {
    const file = read(candidate);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** Where in the source a file of the image may come from: the source itself, a file of that name, or a file below it. */
function sourceCandidates(source: string, copied: Copied, target: string): readonly string[] {
  const clean = cleanPath(source.startsWith("/") ? source.slice(1) : source);
  const destination = copied.destination ?? "/";
  const below = destination === "/" ? target.slice(1) : pathBelow(destination, target);
  const name = fileNameOf(target);
  if (clean.includes("*") || clean.includes("?")) return below === name ? [joinPath(folderOf(clean), name)] : [];
  if (below === ".") return copied.isFolder ? [] : [clean];
  if (below === undefined) return [];
  return [...(below === name && fileNameOf(clean) === name ? [clean] : []), joinPath(clean, below)];
}

function readFromContext({ context }: Chain, path: string): ReadableFile | undefined {
  if (context === undefined || !context.includes(path)) return undefined;
  const text = context.tree.read(path);
  return text === undefined ? undefined : { path, firstLine: 1, text };
}

function readHeredoc(chain: Chain, copied: Copied, { heredoc }: CopySource, target: string): ReadableFile | undefined {
  if (heredoc === undefined || copied.destination === undefined) return undefined;
  const place = copied.isFolder ? joinPath(copied.destination, heredoc.name) : copied.destination;
  if (place !== target) return undefined;
  const { source } = chain.model.syntax;
  return { path: source.path, firstLine: source.position(heredoc.bodyRange.start).line, text: heredoc.content.text };
}
