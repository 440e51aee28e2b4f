import { quoted } from "../faults.ts";
import type { TarEntry } from "../tar/entry.ts";
import { impliedFolder, nodesOf, type Budget, type Inode, type Node } from "./tree.ts";

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/** Other names that begin like this were AUFS's own and mean nothing to an image. */
const PRIVATE = ".wh..wh.";

/** How many links on one path are followed, as Linux does (`MAXSYMLINKS`). */
const MOST_LINKS = 40;

/**
 * The file system of one layer alone, made as an engine unpacks it into a folder of its own: links in the way are followed inside of
 * it, the last of two entries with one name holds, missing folders are made. Source: OCI image-spec, layer.md.
 */
export class LayerTree {
  readonly root = impliedFolder(0);
  readonly #budget: Budget;
  readonly #fault: (sentence: string) => void;
  #isFull = false;

  constructor(budget: Budget, fault: (sentence: string) => void) {
    this.#budget = budget;
    this.#fault = fault;
  }

  /** Takes an entry up. Returns the file whose content follows, undefined for all else. */
  add(entry: TarEntry): Inode | undefined {
    if (this.#isFull) return undefined;
    if (entry.path === "/") {
      if (entry.type === "folder") this.#describe(this.root, entry);
      return undefined;
    }
    const slash = entry.path.lastIndexOf("/");
    const name = entry.path.slice(slash + 1);
    if (entry.path.includes(`/${PRIVATE}`) && name !== OPAQUE) return undefined;
    const parent = this.#folder(entry.path.slice(0, slash), entry.path);
    if (parent?.children === undefined) return undefined;
    return name.startsWith(WHITEOUT) ? this.#whiteOut(parent, name, entry.path) : this.#put(parent, name, entry);
  }

  #whiteOut(parent: Node, name: string, path: string): undefined {
    const hidden = name.slice(WHITEOUT.length);
    if (name === OPAQUE) parent.opaque = true;
    else if (hidden === "" || hidden === "." || hidden === "..") this.#fault(`the whiteout ${quoted(path)} names no file; it is left out`);
    else if (this.#hasRoom(parent.length + name.length)) (parent.whiteouts ??= new Set()).add(hidden);
  }

  #put(parent: Node, name: string, entry: TarEntry): Inode | undefined {
    const before = parent.children?.get(name);
    if (entry.type === "folder" && before?.children !== undefined) {
      this.#describe(before, entry);
      return undefined;
    }
    const inode = entry.type === "hard-link" ? this.#linked(entry) : inodeOf(entry);
    const length = parent.length + 1 + name.length;
    if (inode === undefined || !this.#hasRoom(length + (inode.target?.length ?? 0))) return undefined;
    inode.names++;
    if (before !== undefined) for (const gone of nodesOf(before)) gone.inode.names--;
    parent.children?.set(name, { inode, children: entry.type === "folder" ? new Map() : undefined, length, implied: false, opaque: false, whiteouts: undefined });
    return entry.type === "file" ? inode : undefined;
  }

  #describe(folder: Node, entry: TarEntry): void {
    folder.inode = { ...inodeOf(entry), names: 1 };
    folder.implied = false;
  }

  #linked(entry: TarEntry): Inode | undefined {
    const linked = this.#find(entry.link);
    if (linked !== undefined && linked.children === undefined) return linked.inode;
    this.#fault(`${quoted(entry.path)} is a hard link to ${quoted(entry.link)}, which is ${linked === undefined ? "not in this layer" : "a folder"}; it is left out`);
    return undefined;
  }

  /** The node of a path whose folders may be links; its last component is not followed. */
  #find(path: string): Node | undefined {
    const slash = path.lastIndexOf("/");
    return this.#walk(path.slice(0, slash), false)?.children?.get(path.slice(slash + 1));
  }

  /** The folder at a path, made where it is missing; undefined, with a fault, where a file stands in the way. */
  #folder(path: string, entry: string): Node | undefined {
    const folder = this.#walk(path, true);
    if (folder === undefined && !this.#isFull) this.#fault(`${quoted(entry)} stands below what is no folder, or behind too many links; it is left out`);
    return folder;
  }

  #walk(path: string, make: boolean): Node | undefined {
    const way = [this.root];
    const rest = path.split("/").reverse();
    for (let links = 0, name = rest.pop(); name !== undefined; name = rest.pop()) {
      const here = way.at(-1);
      if (here?.children === undefined) return undefined;
      if (name === "" || name === ".") continue;
      if (name === "..") {
        if (way.length > 1) way.pop();
        continue;
      }
      const next = here.children.get(name) ?? (make ? this.#make(here, name) : undefined);
      if (next === undefined) return undefined;
      if (next.inode.target === undefined) way.push(next);
      else {
        const target = next.inode.target.split("/").reverse();
        if (++links > MOST_LINKS || !this.#budget.follow(target.length)) return undefined;
        if (next.inode.target.startsWith("/")) way.length = 1;
        rest.push(...target);
      }
    }
    const found = way.at(-1);
    return found?.children === undefined ? undefined : found;
  }

  #make(parent: Node, name: string): Node | undefined {
    const made = impliedFolder(parent.length + 1 + name.length);
    if (!this.#hasRoom(made.length)) return undefined;
    parent.children?.set(name, made);
    return made;
  }

  #hasRoom(characters: number): boolean {
    this.#isFull = !this.#budget.take(characters);
    if (this.#isFull) this.#fault("has more files than this reader takes; the rest of them are missing");
    return !this.#isFull;
  }
}

function inodeOf(entry: TarEntry): Inode {
  const { mode, uid, gid, size, capabilities } = entry;
  const kind = entry.type === "hard-link" ? "file" : entry.type;
  const target = entry.type === "symbolic-link" ? entry.link : undefined;
  return { kind, mode, uid, gid, size, target, capabilities, text: undefined, program: undefined, names: 0, firstPath: undefined, layer: 0 };
}
