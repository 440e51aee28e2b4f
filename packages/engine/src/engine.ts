import type { Readable } from "node:stream";
import type { ContainerSettings } from "@bulwark/core/deploy";
import type { BuilderFeature } from "@bulwark/core/dockerfile";
import type { ImageConfig } from "@bulwark/core/image";
import type { Change, EngineFacts, Trial } from "@bulwark/core/prove";

export type EngineName = EngineFacts["name"];

/**
 * A container engine, through the command that people have: contexts, rootless mode, credentials and mirrors come with it. All that
 * it makes carries the run's id in its name. Every call is bounded in time, takes no shell, and ends early when the run is
 * cancelled. A call that fails throws an `EngineError`.
 */
export interface Engine {
  readonly facts: EngineFacts;
  build(request: BuildRequest, onLog: (line: string) => void): Promise<Built>;
  /** Start a container in the background. What the engine refuses is a result, not an error. */
  /** @param secretValues values of `settings.secrets`, handed on in the environment of the engine's command, never in its arguments. */
  start(settings: ContainerSettings, secretValues?: Readonly<Record<string, string>>): Promise<Started>;
  state(container: string): Promise<ContainerState>;
  /** Both streams, the last `mostBytes`. */
  log(container: string, mostBytes: number): Promise<string>;
  /** SIGTERM (or the image's stop signal), then SIGKILL after the grace time in seconds; returns when it has ended. */
  stop(container: string, graceSeconds: number): Promise<void>;
  /** What changed in its root file system, without what the engine itself put there. */
  changes(container: string): Promise<readonly Change[]>;
  /** PID 1 and the listening ports of a running container, as far as they can be seen from here. */
  observe(container: string): Promise<Pick<Trial, "process" | "listening">>;
  execute(container: string, command: readonly string[], timeoutSeconds: number): Promise<{ readonly exit: number; readonly output: string }>;
  removeContainer(container: string): Promise<void>;
  imageFacts(reference: string): Promise<ImageFacts>;
  /** `docker save`: an archive of one image, for `@bulwark/image` to read. Destroying the stream ends the command. */
  saveImage(reference: string): Readable;
  removeImage(reference: string): Promise<void>;
  createVolume(name: string): Promise<void>;
  removeVolume(name: string): Promise<void>;
}

export interface BuildRequest {
  /** With the run's id; only it is ever removed. */
  readonly tag: string;
  /** Absolute; may stand outside of the context. */
  readonly dockerfile: string;
  /** Absolute folder. */
  readonly context: string;
  /** Absolute path of an ignore file that takes the place of the context's own; it is named `<dockerfile>.dockerignore`, as BuildKit looks for it. */
  readonly ignoreFile: string | undefined;
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** Names of environment variables, given as secret mounts under their names in lower case. */
  readonly secrets: readonly string[];
  /** What the Dockerfile wants of its builder, to be named when the builder lacks it. */
  readonly features: readonly BuilderFeature[];
  readonly timeoutSeconds: number;
}

export type Built =
  | { readonly outcome: "built"; readonly imageId: string; readonly seconds: number; readonly command: readonly string[] }
  | { readonly outcome: "failed" | "timed-out"; readonly error: string; readonly log: string; readonly seconds: number; readonly command: readonly string[] };

export type Started = { readonly outcome: "running"; readonly container: string } | { readonly outcome: "refused"; readonly error: string; readonly exitCode: number | undefined };

export interface ContainerState {
  readonly status: "created" | "running" | "exited" | "dead" | "other";
  readonly exitCode: number;
  readonly error: string;
  readonly outOfMemory: boolean;
  /** On the engine's host; undefined when it does not run. */
  readonly pid: number | undefined;
  readonly health: { readonly status: "starting" | "healthy" | "unhealthy"; readonly output: string } | undefined;
  /** Where a container port answers: `8080/tcp` to `127.0.0.1:49153`. */
  readonly published: Readonly<Record<string, { readonly address: string; readonly port: number }>>;
}

export interface ImageFacts {
  readonly id: string;
  /** Bytes, unpacked: as `docker image inspect` says, and where that is the packed size, as `docker history` does. */
  readonly size: number;
  readonly layers: number;
  /** Without its history, which only the archive has. */
  readonly config: Omit<ImageConfig, "history">;
}

/** The engine did not do what it was asked: its own words, and what to do about them. */
export class EngineError extends Error {
  readonly remedy: string;
  readonly kind: "missing" | "unreachable" | "unsupported" | "failed" | "timed-out" | "cancelled";

  constructor(kind: EngineError["kind"], message: string, remedy: string) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }
}
