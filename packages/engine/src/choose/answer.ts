import type { Builder } from "../build/builder.ts";
import type { EngineFacts } from "@bulwark/core/prove";

/** An engine that answers. */
export interface Answering {
  readonly facts: Omit<EngineFacts, "chosen">;
  readonly builder: Builder;
  readonly host: EngineHost;
  /** The command is called `docker`, and is Podman's. */
  readonly disguised: boolean;
}

/** What the machine on which the engine runs can do. */
export interface EngineHost {
  /** Which limits its control groups apply. */
  readonly limits: { readonly memory: boolean; readonly pids: boolean; readonly cpus: boolean };
  readonly processors: number | undefined;
  readonly rootless: boolean;
  /** The set that a container gets when nothing is said, without `CAP_`; undefined for Docker's own. */
  readonly defaultCapabilities: readonly string[] | undefined;
  /** Its image store keeps layers packed, and `image inspect` says the packed size (Docker with containerd's image store). */
  readonly packedSizes: boolean;
  /** `ssh://build@host`, when the engine is on another machine, where ports of 127.0.0.1 are not this machine's. */
  readonly remote: string | undefined;
}

/** An engine that does not answer, and what its command said. */
export interface Silent {
  /** `missing`: there is no such command. `unfit`: it answers, and cannot be used. */
  readonly kind: "missing" | "unreachable" | "unfit";
  readonly said: string;
}

/** Runs one command of the engine that is looked for; never throws for what the engine says. */
export type Look = (words: readonly string[]) => Promise<{ readonly ended: "exited" | "timed-out" | "not-started"; readonly exit: number | undefined; readonly output: string; readonly error: string }>;
