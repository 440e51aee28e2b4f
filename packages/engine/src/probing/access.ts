import type { ContainerState, Engine } from "../engine.ts";

/** Bytes of a container's output in which a log probe looks: its end. */
const MOST_LOG = 1024 * 1024;

/** The ways to one running container that a probe may take. Each rejects when the run is cancelled. */
export interface ProbeAccess {
  /** The port of 127.0.0.1 on which a TCP port of the container is published; undefined when it is not. */
  readonly published: (port: number) => Promise<number | undefined>;
  readonly state: () => Promise<ContainerState>;
  readonly log: () => Promise<string>;
  readonly execute: (command: readonly string[], timeoutSeconds: number) => ReturnType<Engine["execute"]>;
  readonly signal: AbortSignal;
}

export function accessTo(engine: Engine, container: string, signal: AbortSignal): ProbeAccess {
  const known = new Map<string, number>();
  return {
    published: async (port) => {
      const key = `${port}/tcp`;
      if (!known.has(key)) for (const [name, place] of Object.entries((await engine.state(container)).published)) known.set(name, place.port);
      return known.get(key);
    },
    state: () => engine.state(container),
    log: () => engine.log(container, MOST_LOG),
    execute: (command, timeoutSeconds) => engine.execute(container, command, timeoutSeconds),
    signal,
  };
}
