import { posix } from "node:path";
import { resolvePath, type ImageContents, type ImageFile, type ProgramFormat } from "@bulwark/core/image";
import { quoted, type Faults } from "../faults.ts";
import type { Inode } from "../layers/tree.ts";

/** Paths of which the content matters; `/folder/*` means every file in a folder. */
export interface WantedPaths {
  readonly texts: readonly string[];
  readonly programs: readonly string[];
}

type Files = ReadonlyMap<string, ImageFile>;

/** Of what was kept while the layers streamed by, that which is really at the wanted paths once all links are resolved. */
export function showContents(files: Files, inodes: ReadonlyMap<string, Inode>, wanted: WantedPaths, faults: Faults): Pick<ImageContents, "texts" | "programs"> {
  const texts = new Map<string, string>();
  for (const path of wanted.texts.flatMap((path) => expand(files, path))) {
    const real = fileAt(files, path);
    const text = real === undefined ? undefined : (inodes.get(real)?.text ?? emptyText(files, real));
    if (text !== undefined) texts.set(path, text);
    else if (real !== undefined) faults.add(`${quoted(path)} is not read: it is larger than 4 MB, is reached over a link that came after it, or is damaged.`);
  }
  const programs = new Map<string, ProgramFormat>();
  for (const path of wanted.programs) {
    const real = fileAt(files, path);
    const program = real === undefined ? undefined : (inodes.get(real)?.program ?? emptyProgram(files, real));
    if (program !== undefined) programs.set(path, program);
    else if (real !== undefined) faults.add(`How ${quoted(path)} is started cannot be read.`);
  }
  return { texts, programs };
}

/** The path of the file that is reached over a path. */
function fileAt(files: Files, path: string): string | undefined {
  const real = resolvePath({ files }, path);
  return real !== undefined && files.get(real)?.kind === "file" ? real : undefined;
}

function emptyText(files: Files, path: string): string | undefined {
  return files.get(path)?.size === 0 && files.get(path)?.hardLinkOf === undefined ? "" : undefined;
}

function emptyProgram(files: Files, path: string): ProgramFormat | undefined {
  return emptyText(files, path) === undefined ? undefined : { format: "other" };
}

/** The paths of the files in a folder, for a pattern. */
function expand(files: Files, path: string): readonly string[] {
  if (!path.endsWith("/*")) return [path];
  const folder = resolvePath({ files }, path.slice(0, -2));
  if (folder === undefined) return [];
  return [...files.keys()].filter((file) => posix.dirname(file) === folder && file !== "/").map((file) => `${path.slice(0, -2)}/${posix.basename(file)}`);
}
