/**
 * What an image is made of, as whoever read it hands it on: its configuration, its merged file system and its layers. Paths are
 * absolute, with `/`, without `.` and `..`.
 */
export interface ImageContents {
  /** `sha256:…` of the configuration. */
  readonly id: string;
  readonly config: ImageConfig;
  /** The file system that a container sees, whiteouts applied; `/` itself included. */
  readonly files: ReadonlyMap<string, ImageFile>;
  readonly layers: readonly ImageLayer[];
  /** The texts of the small files that were asked for and are there, by path; UTF-8, bounded. */
  readonly texts: ReadonlyMap<string, string>;
  /** What was asked to be looked into and is there, by path: what the container starts. */
  readonly programs: ReadonlyMap<string, ProgramFormat>;
  /** What could not be read, one sentence each; the rest holds all the same. */
  readonly faults: readonly string[];
}

/** The parts of an OCI image configuration that say how a container starts (image-spec, config.md). */
export interface ImageConfig {
  readonly architecture: string;
  readonly os: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  /** `8080/tcp`. */
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  /** Docker's own addition to the format: the command as written, `["CMD", …]` or `["CMD-SHELL", …]`; empty where there is none, `["NONE"]` where it is taken away. */
  readonly healthcheck: readonly string[];
  readonly history: readonly { readonly createdBy: string; readonly emptyLayer: boolean }[];
}

export interface ImageFile {
  readonly kind: "file" | "folder" | "symbolic-link" | "device" | "pipe";
  /** The twelve permission bits: 0o4755 is setuid. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; a hard link counts once, at its first name. */
  readonly size: number;
  /** Where a symbolic link leads, as written. */
  readonly target: string | undefined;
  /** The layer that brought it, from 0. */
  readonly layer: number;
  /** The value of `security.capability`, as it is on the disk (capabilities(7), "File capability extended attribute versioning"). */
  readonly capabilities: Uint8Array | undefined;
  /** Of a further name of a file: the name at which it counts. */
  readonly hardLinkOf?: string;
}

export interface ImageLayer {
  /** `sha256:…` of the layer's uncompressed tar. */
  readonly diffId: string;
  /** Bytes of the uncompressed tar. */
  readonly size: number;
  /** Bytes as a registry stores it: of the blob where the archive held it compressed, else of gzip at its default level; undefined when that was not measured. */
  readonly compressedSize: number | undefined;
  /** Bytes of files of this layer that a later one deletes or replaces. */
  readonly wasted: number;
}

/** How the kernel runs a file: by itself with the libraries that it names, or through an interpreter. */
export type ProgramFormat =
  | { readonly format: "elf"; /** As OCI names it: `amd64`. */ readonly architecture: string; /** Undefined for a static one. */ readonly interpreter: string | undefined; /** Names of shared libraries (DT_NEEDED). */ readonly needed: readonly string[] }
  | { readonly format: "script"; readonly interpreter: string; /** What stands behind the interpreter: `bash` of `#!/usr/bin/env bash`. */ readonly argument?: string }
  | { readonly format: "other" };
