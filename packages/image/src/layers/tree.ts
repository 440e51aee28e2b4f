import type { ImageFile, ProgramFormat } from "@bulwark/core/image";

/** A file with all its names: hard links share it. */
export interface Inode extends Omit<ImageFile, "layer"> {
  /** Of a small file that was asked for. */
  text: string | undefined;
  /** Of a file that the kernel may be asked to run. */
  program: ProgramFormat | undefined;
  /** Names that lead to it. */
  names: number;
  /** The first of them in the order of paths, once the file systems are merged. */
  firstPath: string | undefined;
  /** The layer that brought it, from 0. */
  layer: number;
}

/** One name of a file system. */
export interface Node {
  inode: Inode;
  /** Of a folder. */
  readonly children: Map<string, Node> | undefined;
  /** Characters of its path. */
  readonly length: number;
  /** A folder that no entry names: something stands below it. */
  implied: boolean;
  /** Hides all that lower layers have below it. */
  opaque: boolean;
  /** Names of lower layers that this one deletes. */
  whiteouts: Set<string> | undefined;
}

/** What all layers of one archive may take together. */
export class Budget {
  #nodes = 2_000_000;
  #characters = 128 * 1024 * 1024;
  #steps = 20_000_000;

  /** Whether there is room for one more name, with the characters of its whole path and of where it leads: depth costs more than names do. */
  take(characters: number): boolean {
    this.#nodes--;
    this.#characters -= characters;
    return this.#nodes >= 0 && this.#characters >= 0;
  }

  /** Whether a link with so many components may still be followed: a short archive can hold long ways. */
  follow(components: number): boolean {
    this.#steps -= components;
    return this.#steps >= 0;
  }
}

/** Everything in a tree, itself included, without recursion: depth is the archive's choice. */
export function* nodesOf(root: Node): Generator<Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (const child of node.children?.values() ?? []) waiting.push(child);
  }
}

/** A folder nobody described, as engines make it. */
export function impliedFolder(length: number): Node {
  const inode: Inode = {
    kind: "folder", mode: 0o755, uid: 0, gid: 0, size: 0, target: undefined, capabilities: undefined, text: undefined, program: undefined, names: 1,
    firstPath: undefined, layer: 0,
  };
  return { inode, children: new Map(), length, implied: true, opaque: false, whiteouts: undefined };
}
