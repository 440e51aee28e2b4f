import type { BuildContext } from "../../../../context/build-context.ts";
import { fileNameOf, folderOf, isInside, joinPath, pathBelow } from "../../../../context/path.ts";
import { type GoFile, type GoImport, inclusion, readGoFile } from "../language/go-file.ts";
import { type GoMod, readGoMod, readGoWork } from "./go-mod.ts";

/** A package of the project itself: a folder of Go files. */
export interface GoPackage {
  readonly importPath: string;
  /** In the build context. */
  readonly folder: string;
  readonly files: readonly GoFile[];
}

/** A main package with every package of the project that it is made of. */
export interface GoProgram {
  readonly mains: readonly GoPackage[];
  readonly packages: readonly GoPackage[];
  readonly files: readonly GoFile[];
  readonly module: GoMod;
  /** Packages from outside of the project, each with the first place that imports it. */
  readonly external: ReadonlyMap<string, { readonly file: GoFile; readonly place: GoImport }>;
  /** Whether every file was read that the program is made of; when not, absence proves nothing. */
  readonly complete: boolean;
  /** Why not: files that are too large, missing folders, limits. */
  readonly gaps: readonly string[];
  /** The package of a file, and the package of the project that an import path names. */
  packageOf(file: GoFile): GoPackage | undefined;
  packageAt(importPath: string): GoPackage | undefined;
}

/** Enough for large services; a monorepo beyond it is named as looked at in part. */
const MOST_FILES = 3000;
const MOST_CHARACTERS = 8_000_000;
const MOST_GAPS = 5;

/** A folder of the context with the import path of the module that it holds. */
interface ModuleFolder {
  readonly importPath: string;
  readonly folder: string;
}

/** Read the main packages in these folders and all that they import from the same project, with the tags of the build command. */
export function readProgram(context: BuildContext, module: GoMod, mainFolders: readonly string[], tags: ReadonlySet<string>): GoProgram {
  return new ProgramReader(context, module, tags).read(mainFolders);
}

/** The `go.mod` of a folder, when it is in the context and can be read. */
export function goModIn(context: BuildContext, folder: string): GoMod | undefined {
  const path = joinPath(folder, "go.mod");
  const text = context.tree.has(path) ? context.tree.read(path) : undefined;
  return text === undefined ? undefined : readGoMod(path, text);
}

/** Go files of the context by folder, those left out that the builder is not sent. */
export function goFilesByFolder(context: BuildContext): ReadonlyMap<string, readonly string[]> {
  const before = listings.get(context);
  if (before !== undefined) return before;
  const folders = new Map<string, string[]>();
  for (const entry of context.tree.entries()) {
    if (entry.kind !== "file" || !entry.path.endsWith(".go") || !context.canCopy(entry.path)) continue;
    const folder = folderOf(entry.path);
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [entry.path]);
    else files.push(entry.path);
  }
  listings.set(context, folders);
  return folders;
}

/** Enough for the longest licence above a package clause. */
const MOST_HEADER = 16_000;

/** The package that a folder of Go files makes with these tags; undefined where none of them belongs to a build for Linux. */
export function packageIn(context: BuildContext, folder: string, tags: ReadonlySet<string>): string | undefined {
  for (const path of goFilesByFolder(context).get(folder) ?? []) {
    const text = path.endsWith("_test.go") ? undefined : context.tree.read(path);
    const file = text === undefined ? undefined : readGoFile(path, text.slice(0, MOST_HEADER));
    if (file?.packageName !== undefined && inclusion(file, tags) !== false) return file.packageName;
  }
  return undefined;
}

/** The folders of packages that `./...` names in a folder: those below it, without other modules and what the go command leaves out. Source: `go help packages`. */
export function packageFolders(context: BuildContext, from: string): readonly string[] {
  const found: string[] = [];
  for (const folder of goFilesByFolder(context).keys()) {
    const rest = pathBelow(from, folder);
    const parts = rest === undefined || rest === "." ? [] : rest.split("/");
    if (rest === undefined || parts.some((part) => part === "vendor" || part === "testdata" || part.startsWith("_") || part.startsWith("."))) continue;
    const isOther = parts.some((_, index) => context.tree.has(joinPath(joinPath(from, parts.slice(0, index + 1).join("/")), "go.mod")));
    if (!isOther) found.push(folder);
  }
  return found;
}

const listings = new WeakMap<BuildContext, ReadonlyMap<string, readonly string[]>>();

class ProgramReader {
  readonly #context: BuildContext;
  readonly #module: GoMod;
  readonly #tags: ReadonlySet<string>;
  readonly #roots: readonly ModuleFolder[];
  readonly #packages = new Map<string, GoPackage>();
  readonly #external = new Map<string, { file: GoFile; place: GoImport }>();
  readonly #gaps: string[] = [];
  #fileCount = 0;
  #characters = 0;

  constructor(context: BuildContext, module: GoMod, tags: ReadonlySet<string>) {
    this.#context = context;
    this.#module = module;
    this.#tags = tags;
    this.#roots = moduleFolders(context, module);
    if (!context.tree.complete) this.#gap("the build context was too large to be listed whole");
  }

  read(mainFolders: readonly string[]): GoProgram {
    const mains: GoPackage[] = [];
    for (const folder of mainFolders) {
      const main = this.#load(folder, this.#importPathOf(folder));
      if (main === undefined) this.#gap(`${folder} has no Go files for Linux`);
      else mains.push(main);
    }
    const queue = [...mains];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const file of next.files) queue.push(...this.#follow(file));
    }
    const packages = [...this.#packages.values()];
    const owners = new Map(packages.flatMap((owner) => owner.files.map((file) => [file, owner] as const)));
    return {
      mains,
      packages,
      files: packages.flatMap((owner) => owner.files),
      module: this.#module,
      external: this.#external,
      complete: this.#gaps.length === 0,
      gaps: this.#gaps,
      packageOf: (file) => owners.get(file),
      packageAt: (importPath) => this.#packages.get(importPath),
    };
  }

  /** Packages that a file imports and that were not read before. */
  #follow(file: GoFile): readonly GoPackage[] {
    const found: GoPackage[] = [];
    for (const place of file.imports) {
      const folder = this.#folderOf(place.path);
      if (folder === undefined) {
        if (!this.#external.has(place.path)) this.#external.set(place.path, { file, place });
        continue;
      }
      if (this.#packages.has(place.path)) continue;
      const loaded = this.#load(folder, place.path);
      if (loaded === undefined) this.#gap(`${place.path} is imported, but ${folder} has no Go files for Linux in the build context`);
      else found.push(loaded);
    }
    return found;
  }

  #load(folder: string, importPath: string): GoPackage | undefined {
    const files: GoFile[] = [];
    for (const path of goFilesByFolder(this.#context).get(folder) ?? []) {
      const file = fileNameOf(path).endsWith("_test.go") ? undefined : this.#readFile(path);
      if (file !== undefined && inclusion(file, this.#tags) !== false) files.push(file);
    }
    if (files.length === 0) return undefined;
    const loaded = { importPath, folder, files };
    this.#packages.set(importPath, loaded);
    return loaded;
  }

  #readFile(path: string): GoFile | undefined {
    if (this.#fileCount >= MOST_FILES || this.#characters >= MOST_CHARACTERS) {
      this.#gap(`not all Go files were read: no more than ${MOST_FILES} files or ${MOST_CHARACTERS / 1_000_000} million characters are`);
      return undefined;
    }
    const text = this.#context.tree.read(path);
    if (text === undefined) {
      this.#gap(`${path} could not be read as text`);
      return undefined;
    }
    this.#fileCount++;
    this.#characters += text.length;
    return readGoFile(path, text);
  }

  #importPathOf(folder: string): string {
    for (const root of this.#roots) {
      if (root.folder === folder) return root.importPath;
      if (root.folder === "." || folder.startsWith(`${root.folder}/`)) return `${root.importPath}/${root.folder === "." ? folder : folder.slice(root.folder.length + 1)}`;
    }
    return folder;
  }

  /** Where a package of the project lies; undefined for a package from outside. */
  #folderOf(importPath: string): string | undefined {
    for (const root of this.#roots) {
      if (importPath === root.importPath) return root.folder;
      if (importPath.startsWith(`${root.importPath}/`)) return joinPath(root.folder, importPath.slice(root.importPath.length + 1));
    }
    return undefined;
  }

  #gap(reason: string): void {
    if (this.#gaps.length < MOST_GAPS && !this.#gaps.includes(reason)) this.#gaps.push(reason);
  }
}

/** The module itself, those it replaces by folders, and those of its workspace; the longest import path first. */
function moduleFolders(context: BuildContext, module: GoMod): readonly ModuleFolder[] {
  const folder = folderOf(module.path);
  const found: ModuleFolder[] = [];
  if (module.module !== undefined) found.push({ importPath: module.module.path, folder });
  for (const replacement of module.replaces) {
    if (!isFolderPath(replacement.to)) continue;
    const target = joinPath(folder, replacement.to);
    if (isInside(target)) found.push({ importPath: replacement.from, folder: target });
  }
  for (const use of workspaceFolders(context, folder)) {
    const path = goModIn(context, use)?.module?.path;
    if (path !== undefined && use !== folder) found.push({ importPath: path, folder: use });
  }
  return found.sort((a, b) => b.importPath.length - a.importPath.length);
}

function isFolderPath(path: string): boolean {
  return path.startsWith("./") || path.startsWith("../") || path === "." || path === "..";
}

/** The folders of the nearest `go.work` at or above a module. */
function workspaceFolders(context: BuildContext, from: string): readonly string[] {
  for (let folder = from; ; folder = folderOf(folder)) {
    const path = joinPath(folder, "go.work");
    const text = context.tree.has(path) && context.canCopy(path) ? context.tree.read(path) : undefined;
    if (text !== undefined) return readGoWork(text).map((use) => joinPath(folder, use)).filter(isInside);
    if (folder === ".") return [];
  }
}
