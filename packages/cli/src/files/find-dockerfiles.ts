import { closeSync, constants, openSync, readdirSync, readSync, realpathSync, type Dirent } from "node:fs";
import { join, relative } from "node:path";
import ignore, { type Ignore } from "ignore";
import { containerfileKind, looksLikeDockerfile, looksLikeTemplate } from "@bulwark/core/context";
import type { Fault } from "@bulwark/core/report";
import { isFolder, isInside } from "./folders.ts";

/** What a search below a folder found. */
export interface Found {
  /** Relative to the folder, with `/`, sorted. */
  readonly paths: readonly string[];
  /** Files made into Dockerfiles by another tool, named and left alone. */
  readonly templates: readonly string[];
  readonly looked: number;
  readonly faults: readonly Fault[];
}

const SKIPPED = new Set([".git", "node_modules"]);
const DEEPEST = 64;
const LARGEST_IGNORE_FILE = 1024 * 1024;
const HEAD = 64 * 1024;

interface Rules {
  /** Relative to the root; empty for the root itself. */
  readonly folder: string;
  readonly rules: Ignore;
}

export interface SearchOptions {
  /** Called with the number of files now and then. */
  readonly progress?: (looked: number) => void;
  /** What is not looked at, folders whole. */
  readonly isExcluded?: (path: string) => boolean;
}

/**
 * Every Dockerfile and Containerfile below a folder, by name, and by content where the name does not settle it. What `.gitignore`
 * leaves out is left out. Linked folders are not followed, so no loop and no way out; a linked file is found unless what it leads
 * to is found by its own name.
 */
export function findDockerfiles(root: string, options: SearchOptions = {}): Found {
  const search = new Search(root, options);
  search.folder("", [], 0);
  search.links();
  return { paths: search.paths.sort(), templates: search.templates.sort(), looked: search.looked, faults: search.faults };
}

class Search {
  readonly paths: string[] = [];
  readonly templates: string[] = [];
  readonly faults: Fault[] = [];
  looked = 0;
  readonly #links: string[] = [];
  readonly #root: string;
  readonly #options: SearchOptions;

  constructor(root: string, options: SearchOptions) {
    this.#root = root;
    this.#options = options;
  }

  folder(folder: string, above: readonly Rules[], depth: number): void {
    if (depth > DEEPEST) return this.#fault(folder, `is nested more than ${DEEPEST} folders deep`, "name the Dockerfiles in it one by one");
    const items = this.#read(folder);
    const rules = items.some((item) => item.name === ".gitignore" && item.isFile()) ? [...above, this.#rules(folder)] : above;
    for (const item of items) {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (this.#options.isExcluded?.(path) === true) continue;
      if (item.isDirectory()) {
        if (!SKIPPED.has(item.name) && !isIgnored(`${path}/`, rules)) this.folder(path, rules, depth + 1);
        continue;
      }
      this.looked++;
      if (this.looked % 5_000 === 0) this.#options.progress?.(this.looked);
      this.#file(path, item, rules);
    }
  }

  /** Linked files, when all others are known; what is wrong with one (a loop, a way out) is said by whoever reads it. */
  links(): void {
    const found = new Set(this.paths);
    for (const link of this.#links) {
      const target = this.#target(link);
      if (target !== undefined && (found.has(target) || isFolder(join(this.#root, target)))) continue;
      if (containerfileKind(link) === "containerfile" || (target !== undefined && looksLikeDockerfile(this.#head(target)))) this.paths.push(link);
    }
  }

  /** A pipe or a device that has a Dockerfile's name is found too: that it is none is said by whoever reads it. */
  #file(path: string, item: Dirent, rules: readonly Rules[]): void {
    const kind = containerfileKind(path);
    if (kind === undefined || isIgnored(path, rules)) return;
    if (kind === "template") this.templates.push(path);
    else if (item.isSymbolicLink()) this.#links.push(path);
    else {
      const head = this.#head(path);
      if (looksLikeTemplate(head)) this.templates.push(path);
      else if (kind === "containerfile" || looksLikeDockerfile(head)) this.paths.push(path);
    }
  }

  /** What a link leads to, relative to the root; undefined when that is nothing, or outside. */
  #target(path: string): string | undefined {
    try {
      const root = realpathSync(this.#root);
      const target = realpathSync(join(this.#root, path));
      return isInside(target, root) ? relative(root, target) : undefined;
    } catch {
      return undefined;
    }
  }

  #read(folder: string): readonly Dirent[] {
    try {
      return readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      this.#fault(folder, `may not be listed (${error instanceof Error && "code" in error ? String(error.code) : String(error)})`, "give read permission, or leave it out with exclude in bulwark.yaml");
      return [];
    }
  }

  #rules(folder: string): Rules {
    const text = this.#head(folder === "" ? ".gitignore" : `${folder}/.gitignore`, LARGEST_IGNORE_FILE);
    return { folder, rules: ignore({ allowRelativePaths: true }).add(text) };
  }

  /** The beginning of a file; empty when there is none to be had. Not blocking, since a pipe may stand there. */
  #head(path: string, most = HEAD): string {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(join(this.#root, path), constants.O_RDONLY | constants.O_NONBLOCK);
      const buffer = Buffer.alloc(most);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, most, null)).toString("utf8");
    } catch {
      return "";
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #fault(path: string, message: string, remedy: string): void {
    this.faults.push({ path: path === "" ? "." : path, line: undefined, column: undefined, message, remedy });
  }
}

/** The innermost `.gitignore` that says anything about a path decides. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const relative = folder === "" ? path : path.slice(folder.length + 1);
    const verdict = own.test(relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
