import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join, sep } from "node:path";
import type { FileTree, TreeEntry } from "@bulwark/core/context";
import { decode, readText } from "./read-text.ts";

/** More entries than any build context that is sent on purpose. */
const MOST_ENTRIES = 200_000;
/** Source files and manifests; larger ones are data. */
const LARGEST_FILE = 4 * 1024 * 1024;
const DEEPEST = 64;
/** Sent with a context, but what is in them tells nothing about a build. */
const OPAQUE = new Set([".git", "node_modules"]);

/** A folder on disk as the core reads it: listed once, on first use; links are never followed out of it. */
export class DiskTree implements FileTree {
  readonly name: string;
  readonly #root: string;
  #entries: readonly TreeEntry[] | undefined;
  #complete = true;
  readonly #texts = new Map<string, string | undefined>();

  constructor(root: string, name: string) {
    this.#root = root;
    this.name = name;
  }

  get complete(): boolean {
    this.entries();
    return this.#complete;
  }

  entries(): readonly TreeEntry[] {
    if (this.#entries) return this.#entries;
    const entries: TreeEntry[] = [];
    this.#list("", entries, 0);
    entries.sort((a, b) => (a.path < b.path ? -1 : 1));
    this.#entries = entries;
    return entries;
  }

  has(path: string): boolean {
    return this.#inside(path) !== undefined;
  }

  read(path: string): string | undefined {
    if (this.#texts.has(path)) return this.#texts.get(path);
    const inside = this.#inside(path);
    const result = inside === undefined ? undefined : readText(inside, LARGEST_FILE);
    const text = result !== undefined && "text" in result ? result.text : undefined;
    this.#texts.set(path, text);
    return text;
  }

  #list(folder: string, entries: TreeEntry[], depth: number): void {
    if (depth > DEEPEST) {
      this.#complete = false;
      return;
    }
    for (const item of this.#read(folder)) {
      if (entries.length >= MOST_ENTRIES) {
        this.#complete = false;
        return;
      }
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory()) {
        if (OPAQUE.has(item.name)) entries.push({ path, kind: "other", size: 0, executable: false });
        else this.#list(path, entries, depth + 1);
      } else entries.push(this.#entry(path, item));
    }
  }

  #read(folder: string): readonly Dirent[] {
    try {
      return readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch {
      this.#complete = false;
      return [];
    }
  }

  /** Sizes cost a system call each, so they are looked up when a file is read, not when it is listed. */
  #entry(path: string, item: Dirent): TreeEntry {
    const kind = item.isFile() ? "file" : item.isSymbolicLink() ? "link" : "other";
    const full = join(this.#root, path);
    return {
      path,
      kind,
      get size() {
        return lstatSync(full, { throwIfNoEntry: false })?.size ?? 0;
      },
      get executable() {
        return ((lstatSync(full, { throwIfNoEntry: false })?.mode ?? 0) & 0o111) !== 0;
      },
    };
  }

  /** The real path of a file or folder, when it lies inside the root, links resolved. */
  #inside(path: string): string | undefined {
    try {
      const real = realpathSync(join(this.#root, path));
      const root = realpathSync(this.#root);
      if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
      statSync(real);
      return real;
    } catch {
      return undefined;
    }
  }
}

/** Standard input, whole, at most as much as a Dockerfile may have. */
export async function readStandardInput(most: number): Promise<ReturnType<typeof decode>> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Uint8Array);
    total += bytes.length;
    if (total > most) return { fault: { message: "standard input is larger than a Dockerfile may be", remedy: "name the Dockerfile", line: undefined, column: undefined } };
    chunks.push(bytes);
  }
  return decode(Buffer.concat(chunks));
}
