import { existsSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { buildContext, type BuildContext } from "@bulwark/core/context";
import { parseDockerfile } from "@bulwark/core/dockerfile";
import { isSealed, type HardenInput } from "@bulwark/core/harden";
import type { Fault } from "@bulwark/core/report";
import { dockerfileSubject } from "@bulwark/core/rules";
import { SourceText } from "@bulwark/core/source";
import { findDockerfiles } from "../files/find-dockerfiles.ts";
import { LARGEST_DOCKERFILE, readText } from "../files/read-text.ts";
import { Project, type Lens } from "../subject.ts";
import { Progress } from "../terminal/progress.ts";
import { splitBlock, withText } from "./ignore-block.ts";

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
export function chooseDockerfile(path: string, lens: Lens): Chosen | { readonly fault: Fault } {
  const named = existsSync(path) && statSync(path).isDirectory() ? inFolder(path) : { path };
  if ("fault" in named) return named;
  const read = readText(named.path, LARGEST_DOCKERFILE);
  if ("fault" in read) return { fault: { path: named.path, ...read.fault } };
  const folder = dirname(named.path);
  const project = projectOf(folder);
  const inProject = relative(project.root, resolve(named.path)).split(sep).join("/");
  // Named by its own folder, so that what is written does not depend on where people stand.
  const name = basename(named.path);
  const syntax = parseDockerfile(new SourceText(name, read.text));
  const contextFolder = project.contextOf(syntax, inProject, lens);
  const { context, edited } = withoutBlock(project.buildContext(contextFolder.folder, inProject));
  const subject = dockerfileSubject({ syntax, context, today: lens.today, buildArguments: lens.buildArguments, ...(lens.target === undefined ? {} : { target: lens.target }) });
  if (!context.tree.complete) {
    return { fault: { path: contextFolder.folder, line: undefined, column: undefined, message: "has more files than a build context that is looked through (200,000), so what a COPY needs is not known", remedy: "name a smaller one with --context" } };
  }
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

/** The context as it was before an earlier run added to its ignore file, so that every run sees and says the same. */
function withoutBlock(context: BuildContext): { readonly context: BuildContext; readonly edited: boolean } {
  const { ignoreFile, tree } = context;
  if (ignoreFile === undefined) return { context, edited: false };
  const { own, edited } = splitBlock(ignoreFile.text);
  if (own === ignoreFile.text) return { context, edited };
  return { context: buildContext(withText(tree, ignoreFile.path, own === "" ? undefined : own), context.dockerfilePath), edited };
}

/** `Dockerfile` of the folder, or its only one; several are listed, since which one is meant is a person's choice. */
function inFolder(folder: string): { readonly path: string } | { readonly fault: Fault } {
  const clean = folder.replace(/\/+$/, "");
  const join1 = (path: string): string => (clean === "." || clean === "" ? path : `${clean}/${path}`);
  for (const name of ["Dockerfile", "Containerfile"]) if (existsSync(join(folder, name))) return { path: join1(name) };
  const progress = new Progress();
  const found = findDockerfiles(folder, (looked) => progress.show(`looking for Dockerfiles: ${looked} files`));
  progress.clear();
  const own = found.paths.map(join1).filter((path) => !isOurs(path));
  const [first, ...others] = own;
  if (first !== undefined && others.length === 0) return { path: first };
  const message = first === undefined ? `has no Dockerfile in ${found.looked} files` : `has ${own.length} Dockerfiles: ${own.slice(0, 10).join(", ")}${own.length > 10 ? " ..." : ""}`;
  return { fault: { path: folder, line: undefined, column: undefined, message, remedy: "name the one to harden" } };
}

function dockerfilesIn(folder: string): readonly string[] {
  const found = findDockerfiles(folder, () => undefined);
  return found.paths.filter((path) => !path.includes("/") && !isOurs(join(folder, path)));
}

function isOurs(path: string): boolean {
  const read = readText(path, LARGEST_DOCKERFILE);
  return "text" in read && isSealed(read.text);
}

/** Compose files and scripts that say how it is built may stand above it: look from where people stand, when it is below. */
function projectOf(folder: string): Project {
  const below = relative(process.cwd(), resolve(folder));
  const isBelow = !below.startsWith("..") && !isAbsolute(below);
  return isBelow ? new Project(".", ".") : new Project(folder, ".");
}
