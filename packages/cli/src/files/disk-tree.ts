import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import type { FileTree, TreeEntry } from "@bulwark/core/context";
import type { Fault } from "@bulwark/core/report";
import { fromHere, isInside } from "./folders.ts";
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
  #realRoot: string | undefined;
  readonly #root: string;
  #entries: readonly TreeEntry[] | undefined;
  #gap: Fault | undefined;
  readonly #texts = new Map<string, string | undefined>();

  readonly #isExcluded: (path: string) => boolean;

  /** @param isExcluded which absolute paths people left out: nothing below them is looked at. */
  constructor(root: string, name: string, isExcluded: (path: string) => boolean = () => false) {
    this.#root = root;
    this.name = name;
    this.#isExcluded = isExcluded;
  }

  get complete(): boolean {
    this.entries();
    return this.#gap === undefined;
  }

  /** Why the folder could not be listed whole, as far as it has been listed. */
  get gap(): Fault | undefined {
    return this.#gap;
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

  /** Why a file that is there has no text. */
  faultOf(path: string): Fault | undefined {
    const inside = this.#inside(path);
    if (inside === undefined) return undefined;
    const result = readText(inside, LARGEST_FILE);
    return "fault" in result ? { path: fromHere(join(this.#root, path)), ...result.fault } : undefined;
  }

  #list(folder: string, entries: TreeEntry[], depth: number): void {
    if (depth > DEEPEST) return this.#stop(folder, `is nested more than ${DEEPEST} folders deep, so what a COPY needs is not known`, "name a smaller build context with --context");
    for (const item of this.#read(folder)) {
      if (entries.length >= MOST_ENTRIES) return this.#stop("", `has more files than a build context that is looked through (${MOST_ENTRIES.toLocaleString("en")}), so what a COPY needs is not known`, "name a smaller one with --context");
      const path = folder === "" ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory()) {
        if (OPAQUE.has(item.name) || this.#isExcluded(join(this.#root, path))) entries.push({ path, kind: "other", size: 0, executable: false });
        else this.#list(path, entries, depth + 1);
      } else entries.push(this.#entry(path, item));
    }
  }

  #read(folder: string): readonly Dirent[] {
    try {
      return readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      this.#stop(folder, `may not be listed (${code}), so what a COPY needs is not known`, "give read permission, or name another build context with --context");
      return [];
    }
  }

  /** The first gap is said; each further one has the same consequence. */
  #stop(folder: string, message: string, remedy: string): void {
    this.#gap ??= { path: fromHere(join(this.#root, folder)), line: undefined, column: undefined, message, remedy };
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
      const full = join(this.#root, path);
      // Most of what is asked for is not there, and an error that is thrown costs more than the look.
      if (statSync(full, { throwIfNoEntry: false }) === undefined) return undefined;
      const real = realpathSync(full);
      this.#realRoot ??= realpathSync(this.#root);
      return isInside(real, this.#realRoot) ? real : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Standard input, whole, at most as much as a Dockerfile may have. */
export async function readStandardInput(most: number): Promise<ReturnType<typeof decode>> {
  const chunks: Buffer[] = [];
  const input: AsyncIterable<Buffer> = process.stdin;
  let total = 0;
  for await (const bytes of input) {
    total += bytes.length;
    if (total > most) return { fault: { message: "standard input is larger than a Dockerfile may be", remedy: "give it a Dockerfile", line: undefined, column: undefined } };
    chunks.push(bytes);
  }
  return decode(Buffer.concat(chunks));
}
