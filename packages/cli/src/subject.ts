import { relative, resolve, sep } from "node:path";
import { buildContext, contextFolderFor, findBuilds, subtree, type Build, type BuildContext, type ContextFolder, type FileTree } from "@bulwark/core/context";
import { buildModel, contextSources, parseDockerfile, type DockerfileSyntax } from "@bulwark/core/dockerfile";
import { dockerfileSubject, type DockerfileSubject } from "@bulwark/core/rules";
import { SourceText, type CalendarDate } from "@bulwark/core/source";
import type { Values } from "./command-line/command.ts";
import { DiskTree } from "./files/disk-tree.ts";
import { UsageError } from "./exit-code.ts";

/** How a Dockerfile is to be looked at, from the command line. */
export interface Lens {
  readonly today: CalendarDate;
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly context: string | undefined;
}

export function lensOf(values: Values, command: string): Lens {
  const buildArguments: Record<string, string> = {};
  for (const argument of values.all("build-arg")) {
    const equals = argument.indexOf("=");
    const name = equals === -1 ? argument : argument.slice(0, equals);
    const value = equals === -1 ? process.env[name] : argument.slice(equals + 1);
    if (name === "") throw new UsageError(`--build-arg takes NAME=VALUE, not "${argument}"`, command);
    if (value !== undefined) buildArguments[name] = value;
  }
  return { today: todayOf(values.get("today"), command), target: values.get("target"), buildArguments, context: values.get("context") };
}

function todayOf(written: string | undefined, command: string): CalendarDate {
  const text = written ?? new Date().toISOString().slice(0, 10);
  if (!isCalendarDate(text)) throw new UsageError(`--today takes a day as YYYY-MM-DD, not "${text}"`, command);
  return text;
}

function isCalendarDate(text: string): text is CalendarDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** A folder under which Dockerfiles and their contexts are looked at; listed and searched for builds at most once. */
export class Project {
  readonly root: string;
  readonly tree: FileTree;
  #builds: readonly Build[] | undefined;

  constructor(root: string, name: string) {
    this.root = root;
    this.tree = new DiskTree(root, name);
  }

  get builds(): readonly Build[] {
    return (this.#builds ??= findBuilds(this.tree));
  }

  /** The build context of a Dockerfile of this project, found or as given, and how that is known. */
  contextOf(syntax: DockerfileSyntax, path: string, lens: Lens): ContextFolder {
    if (lens.context === undefined) return contextFolderFor(this.tree, path, contextSources(buildModel(syntax)), this.builds);
    const folder = relative(this.root, resolve(lens.context)).split(sep).join("/");
    return { folder: folder === "" ? "." : folder, evidence: { observation: "as --context says" }, certain: true };
  }

  buildContext(folder: string, path: string): BuildContext {
    const prefix = folder === "." ? "" : `${folder}/`;
    const outside = folder.startsWith("..");
    const tree = outside ? new DiskTree(resolve(this.root, folder), folder) : subtree(this.tree, folder);
    return buildContext(tree, path.startsWith(prefix) && !outside ? path.slice(prefix.length) : undefined);
  }
}

/** A subject whose context is looked for only when a rule asks about it: most files are judged without listing a folder. */
export function subjectOf(shownPath: string, text: string, lens: Lens, project: Project | undefined, path: string): DockerfileSubject {
  const syntax = parseDockerfile(new SourceText(shownPath, text));
  const context = project === undefined ? undefined : lazyContext(() => project.buildContext(project.contextOf(syntax, path, lens).folder, path));
  return dockerfileSubject({ syntax, context, today: lens.today, buildArguments: lens.buildArguments, ...(lens.target === undefined ? {} : { target: lens.target }) });
}

function lazyContext(make: () => BuildContext): BuildContext {
  let made: BuildContext | undefined;
  const get = (): BuildContext => (made ??= make());
  return {
    get tree() {
      return get().tree;
    },
    get dockerfilePath() {
      return get().dockerfilePath;
    },
    get ignoreFile() {
      return get().ignoreFile;
    },
    includes: (path) => get().includes(path),
    canCopy: (path) => get().canCopy(path),
  };
}
