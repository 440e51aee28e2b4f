import type { ProcessState } from "@bulwark/core/prove";
import type { ListeningPort } from "./sockets.ts";

/** What was seen of a container's first process. */
export interface Observation {
  readonly process: ProcessState;
  readonly listening: readonly ListeningPort[];
  /** Where it was looked. */
  readonly seen: string;
}
