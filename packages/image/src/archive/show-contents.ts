import { posix } from "node:path";
import { resolvePath, searchPaths, startPaths, type ImageConfig, type ImageContents, type ImageFile, type ProgramFormat } from "@bulwark/core/image";
import { quoted, type Faults } from "../faults.ts";
import type { Inode } from "../layers/tree.ts";

type Files = ReadonlyMap<string, ImageFile>;
type Inodes = ReadonlyMap<string, Inode>;

/** Interpreters that are started by scripts that are started by scripts: Linux stops at four. */
const MOST_INTERPRETERS = 4;

/** Of the texts that were kept while the layers streamed by, those that are really at the wanted paths once all links are resolved. */
export function showTexts(files: Files, inodes: Inodes, wanted: readonly string[], faults: Faults): ImageContents["texts"] {
  const texts = new Map<string, string>();
  for (const path of wanted.flatMap((path) => expand(files, path))) {
    const real = fileAt(files, path);
    if (real === undefined) continue;
    const text = inodes.get(real)?.text ?? (isEmpty(files, real) ? "" : undefined);
    if (text !== undefined) texts.set(path, text);
    else faults.add(`${quoted(path)} is not read: it is larger than 4 MB, is reached over a link that came after it, or is damaged.`);
  }
  return texts;
}

/** How the wanted programs are started, and those that the image itself starts, with the interpreters of scripts. */
export function showPrograms(files: Files, inodes: Inodes, { config, wanted }: { readonly config: ImageConfig; readonly wanted: readonly string[] }, faults: Faults): ImageContents["programs"] {
  const programs = new Map<string, ProgramFormat>();
  let waiting = [...new Set([...wanted, ...startPaths(config)])];
  for (let depth = 0; depth <= MOST_INTERPRETERS && waiting.length > 0; depth++) {
    const scripts: ProgramFormat[] = [];
    for (const path of waiting) {
      const real = fileAt(files, path);
      if (real === undefined || programs.has(path)) continue;
      const program = inodes.get(real)?.program ?? (isEmpty(files, real) ? { format: "other" as const } : undefined);
      // A word of the command may be a file that is read and not started: `python3 app.py`.
      if (program === undefined && isStartable(files, real)) faults.add(`How ${quoted(path)} is started cannot be read.`);
      if (program !== undefined) {
        programs.set(path, program);
        scripts.push(program);
      }
    }
    waiting = scripts.flatMap((program) => interpretersOf(program, config));
  }
  return programs;
}

/** The interpreter of a script, and what `env` finds for it. */
function interpretersOf(program: ProgramFormat, config: ImageConfig): readonly string[] {
  if (program.format !== "script") return [];
  const words = program.argument?.split(" ").filter((word) => word !== "" && !word.startsWith("-") && !word.includes("=")) ?? [];
  const found = posix.basename(program.interpreter) === "env" ? searchPaths(config, words[0] ?? "") : [];
  return [...searchPaths(config, program.interpreter), ...found];
}

/** The path of the file that is reached over a path. */
function fileAt(files: Files, path: string): string | undefined {
  const real = resolvePath({ files }, path);
  return real !== undefined && files.get(real)?.kind === "file" ? real : undefined;
}

function isEmpty(files: Files, path: string): boolean {
  const file = files.get(path);
  return file?.size === 0 && file.hardLinkOf === undefined;
}

function isStartable(files: Files, path: string): boolean {
  return ((files.get(path)?.mode ?? 0) & 0o111) !== 0;
}

/** The paths of the files in a folder, for a pattern. */
function expand(files: Files, path: string): readonly string[] {
  if (!path.endsWith("/*")) return [path];
  const folder = resolvePath({ files }, path.slice(0, -2));
  if (folder === undefined) return [];
  return [...files.keys()].filter((file) => posix.dirname(file) === folder && file !== "/").map((file) => `${path.slice(0, -2)}/${posix.basename(file)}`);
}
