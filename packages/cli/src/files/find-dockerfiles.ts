import { closeSync, openSync, readdirSync, readFileSync, readSync, type Dirent } from "node:fs";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";
import { containerfileKind, looksLikeDockerfile } from "@bulwark/core/context";
import type { Fault } from "@bulwark/core/report";

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

/**
 * Every Dockerfile and Containerfile below a folder, by name, and by content where the name does not settle it. What `.gitignore`
 * leaves out is left out; links are not followed, so no loop and no way out. `progress` is called with the count now and then.
 */
export function findDockerfiles(root: string, progress: (looked: number) => void): Found {
  const search = new Search(root, progress);
  search.folder("", [], 0);
  return { paths: search.paths.sort(), templates: search.templates.sort(), looked: search.looked, faults: search.faults };
}

class Search {
  readonly paths: string[] = [];
  readonly templates: string[] = [];
  readonly faults: Fault[] = [];
  looked = 0;
  readonly #root: string;
  readonly #progress: (looked: number) => void;

  constructor(root: string, progress: (looked: number) => void) {
    this.#root = root;
    this.#progress = progress;
  }

  folder(folder: string, above: readonly Rules[], depth: number): void {
    if (depth > DEEPEST) return this.#fault(folder, `is nested more than ${DEEPEST} folders deep`, "name the Dockerfiles in it one by one");
    const items = this.#read(folder);
    const rules = items.some((item) => item.name === ".gitignore" && item.isFile()) ? [...above, this.#rules(folder)] : above;
    for (const item of items) {
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory()) {
        if (!SKIPPED.has(item.name) && !isIgnored(`${path}/`, rules)) this.folder(path, rules, depth + 1);
        continue;
      }
      this.looked++;
      if (this.looked % 5_000 === 0) this.#progress(this.looked);
      if (item.isFile()) this.#file(path, rules);
    }
  }

  #file(path: string, rules: readonly Rules[]): void {
    const kind = containerfileKind(path);
    if (kind === undefined || isIgnored(path, rules)) return;
    if (kind === "template") this.templates.push(path);
    else if (kind === "containerfile" || looksLikeDockerfile(this.#head(path))) this.paths.push(path);
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
    const text = readFileSync(join(this.#root, folder, ".gitignore")).subarray(0, LARGEST_IGNORE_FILE).toString("utf8");
    return { folder, rules: ignore({ allowRelativePaths: true }).add(text) };
  }

  #head(path: string): string {
    const buffer = Buffer.alloc(HEAD);
    try {
      const descriptor = openSync(join(this.#root, path), "r");
      const read = readSync(descriptor, buffer, 0, HEAD, 0);
      closeSync(descriptor);
      return buffer.subarray(0, read).toString("utf8");
    } catch {
      return "";
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
