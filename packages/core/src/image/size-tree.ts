import type { ImageContents } from "./contents.ts";
import type { SizeNode } from "./surface.ts";

export interface SizeTreeOptions {
  /** Folders inside of folders; what lies deeper is only counted. */
  readonly depth: number;
  /** Entries of one folder; those beyond are one node named `…`. */
  readonly entries: number;
  /** The part of the whole below which an entry is too small to see. */
  readonly smallest: number;
}

const OPTIONS: SizeTreeOptions = { depth: 12, entries: 40, smallest: 0.0005 };

/** The name of what is too small to see. */
const REST = "…";

interface Folder {
  size: number;
  readonly entries: Map<string, Folder>;
}

/** The folders of an image with what they weigh, `/` at the top. Every node is exactly as heavy as its children together, where it shows any. */
export function sizeTree({ files }: Pick<ImageContents, "files">, options: Partial<SizeTreeOptions> = {}): SizeNode {
  const { depth, entries, smallest } = { ...OPTIONS, ...options };
  const root: Folder = { size: 0, entries: new Map() };
  for (const [path, { size }] of files) if (size > 0) weigh(root, path, size, depth);
  return nodeOf("/", root, { entries, least: root.size * smallest });
}

function weigh(root: Folder, path: string, size: number, depth: number): void {
  let folder = root;
  folder.size += size;
  for (const name of path.split("/", depth + 1).slice(1)) {
    let next = folder.entries.get(name);
    if (next === undefined) {
      next = { size: 0, entries: new Map() };
      folder.entries.set(name, next);
    }
    next.size += size;
    folder = next;
  }
}

function nodeOf(name: string, folder: Folder, limits: { readonly entries: number; readonly least: number }): SizeNode {
  const sorted = [...folder.entries].sort(([a, { size }], [b, other]) => other.size - size || (a < b ? -1 : 1));
  const large = sorted.slice(0, limits.entries).filter(([name, { size }]) => size >= limits.least && name !== REST);
  const children = large.map(([name, entry]) => nodeOf(name, entry, limits));
  const rest = folder.size - children.reduce((sum, child) => sum + child.size, 0);
  if (children.length === 0 || rest === 0) return { name, size: folder.size, children };
  const at = children.findIndex(({ size }) => size < rest);
  const node = { name: REST, size: rest, children: [] };
  return { name, size: folder.size, children: at === -1 ? [...children, node] : children.toSpliced(at, 0, node) };
}
