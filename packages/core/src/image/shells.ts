import { fileNameOf } from "../context/path.ts";
import type { ImageContents } from "./contents.ts";
import { PROGRAM_FOLDERS, programAt } from "./programs.ts";

/** Programs that take commands, by the names that people know, with those first that a person would type; the last two are shells only beside all else. */
const SHELLS = ["sh", "bash", "dash", "ash", "hush", "zsh", "ksh", "ksh93", "mksh", "lksh", "yash", "posh", "fish", "csh", "tcsh", "elvish", "nu", "pwsh", "rbash", "rzsh", "busybox", "toybox"];

const RANKS: ReadonlyMap<string, number> = new Map(SHELLS.map((name, rank) => [name, rank]));

/**
 * The shells of an image, wherever they stand: executable files that are reached by a shell's name. All names of one file (links of both
 * kinds, `/bin` beside `/usr/bin`) count once, as the path that people type: `/bin/sh` before `/bin/dash`, `/bin` before other folders.
 */
export function shellsOf(contents: Pick<ImageContents, "files">): readonly string[] {
  const shells = new Map<string, string>();
  for (const path of contents.files.keys()) {
    const name = fileNameOf(path);
    if (!RANKS.has(name)) continue;
    for (const candidate of [path, `/bin/${name}`]) {
      const program = programAt(contents, candidate);
      if (program === undefined) continue;
      const before = shells.get(program.identity);
      if (before === undefined || isTypedBefore(candidate, before)) shells.set(program.identity, candidate);
    }
  }
  return [...shells.values()].sort();
}

function isTypedBefore(path: string, other: string): boolean {
  const [rank, otherRank] = [rankOf(path), rankOf(other)];
  return rank === otherRank ? path < other : rank < otherRank;
}

function rankOf(path: string): number {
  const folder = PROGRAM_FOLDERS.indexOf(path.slice(0, path.lastIndexOf("/")));
  return (RANKS.get(fileNameOf(path)) ?? SHELLS.length) * 100 + (folder === -1 ? 99 : folder);
}
