import type { Posture } from "../posture/posture.ts";
import type { BuildContext } from "../context/build-context.ts";
import type { DockerfileSubject } from "../facts/subject.ts";
import type { CalendarDate } from "../source/date.ts";
import type { Edit } from "../source/edit.ts";
import type { Evidence } from "../source/fact.ts";
import type { Adjustments } from "./adjustments.ts";
import type { Application } from "./application.ts";

export interface HardenInput {
  readonly subject: DockerfileSubject;
  /** How the context was found, with its evidence. */
  readonly context: BuildContext;
  readonly contextFolder: { readonly folder: string; readonly evidence: Evidence; readonly certain: boolean };
  /** What people call the project: its folder's own name. */
  readonly projectName?: string;
  readonly today: CalendarDate;
  readonly options: HardenOptions;
}

export interface HardenOptions {
  /** Only this base; all that fit when undefined. */
  readonly base?: string;
  /** `--user`; the image's own uid where it has one, else 65532:65532. */
  readonly user?: Identity;
  /** What is said of the application beyond what its source shows; it wins over that. */
  readonly adjustments?: Adjustments;
}

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** A question about this project, its answer, and why. */
export interface Decision {
  /** Kebab case, stable: `base`, `user`, `build-flags`, `assets`, `port`, `health-check` … */
  readonly id: string;
  readonly question: string;
  readonly answer: "adapt" | "warn" | "refuse";
  /** What is done about it, one sentence. */
  readonly outcome: string;
  readonly evidence: readonly Evidence[];
  /** Edits of the original that it causes; empty for what stands in the appended stage or in the run profile. */
  readonly edits: readonly Edit[];
  /** The rule whose finding it answers, where there is one. */
  readonly rule?: string;
}

/** Everything that `harden` found and decided; what is written follows from it alone. */
export interface Plan {
  readonly sourcePath: string;
  /** What the original predicts of itself, to compare with. */
  readonly original: Posture;
  readonly application: Application;
  readonly identity: Identity;
  /** Decisions that hold for every variant. */
  readonly decisions: readonly Decision[];
  /** The hardened Dockerfiles, the recommended one first; empty when all were refused. */
  readonly variants: readonly Variant[];
  /** Bases that do not fit, with the reason. */
  readonly refused: readonly { readonly base: string; readonly decision: Decision }[];
  /** The stage of the original that is built, where it is not the last one. */
  readonly buildTarget: string | undefined;
  /** Variables that the build takes by secret mounts now: `--secret id=<lower case>,env=<name>`. */
  readonly buildSecrets: readonly string[];
  readonly profile: RunProfile;
}

export interface Variant {
  /** The base's folder: `distroless`, `alpine`, `hardened` (the original base, hardened where it stands). */
  readonly base: string;
  /** `gcr.io/distroless/static-debian13:nonroot`; undefined when the base is not changed. */
  readonly reference: string | undefined;
  readonly decisions: readonly Decision[];
  /** The edits of the original, and what is appended to it. */
  readonly edits: readonly Edit[];
  /** The whole hardened Dockerfile, in the original's line ends, without the header that `harden` writes on a file of its own. */
  readonly text: string;
  /** The stage to build, where it is not the last one: `--target`. */
  readonly target: string | undefined;
  /** The image's own health check, where the variant has one. */
  readonly healthcheck: readonly string[] | undefined;
}

/** One posture for the four surfaces: run line, Compose, Kubernetes and image say the same. */
export interface RunProfile {
  /** The service's and image's name. */
  readonly name: string;
  /** Undefined when the image must start as it says itself (its entrypoint drops root, its account has no known number): then no surface sets a user. */
  readonly identity: Identity | undefined;
  readonly readOnlyRoot: { readonly value: boolean; readonly evidence: readonly Evidence[] };
  /** Scratch space, never data. */
  readonly tmpfs: readonly { readonly path: string; readonly mode: string; readonly executable: boolean; readonly sizeMegabytes: number; readonly evidence: readonly Evidence[] }[];
  readonly volumes: readonly { readonly name: string; readonly path: string; readonly evidence: readonly Evidence[] }[];
  /** `published` is where clients found it before; the container may listen elsewhere. */
  readonly ports: readonly { readonly container: number; readonly published: number; readonly protocol: "tcp" | "udp"; readonly evidence: readonly Evidence[] }[];
  /** Beyond "drop ALL". */
  readonly addedCapabilities: readonly { readonly name: string; readonly evidence: readonly Evidence[] }[];
  readonly noNewPrivileges: { readonly value: boolean; readonly evidence: readonly Evidence[] };
  /** `net.ipv4.ip_unprivileged_port_start=0` where a port under 1024 cannot be moved. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** An init process is wanted as PID 1. */
  readonly init: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** Variables whose values are secret: named everywhere, their values nowhere. */
  readonly secrets: readonly string[];
  /** An HTTP address for probes, where one is known. */
  readonly health: { readonly port: number; readonly path: string; readonly evidence: Evidence } | undefined;
  /** Defaults to begin with, not measurements, but for what a person says. */
  readonly limits: { readonly memoryMegabytes: number; readonly pids: number; readonly cpus: string };
}
