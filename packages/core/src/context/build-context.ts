import type { FileTree } from "./file-tree.ts";

/** A Dockerfile's build context: the folder that `docker build` sends, less what `.dockerignore` keeps out. */
export interface BuildContext {
  /** The context folder, whole. */
  readonly tree: FileTree;
  /** The Dockerfile's path in the context when it stands inside. */
  readonly dockerfilePath: string | undefined;
  /** `Dockerfile.dockerignore` or `.dockerignore`; undefined when there is none. */
  readonly ignoreFile: { readonly path: string; readonly text: string } | undefined;
  /** Whether a path of the context is sent to the builder. */
  includes(path: string): boolean;
}
