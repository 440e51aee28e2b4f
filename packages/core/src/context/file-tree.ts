/**
 * A read-only view of a folder: a repository or a build context. Pure code reads through it; who gives it decides what stands
 * behind (a file system, a browser's memory, a test). Paths are relative, with `/`, without `./` and without a leading slash.
 */
export interface FileTree {
  /** How people call the folder: `.`, `services/api`. */
  readonly name: string;
  /** Every file and link below, sorted by path. */
  entries(): readonly TreeEntry[];
  has(path: string): boolean;
  /** The text of a file; undefined when there is none, it is no UTF-8 text, or it is larger than the view reads. */
  read(path: string): string | undefined;
  /** False when the folder was too large to be listed whole: then absence of a file proves nothing. */
  readonly complete: boolean;
}

export interface TreeEntry {
  readonly path: string;
  readonly kind: "file" | "link" | "other";
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
}

/** The part of a tree below a folder, as a tree of its own; `.` and the empty path are the tree itself. */
export function subtree(tree: FileTree, folder: string): FileTree {
  const prefix = folder === "" || folder === "." ? "" : `${folder.replace(/\/$/, "")}/`;
  if (prefix === "") return tree;
  let entries: readonly TreeEntry[] | undefined;
  return {
    name: tree.name === "." ? folder : `${tree.name}/${folder}`,
    complete: tree.complete,
    entries: () =>
      (entries ??= tree
        .entries()
        .filter((entry) => entry.path.startsWith(prefix))
        .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }))),
    has: (path) => tree.has(prefix + path),
    read: (path) => tree.read(prefix + path),
  };
}

/** A tree held in memory: for a browser, standard input and tests. */
export function memoryTree(name: string, files: Readonly<Record<string, string>>): FileTree {
  const entries = Object.keys(files)
    .sort()
    .map((path): TreeEntry => ({ path, kind: "file", size: files[path]?.length ?? 0, executable: path.endsWith(".sh") }));
  return {
    name,
    complete: true,
    entries: () => entries,
    has: (path) => Object.hasOwn(files, path),
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
  };
}
