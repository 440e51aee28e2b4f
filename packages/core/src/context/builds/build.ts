import type { Evidence } from "../../source/fact.ts";
import type { FileTree } from "../file-tree.ts";
import { isInside, joinPath } from "../path.ts";

/** A place that says how an image is built. All paths are relative to the tree in which it was found. */
export interface Build {
  readonly dockerfile: string;
  readonly context: string;
  readonly target?: string;
  /** Those with a certain value. */
  readonly buildArguments: Readonly<Record<string, string>>;
  /** `--build-context`, Compose `additional_contexts`: a folder of the tree, or an image or URL as written. */
  readonly additionalContexts: Readonly<Record<string, string>>;
  /** The Compose service that it is built for. */
  readonly service?: string;
  /** The service's `ports`, as written. */
  readonly ports?: readonly string[];
  /** The service's `healthcheck.test` in its list form: `["CMD", …]` or `["CMD-SHELL", …]`. */
  readonly healthcheck?: readonly string[];
  readonly evidence: Evidence;
}

/** A build as one place writes it, before its paths are resolved. */
export interface BuildCall {
  /** Who builds: `docker build`, `service api`. */
  readonly who: string;
  readonly context: string;
  /** Undefined for the builder's default. */
  readonly file: string | undefined;
  /** What `file` is relative to: Compose means the context, a command line the working folder. */
  readonly fileFrom: "context" | "folder";
  /** The names that the builder looks for when none is given, best first. */
  readonly defaultFiles: readonly string[];
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly additionalContexts: Readonly<Record<string, string>>;
  readonly service?: string;
  readonly ports?: readonly string[];
  readonly healthcheck?: readonly string[];
}

/** Docker takes `Dockerfile`, and `dockerfile` where that is missing. */
export const DOCKER_FILES = ["Dockerfile", "dockerfile"];

/** Podman and Buildah take `Containerfile` first. */
export const PODMAN_FILES = ["Containerfile", "Dockerfile"];

export interface Place {
  readonly path: string;
  readonly line: number;
}

/**
 * The build that a call describes, with the first of the possible working folders in which its Dockerfile exists; undefined when
 * there is none or when context or Dockerfile stand outside of the tree.
 */
export function locateBuild(tree: FileTree, call: BuildCall, folders: readonly string[], place: Place): Build | undefined {
  if (isRemote(call.context)) return undefined;
  for (const folder of folders) {
    const context = joinPath(folder, call.context);
    const names = call.file === undefined ? call.defaultFiles : [call.file];
    const from = call.file === undefined || call.fileFrom === "context" ? context : folder;
    const dockerfile = names.map((name) => joinPath(from, name)).find((path) => isInside(path) && tree.has(path));
    if (dockerfile === undefined || !isInside(context)) continue;
    const { target, service, ports, healthcheck } = call;
    return {
      dockerfile,
      context,
      ...(target === undefined ? {} : { target }),
      buildArguments: call.buildArguments,
      additionalContexts: Object.fromEntries(Object.entries(call.additionalContexts).map(([name, value]) => [name, isRemote(value) ? value : joinPath(folder, value)])),
      ...(service === undefined ? {} : { service }),
      ...(ports === undefined ? {} : { ports }),
      ...(healthcheck === undefined ? {} : { healthcheck }),
      evidence: { observation: `${call.who} builds ${dockerfile} with the context ${context}`, ...place },
    };
  }
  return undefined;
}

/** A context that is no folder of this machine: standard input, a repository, an archive, an image, another service. */
function isRemote(context: string): boolean {
  return context === "-" || context.includes("://") || context.startsWith("git@") || context.startsWith("github.com/") || context.startsWith("service:");
}

/** The path of a command's text that stands `offset` characters into a text which begins at `line`. */
export function lineWithin(text: string, offset: number, line: number): number {
  let lines = line;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", next + 1)) lines++;
  return lines;
}
