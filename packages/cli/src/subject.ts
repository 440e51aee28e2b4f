import { homedir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { buildContext, contextFolderFor, findBuilds, subtree, type Build, type BuildContext, type ContextFolder } from "@bulwark/core/context";
import { buildModel, contextSources, parseDockerfile, type DockerfileSyntax } from "@bulwark/core/dockerfile";
import type { Fault } from "@bulwark/core/report";
import { dockerfileSubject, type DockerfileSubject } from "@bulwark/core/facts";
import { SourceText } from "@bulwark/core/source";
import { DiskTree } from "./files/disk-tree.ts";
import { isInside, realFolder, repositoryOf, withSlashes } from "./files/folders.ts";
import type { Lens } from "./lens.ts";

/** A folder under which Dockerfiles and their contexts are looked at; listed and searched for builds at most once. */
export class Project {
  readonly root: string;
  readonly tree: DiskTree;
  #builds: readonly Build[] | undefined;

  constructor(root: string, isExcluded: (path: string) => boolean) {
    this.root = root;
    this.tree = new DiskTree(root, ".", isExcluded);
  }

  get builds(): readonly Build[] {
    return (this.#builds ??= findBuilds(this.tree));
  }

  /** A path as this project names it: relative to its root, with `/`. */
  pathOf(path: string): string {
    return withSlashes(relative(this.root, join(realFolder(dirname(path)), basename(path))));
  }

  /** The build context of a Dockerfile of this project, found or as given, and how that is known. */
  contextOf(syntax: DockerfileSyntax, path: string, lens: Lens): ContextFolder {
    if (lens.context === undefined) return contextFolderFor(this.tree, path, contextSources(buildModel(syntax)), this.builds);
    const folder = withSlashes(relative(this.root, realFolder(lens.context)));
    return { folder: folder === "" ? "." : folder, evidence: { observation: "as --context says" }, certain: true };
  }

  /** What a build in a folder sees; a folder that people named is listed by itself, since its project may be too large. */
  buildContext(folder: string, path: string, lens: Lens): Seen {
    const prefix = folder === "." ? "" : `${folder}/`;
    const disk = lens.context === undefined ? this.tree : new DiskTree(resolve(this.root, folder), folder);
    const tree = disk === this.tree ? subtree(disk, folder) : disk;
    const inside = path.startsWith(prefix) && !folder.startsWith("..") ? path.slice(prefix.length) : undefined;
    const context = buildContext(tree, inside);
    return { context, gap: () => disk.gap ?? (context.ignoreFile === undefined ? this.#unreadIgnoreFile(folder, inside) : undefined) };
  }

  /** An ignore file that is there and cannot be read: what a COPY sees is not known then. */
  #unreadIgnoreFile(folder: string, dockerfile: string | undefined): Fault | undefined {
    const names = [...(dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`]), ".dockerignore"];
    for (const name of names) {
      const fault = this.tree.faultOf(folder === "." ? name : `${folder}/${name}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }
}

interface Seen {
  readonly context: BuildContext;
  /** Why not all of it was seen, as far as anyone has asked. */
  readonly gap: () => Fault | undefined;
}

/** Where Dockerfiles belong, by their folders; one project for all that lie in the same repository. */
export class Projects {
  readonly #byRoot = new Map<string, Project>();
  readonly #isExcluded: (path: string) => boolean;

  /** @param isExcluded which absolute paths people left out in `bulwark.yaml`. */
  constructor(isExcluded: (path: string) => boolean) {
    this.#isExcluded = isExcluded;
  }

  /**
   * The project around a folder: its repository, else the folder where people stand when that is above (and neither their home nor
   * the whole disk), else the folder itself. Compose files and scripts that say how a Dockerfile is built may stand above it, and
   * where people stand must not matter.
   */
  around(folder: string): Project {
    const real = realFolder(folder);
    const here = process.cwd();
    const isAProject = here !== homedir() && here !== dirname(here);
    return this.#at(repositoryOf(real) ?? (isAProject && isInside(real, here) ? here : real));
  }

  /** As `around`, but the folder itself where that is too large to be looked through, such as a home folder. */
  whole(folder: string): Project {
    const wide = this.around(folder);
    return wide.tree.complete ? wide : this.#at(realFolder(folder));
  }

  #at(root: string): Project {
    const project = this.#byRoot.get(root) ?? new Project(root, this.#isExcluded);
    this.#byRoot.set(root, project);
    return project;
  }
}

/** A Dockerfile to be judged, and why its context could not be looked through, once a rule has asked for it. */
export interface Looked {
  readonly subject: DockerfileSubject;
  readonly gap: () => Fault | undefined;
}

/** A subject whose context is looked for only when a rule asks about it: most files are judged without listing a folder. */
export function lookAt(shownPath: string, text: string, lens: Lens, projects: Projects | undefined): Looked {
  const syntax = parseDockerfile(new SourceText(shownPath, text));
  let seen: Seen | undefined;
  const context = projects === undefined ? undefined : lazyContext(() => {
    const project = projects.whole(dirname(shownPath));
    const path = project.pathOf(shownPath);
    seen = project.buildContext(project.contextOf(syntax, path, lens).folder, path, lens);
    return seen.context;
  });
  const subject = dockerfileSubject({ syntax, context, today: lens.today, buildArguments: lens.buildArguments, ...(lens.target === undefined ? {} : { target: lens.target }) });
  return { subject, gap: () => seen?.gap() };
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
