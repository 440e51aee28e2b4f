import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { buildContext, type Build, type BuildContext } from "@bulwark/core/context";
import { parseDockerfile } from "@bulwark/core/dockerfile";
import { isSealed, type HardenInput } from "@bulwark/core/harden";
import type { Fault } from "@bulwark/core/report";
import { dockerfileSubject } from "@bulwark/core/facts";
import { SourceText } from "@bulwark/core/source";
import { findDockerfiles } from "../files/find-dockerfiles.ts";
import { isFolder } from "../files/folders.ts";
import { LARGEST_DOCKERFILE, readText } from "../files/read-text.ts";
import type { Lens } from "../lens.ts";
import { Projects, type Project } from "../subject.ts";
import { Progress } from "../terminal/progress.ts";
import { splitBlock, withText } from "./ignore-block.ts";

/** Dockerfiles that a message names. */
const MOST_NAMED = 10;

/** The Dockerfile that is hardened, with all that the plan looks at. */
export interface Chosen {
  /** As people call it from where they stand. */
  readonly shown: string;
  /** The folder in which it lies. */
  readonly folder: string;
  readonly name: string;
  readonly ours: boolean;
  readonly project: Project;
  /** Relative to the project. */
  readonly path: string;
  readonly lens: Lens;
  /** Whether other Dockerfiles lie in the same folder, so that what is written needs its name. */
  readonly isOneOfSeveral: boolean;
  /** What an earlier run added to the ignore file was edited by hand since. */
  readonly ignoreEdited: boolean;
  readonly input: Omit<HardenInput, "options">;
}

/** The Dockerfile that a path names: itself, or the one of a folder. */
export function chooseDockerfile(path: string, lens: Lens, isExcluded: (path: string) => boolean): Chosen | { readonly fault: Fault } {
  const named = isFolder(path) ? inFolder(path) : { path };
  if ("fault" in named) return named;
  const folder = dirname(named.path);
  const projects = new Projects(isExcluded);
  // A line end in a name would end the comment in which it is written.
  if (/\p{Cc}/u.test(basename(named.path))) return { fault: fault(named.path, "has control characters in its name, which would stand in what is written", "rename it") };
  const read = readText(named.path, LARGEST_DOCKERFILE, projects.around(folder).root);
  if ("fault" in read) return { fault: { path: named.path, ...read.fault } };
  const project = projects.whole(folder);
  if (lens.context === undefined && project.tree.gap !== undefined) return { fault: project.tree.gap };
  const inProject = project.pathOf(named.path);
  // Named by its own folder, so that what is written does not depend on where people stand.
  const name = basename(named.path);
  const syntax = parseDockerfile(new SourceText(name, read.text));
  const contextFolder = project.contextOf(syntax, inProject, lens);
  const seen = project.buildContext(contextFolder.folder, inProject, lens);
  const target = lens.target ?? builtTarget(project.builds, inProject);
  const { context, edited } = withoutBlock(seen.context);
  const subject = dockerfileSubject({ syntax, context, today: lens.today, buildArguments: lens.buildArguments, ...(target === undefined ? {} : { target }) });
  if (target !== undefined && subject.target === undefined) return { fault: fault(named.path, `has no stage "${target}"`, "--target takes a stage's name or number") };
  const gap = context.tree.complete && context.ignoreFile !== undefined ? undefined : seen.gap();
  if (gap !== undefined) return { fault: gap };
  return {
    shown: named.path,
    folder,
    name,
    ours: isSealed(read.text),
    project,
    path: inProject,
    lens,
    ignoreEdited: edited,
    isOneOfSeveral: dockerfilesIn(folder).length > 1,
    input: { subject, context, contextFolder, projectName: basename(resolve(project.root, contextFolder.folder)), today: lens.today },
  };
}

function fault(path: string, message: string, remedy: string): Fault {
  return { path, line: undefined, column: undefined, message, remedy };
}

/** The stage that the project's own files build, where all that build this Dockerfile name the same one. */
function builtTarget(builds: readonly Build[], path: string): string | undefined {
  const targets = new Set(builds.filter((build) => build.dockerfile === path).map((build) => build.target));
  return targets.size === 1 ? [...targets][0] : undefined;
}

/** The context as it was before an earlier run added to its ignore file, so that every run sees and says the same; an empty one is as none. */
function withoutBlock(context: BuildContext): { readonly context: BuildContext; readonly edited: boolean } {
  const { ignoreFile, tree } = context;
  if (ignoreFile === undefined) return { context, edited: false };
  const { own, edited } = splitBlock(ignoreFile.text);
  if (own === ignoreFile.text && own !== "") return { context, edited };
  return { context: buildContext(withText(tree, ignoreFile.path, own === "" ? undefined : own), context.dockerfilePath), edited };
}

/** `Dockerfile` of the folder, or its only one; several are listed, since which one is meant is a person's choice. */
function inFolder(folder: string): { readonly path: string } | { readonly fault: Fault } {
  const inside = (path: string): string => join(folder, path);
  for (const name of ["Dockerfile", "Containerfile"]) if (existsSync(join(folder, name)) && !isFolder(join(folder, name))) return { path: inside(name) };
  const progress = new Progress();
  const found = findDockerfiles(folder, { progress: (looked) => progress.show(`looking for Dockerfiles: ${looked} files`) });
  progress.clear();
  const own = found.paths.map(inside).filter((path) => !isOurs(path));
  const [first, ...others] = own;
  if (first !== undefined && others.length === 0) return { path: first };
  if (first === undefined) return { fault: fault(folder, `has no Dockerfile in ${found.looked} ${found.looked === 1 ? "file" : "files"}`, "name the Dockerfile, or another folder") };
  return { fault: fault(folder, `has ${own.length} Dockerfiles: ${own.slice(0, MOST_NAMED).join(", ")}${own.length > MOST_NAMED ? " ..." : ""}`, "name the one to harden") };
}

function dockerfilesIn(folder: string): readonly string[] {
  const found = findDockerfiles(folder);
  return found.paths.filter((path) => !path.includes("/") && !isOurs(join(folder, path)));
}

function isOurs(path: string): boolean {
  const read = readText(path, LARGEST_DOCKERFILE);
  return "text" in read && isSealed(read.text);
}
