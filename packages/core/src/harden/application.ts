import type { Evidence, Fact } from "../source/fact.ts";
import type { Range } from "../source/text.ts";
import type { Stage } from "../dockerfile/model.ts";
import type { Command, ShellScript } from "../shell/command.ts";

/**
 * What a profile learns of the application from its Dockerfile and its source: the only thing that the plan and the bases read, so
 * that an ecosystem is a folder that fills this shape. Paths in the image are absolute; paths in the context are relative.
 */
export interface Application {
  /** The profile's folder: `go`, `generic`. */
  readonly ecosystem: string;
  /** What people call it: the module's or folder's last part; becomes the service's and image's name. */
  readonly name: string;
  /** The stage in whose file system the program lies when it is built. */
  readonly buildStage: Stage;
  /** The commands that build the program, in order; empty when nothing in the Dockerfile builds it (copied in ready-made). */
  readonly builds: readonly BuildCommand[];
  /** What the container starts. */
  readonly start: Fact<StartedProgram>;
  /** The C library that the built program needs at run time. */
  readonly libc: Fact<"none" | "glibc" | "musl">;
  /** Files that must be beside the program: the program itself, templates, static files, migrations … */
  readonly files: readonly RuntimeFile[];
  /** What it writes. */
  readonly writes: readonly WrittenPath[];
  readonly ports: readonly ListeningPort[];
  readonly health: Fact<HealthEndpoint | undefined>;
  readonly needs: {
    /** It makes TLS connections, so it needs certificates of authorities. */
    readonly caCertificates: Fact<boolean>;
    readonly timeZones: Fact<boolean>;
    /** Programs that it starts (`os/exec`), by name; a shell is `sh`. */
    readonly programs: readonly { readonly name: string | undefined; readonly evidence: Evidence }[];
    /** It looks up accounts (`os/user`, `getpwuid`). */
    readonly account: Fact<boolean>;
  };
  /** Environment variables that it reads, for the run line and the guide; never with values of secrets. */
  readonly environment: readonly { readonly name: string; readonly default: string | undefined; readonly evidence: Evidence }[];
  /** Reasons not to change the base or the build at all, each with its evidence; empty when there are none. */
  readonly obstacles: readonly Obstacle[];
  /** How far was looked: `14 Go files, 0 skipped`. */
  readonly looked: readonly Evidence[];
}

/** A command in a RUN that makes the program, with the edits that harden it where the evidence allows. */
export interface BuildCommand {
  readonly stage: Stage;
  readonly script: ShellScript;
  readonly command: Command;
  /** The built file in the image, when it can be told. */
  readonly output: Fact<string>;
  /** The main package or entry file, as named in the command: `./cmd/api`. */
  readonly entry: Fact<string>;
}

export interface StartedProgram {
  /** Absolute path of the program in the build stage or in the original runtime stage. */
  readonly path: string;
  readonly arguments: readonly string[];
  /** Whether ENTRYPOINT or CMD names it: the hardened stage keeps the same split. */
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workdir: string;
}

export interface RuntimeFile {
  /** Absolute path in the file system of `stage`. */
  readonly path: string;
  readonly stage: Stage;
  readonly kind: "program" | "file" | "folder";
  /** The program finds it by a relative path, so it must keep its place below the working directory. */
  readonly relative: boolean;
  /** The program writes it too: it is data to begin with. */
  readonly written?: boolean;
  /** A person says so, rather than the source. */
  readonly stated?: true;
  readonly evidence: Evidence;
}

export interface WrittenPath {
  /** Absolute path of the folder (or file) in the container. */
  readonly path: string;
  /** data must survive a restart (a volume); scratch need not (tmpfs). Unsure is data: losing it silently is the worse mistake. */
  readonly purpose: "data" | "scratch";
  /** Whether the program names it by a relative path, so that it lies below the working directory; undefined when that is not known. */
  readonly relative?: boolean;
  /** A person says so, rather than the source. */
  readonly stated?: true;
  /** It starts programs that it puts there. */
  readonly executable?: true;
  /** What runs lies there too, so that nothing can be mounted over it. */
  readonly beside?: true;
  readonly evidence: Evidence;
}

export interface ListeningPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  /** An environment variable that moves it, when the source reads one. */
  readonly variable: string | undefined;
  /** Fixed in the source: only the source can move it. */
  readonly fixed: boolean;
  readonly evidence: Evidence;
}

/** An address that answers when the program is well. */
export interface HealthEndpoint {
  readonly port: number;
  readonly path: string;
  readonly evidence: Evidence;
}

export interface Obstacle {
  /** One sentence: what stands in the way and what a person can do. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** What it rules out: every change of base, the shell-less bases, musl bases, another user, or hardening as a whole. */
  readonly rulesOut: "everything" | "base-change" | "shell-less" | "musl" | "glibc" | "user";
  readonly range?: Range;
}
