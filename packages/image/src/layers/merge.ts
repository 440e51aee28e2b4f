import type { ImageFile } from "@bulwark/core/image";
import { impliedFolder, nodesOf, type Inode, type Node } from "./tree.ts";

/** Layers laid upon each other, and what of each does not show any more. */
export interface Merged {
  readonly root: Node;
  /** By layer: bytes of its files that a later one deletes or replaces. */
  readonly wasted: readonly number[];
}

/**
 * Lay the file systems of the layers upon each other, the lowest first, as the overlay file system does: folders merge, all else is
 * replaced; whiteouts and opaque folders hide what is below and never what their own layer brings. The trees are used up by it.
 */
export function mergeLayers(layers: readonly Node[]): Merged {
  const root = impliedFolder(0);
  const wasted = layers.map(() => 0);
  layers.forEach((layer, index) => {
    number(layer, index);
    lay(root, layer, wasted);
  });
  return { root, wasted };
}

function number(root: Node, layer: number): void {
  for (const { inode } of nodesOf(root)) inode.layer = layer;
}

function lay(lower: Node, upper: Node, wasted: number[]): void {
  const waiting: (readonly [Node, Node])[] = [[lower, upper]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [below, above] = pair;
    if (!above.implied) below.inode = above.inode;
    if (below.children === undefined || above.children === undefined) continue;
    if (above.opaque) for (const name of below.children.keys()) discard(below.children, name, wasted);
    for (const name of above.whiteouts ?? []) discard(below.children, name, wasted);
    for (const [name, node] of above.children) {
      const hidden = below.children.get(name);
      if (hidden?.children !== undefined && node.children !== undefined) waiting.push([hidden, node]);
      else {
        discard(below.children, name, wasted);
        below.children.set(name, node);
      }
    }
  }
}

/** A file is wasted when its last name goes. */
function discard(children: Map<string, Node>, name: string, wasted: number[]): void {
  const gone = children.get(name);
  if (gone === undefined) return;
  children.delete(name);
  for (const { inode } of nodesOf(gone)) {
    inode.names--;
    if (inode.names === 0) wasted[inode.layer] = (wasted[inode.layer] ?? 0) + inode.size;
  }
}

/** The merged file system by path, in the order in which a walk through it meets the names, with what was kept of contents. */
export function listFiles(root: Node): { readonly files: ReadonlyMap<string, ImageFile>; readonly inodes: ReadonlyMap<string, Inode> } {
  const files = new Map<string, ImageFile>();
  const inodes = new Map<string, Inode>();
  const waiting: (readonly [path: string, node: Node])[] = [["/", root]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, node] = next;
    files.set(path, fileOf(node.inode, path));
    if (node.inode.text !== undefined || node.inode.program !== undefined) inodes.set(path, node.inode);
    const names = [...(node.children ?? [])].sort(([a], [b]) => (a < b ? 1 : -1));
    for (const [name, child] of names) waiting.push([path === "/" ? `/${name}` : `${path}/${name}`, child]);
  }
  return { files, inodes };
}

function fileOf(inode: Inode, path: string): ImageFile {
  const { kind, mode, uid, gid, target, layer, capabilities } = inode;
  const first = (inode.firstPath ??= path);
  const file = { kind, mode, uid, gid, size: first === path ? inode.size : 0, target, layer, capabilities };
  return first === path ? file : { ...file, hardLinkOf: first };
}
