import type { Evidence } from "../source/fact.ts";
import { findBuilds } from "./builds/find.ts";
import type { Build } from "./builds/build.ts";
import { containerfileKind } from "./containerfile-name.ts";
import type { FileTree } from "./file-tree.ts";
import { neededSource, type NeededSource } from "./needed-source.ts";
import { cleanPath, folderOf, joinPath } from "./path.ts";

/** The folder that a Dockerfile is built in, and how that is known. */
export interface ContextFolder {
  /** Relative to the tree; `.` for all of it. */
  readonly folder: string;
  readonly evidence: Evidence;
  /** False where another folder would do as well, or none does. */
  readonly certain: boolean;
}

/**
 * Where a Dockerfile is built: as a found build of it says, else the nearest folder from its own upwards in which everything exists
 * that it copies, else its own. `sources` are what COPY, ADD and bind mounts take from the context, as written; `builds` those of
 * the tree when they have been looked for already.
 */
export function contextFolderFor(tree: FileTree, dockerfilePath: string, sources: readonly string[], builds: readonly Build[] = findBuilds(tree)): ContextFolder {
  const dockerfile = cleanPath(dockerfilePath);
  const needs = sources.map(neededSource);
  const paths = allPaths(tree);
  const fits = (folder: string): boolean => missingIn(folder, needs, paths) === undefined;
  return folderOfBuild(builds.filter((build) => build.dockerfile === dockerfile), fits) ?? folderOfSources(tree, dockerfile, needs, paths);
}

function folderOfBuild(builds: readonly Build[], fits: (folder: string) => boolean): ContextFolder | undefined {
  const fitting = builds.filter((build) => fits(build.context));
  const [first, ...others] = fitting.length > 0 ? fitting : builds;
  if (first === undefined) return undefined;
  const other = others.find((build) => build.context !== first.context);
  if (other === undefined) return { folder: first.context, evidence: first.evidence, certain: fitting.length > 0 };
  const observation = `${first.evidence.observation}; ${other.evidence.path ?? "another file"} builds it with ${other.context}`;
  return { folder: first.context, evidence: { ...first.evidence, observation }, certain: false };
}

function folderOfSources(tree: FileTree, dockerfile: string, needs: readonly NeededSource[], paths: ReadonlySet<string>): ContextFolder {
  const own = folderOf(dockerfile);
  const folders = upwards(own);
  const named = needs.filter((need) => need.kind === "path" || need.kind === "glob").map((need) => need.text);
  if (named.length > 0) {
    const missing = folders.map((folder) => missingIn(folder, needs, paths));
    const fitting = folders.filter((_, index) => missing[index] === undefined);
    const [nearest] = fitting;
    if (nearest !== undefined) {
      return { folder: nearest, evidence: evidence(dockerfile, `copies ${listed(named)}, found in ${nearest}`), certain: fitting.length === 1 && tree.complete };
    }
    return { folder: own, evidence: evidence(dockerfile, `copies ${missing[0] ?? "files"}, found neither in ${own} nor in a folder above`), certain: false };
  }
  if (needs.length === 0) return { folder: own, evidence: evidence(dockerfile, "copies nothing from its context, so its own folder serves"), certain: true };
  const nearest = folders.find((folder) => holdsProgram(tree, folder)) ?? own;
  const observation = nearest === own ? `copies the whole context, taken to be its own folder ${own}` : `copies the whole context; ${own} holds only the container setup, so ${nearest} is taken`;
  return { folder: nearest, evidence: evidence(dockerfile, observation), certain: nearest === "." && own === "." };
}

function evidence(path: string, observation: string): Evidence {
  return { path, observation };
}

function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length <= 3 ? distinct.join(", ") : `${distinct.slice(0, 3).join(", ")} and ${distinct.length - 3} more`;
}

/** A folder and those above, nearest first; the last is the tree itself. */
function upwards(folder: string): readonly string[] {
  const folders: string[] = [folder];
  for (let current = folder; current !== "."; folders.push(current)) current = folderOf(current);
  return folders;
}

const pathsOfTrees = new WeakMap<FileTree, ReadonlySet<string>>();

/** Every file and every folder that holds one; gathered once for all Dockerfiles of a tree. */
function allPaths(tree: FileTree): ReadonlySet<string> {
  const before = pathsOfTrees.get(tree);
  if (before !== undefined) return before;
  const paths = new Set<string>();
  pathsOfTrees.set(tree, paths);
  for (const { path } of tree.entries()) {
    for (let current = path; current !== "." && !paths.has(current); current = folderOf(current)) paths.add(current);
  }
  return paths;
}

/** The first source that a folder does not have. One that may name anything is had everywhere. */
function missingIn(folder: string, needs: readonly NeededSource[], paths: ReadonlySet<string>): string | undefined {
  const prefix = folder === "." ? "" : `${folder}/`;
  const has = (need: NeededSource): boolean => {
    if (need.kind === "path") return paths.has(joinPath(folder, need.path));
    if (need.kind !== "glob") return true;
    for (const path of paths) if (path.startsWith(prefix) && need.names(path.slice(prefix.length))) return true;
    return false;
  };
  return needs.find((need) => !has(need))?.text;
}

/** Whether there is anything but Dockerfiles, their ignore files and scripts that start the container. */
function holdsProgram(tree: FileTree, folder: string): boolean {
  const prefix = folder === "." ? "" : `${folder}/`;
  return tree.entries().some(({ path }) => path.startsWith(prefix) && containerfileKind(path) === undefined && !path.endsWith("ignore") && !path.endsWith(".sh"));
}
