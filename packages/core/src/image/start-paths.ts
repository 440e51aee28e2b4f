import { fileNameOf, joinPath } from "../context/path.ts";
import type { ImageConfig } from "./contents.ts";

/** What an engine takes where the image sets no PATH. Source: moby, `DefaultPathEnv`. */
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const MOST_FOLDERS = 32;
const MOST_WORDS = 8;

/** Where the engine looks for a program: at its path from the working folder, or, for a bare name, in the folders of PATH; relative ones it passes over. */
export function searchPaths(config: Pick<ImageConfig, "environment" | "workdir">, program: string): readonly string[] {
  if (program === "") return [];
  if (program.includes("/")) return [joinPath(joinPath("/", config.workdir), program)];
  const path = config.environment["PATH"] ?? "";
  const folders = (path === "" ? DEFAULT_PATH : path).split(":", MOST_FOLDERS);
  return folders.filter((folder) => folder.startsWith("/")).map((folder) => joinPath(folder, program));
}

/**
 * The paths of all that a start may run: each of the first words of entrypoint and command that can be a program, since one may start the
 * next (`tini -- node`), and the shell that a script needs.
 */
export function startPaths(config: Pick<ImageConfig, "environment" | "workdir" | "entrypoint" | "cmd">): readonly string[] {
  const words = [...config.entrypoint, ...config.cmd].slice(0, MOST_WORDS).filter((word) => !word.startsWith("-") && word.length <= 4096 && fileNameOf(word) !== "");
  return [...new Set(["/bin/sh", ...words.flatMap((word) => searchPaths(config, word))])];
}
