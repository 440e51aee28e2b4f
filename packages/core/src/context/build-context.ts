import type { FileTree } from "./file-tree.ts";
import { readIgnoreFile } from "./ignore-file.ts";
import { cleanPath, folderOf, isInside } from "./path.ts";

/** A Dockerfile's build context: the folder that `docker build` sends, less what `.dockerignore` keeps out. */
export interface BuildContext {
  /** The context folder, whole. */
  readonly tree: FileTree;
  /** The Dockerfile's path in the context when it stands inside. */
  readonly dockerfilePath: string | undefined;
  /** `Dockerfile.dockerignore` or `.dockerignore`; undefined when there is none. */
  readonly ignoreFile: { readonly path: string; readonly text: string } | undefined;
  /** Whether a path of the context is sent to the builder; the Dockerfile and the ignore file always are. */
  includes(path: string): boolean;
  /** Whether COPY, ADD and bind mounts see a path: the Dockerfile and the ignore file are sent but not seen when they are ignored. */
  canCopy(path: string): boolean;
}

const IGNORE_FILE = ".dockerignore";

/**
 * The context in a folder. `dockerfilePath` is relative to the folder, or undefined for a Dockerfile that stands elsewhere. The
 * ignore file is `<dockerfilePath>.dockerignore` where there is one, else the folder's `.dockerignore`. Source: Docker
 * documentation, "Build context, .dockerignore files".
 */
export function buildContext(tree: FileTree, dockerfilePath: string | undefined): BuildContext {
  const own = dockerfilePath === undefined ? undefined : `${cleanPath(dockerfilePath)}${IGNORE_FILE}`;
  const ignoreFile = readIfThere(tree, own) ?? readIfThere(tree, IGNORE_FILE);
  const ignore = ignoreFile === undefined ? undefined : readIgnoreFile(ignoreFile.text);
  const alwaysSent = new Set([ignoreFile?.path, dockerfilePath === undefined ? undefined : cleanPath(dockerfilePath)]);
  let openFolders: ReadonlySet<string> | undefined;
  const canCopy = (path: string): boolean => {
    const clean = cleanPath(path);
    if (!isInside(clean)) return false;
    if (ignore === undefined || clean === "." || !ignore.ignores(clean)) return true;
    if (!ignore.patterns.some((pattern) => pattern.negated)) return false;
    openFolders ??= foldersOf(tree, ignore.ignores);
    return openFolders.has(clean);
  };
  return { tree, dockerfilePath, ignoreFile, canCopy, includes: (path) => alwaysSent.has(cleanPath(path)) || canCopy(path) };
}

function readIfThere(tree: FileTree, path: string | undefined): BuildContext["ignoreFile"] {
  const text = path !== undefined && tree.has(path) ? tree.read(path) : undefined;
  return path === undefined || text === undefined ? undefined : { path, text };
}

/** Every folder with something below it that is sent: such a folder is sent too, though a pattern names it. */
function foldersOf(tree: FileTree, ignores: (path: string) => boolean): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const entry of tree.entries()) {
    if (ignores(entry.path)) continue;
    for (let folder = folderOf(entry.path); folder !== "." && !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}
