/** `prove:` of `bulwark.yaml`: what is asked of both containers, and what the result must be. Lines count from 1. */
export interface ProveConfig {
  /** Empty when nothing is declared: then probes are discovered. */
  readonly probes: readonly DeclaredProbe[];
  /** For both containers. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that both take from the environment of who starts `prove`; their values stand nowhere. */
  readonly secrets: readonly string[];
  /** A network that is there already, where a database or a queue answers. */
  readonly network: string | undefined;
  /** Seconds until a container must have answered its first probe. */
  readonly readyWithin: number | undefined;
  /** Seconds that a container has to end after SIGTERM. */
  readonly stopWithin: number | undefined;
  /** Seconds that a build may take. */
  readonly buildWithin: number | undefined;
  readonly gates: GateConfig;
}

export type DeclaredProbe = DeclaredHttpProbe | DeclaredTcpProbe | DeclaredCommandProbe | DeclaredLogProbe;

interface Declared {
  /** What people call it; undefined for a name made from what it asks. */
  readonly name: string | undefined;
  readonly line: number;
}

/** `http: GET /path` with what is expected; what is not said must only be alike on both sides. */
export interface DeclaredHttpProbe extends Declared {
  readonly kind: "http";
  readonly method: string;
  /** With query. */
  readonly path: string;
  /** Container port; undefined for the only one that listens. */
  readonly port: number | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | undefined;
  readonly status: number | undefined;
  /** By lower-case name, whole values. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body. */
  readonly body: string | undefined;
  /** A part of the body. */
  readonly contains: string | undefined;
}

/** `tcp: PORT`: a connection is taken; with `send` and `expect`, also what it says. */
export interface DeclaredTcpProbe extends Declared {
  readonly kind: "tcp";
  readonly port: number;
  readonly send: string | undefined;
  readonly expect: string | undefined;
}

/** `command: [...]` run in the container, without a shell of ours. */
export interface DeclaredCommandProbe extends Declared {
  readonly kind: "command";
  readonly command: readonly string[];
  /** Exit code; 0 when it is not said. */
  readonly exit: number;
  readonly contains: string | undefined;
}

/** `log: TEXT`: a line of the container's output has this part. */
export interface DeclaredLogProbe extends Declared {
  readonly kind: "log";
  readonly contains: string;
}

export const REQUIREMENTS = ["builds", "starts", "answers", "healthy", "non-root", "read-only", "no-capabilities", "no-new-privileges", "stops"] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface GateConfig {
  /** Bytes, uncompressed, as the engine counts an image. */
  readonly maxSize: number | undefined;
  readonly minGrade: "A" | "B" | "C" | "D" | "E" | "F" | undefined;
  readonly require: readonly Requirement[];
  /** Nothing that is measured may be worse than in the original. */
  readonly noRegression: boolean;
}
