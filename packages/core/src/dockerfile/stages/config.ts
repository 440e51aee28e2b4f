import { known, unknown, type Evidence, type Fact } from "../../source/fact.ts";
import type { CommandSetting, HealthcheckSetting, PathSetting, PortSetting, StageConfig, UserSetting } from "../model.ts";

/** What a stage's configuration holds; a fact that an instruction sets replaces the one before it. */
export interface ConfigValues {
  readonly user: Fact<UserSetting>;
  readonly workdir: Fact<string>;
  readonly shell: Fact<readonly string[]>;
  readonly entrypoint: Fact<CommandSetting | undefined>;
  readonly cmd: Fact<CommandSetting | undefined>;
  /** The index of the stage that set CMD: an ENTRYPOINT of another stage resets it. */
  readonly cmdStage: number | undefined;
  readonly healthcheck: Fact<HealthcheckSetting | undefined>;
  readonly ports: Gathered<PortSetting>;
  readonly volumePaths: Gathered<PathSetting>;
  readonly stopSignal: Fact<string>;
}

/** The values as a stage shows them. */
export function stageConfig(values: ConfigValues): StageConfig {
  const { user, workdir, shell, entrypoint, cmd, healthcheck, ports, volumePaths, stopSignal } = values;
  return {
    user,
    workdir,
    shell,
    entrypoint,
    cmd,
    healthcheck,
    stopSignal,
    get exposedPorts(): Fact<readonly PortSetting[]> {
      return ports.fact;
    },
    get volumes(): Fact<readonly PathSetting[]> {
      return volumePaths.fact;
    },
  };
}

/** More than all ports of all protocols: only a hostile file repeats itself so often. */
const MOST_ITEMS = 200_000;

/**
 * What instruction after instruction adds to a set (EXPOSE, VOLUME). Adding costs nothing; the parts are read and put together when
 * the whole is asked for.
 */
export class Gathered<T> {
  readonly #before: Gathered<T> | undefined;
  readonly #read: () => Fact<readonly T[]>;
  readonly #keyOf: (item: T) => string;
  #fact: Fact<readonly T[]> | undefined;

  constructor(read: () => Fact<readonly T[]>, keyOf: (item: T) => string, before?: Gathered<T>) {
    this.#before = before;
    this.#read = read;
    this.#keyOf = keyOf;
  }

  and(read: () => Fact<readonly T[]>): Gathered<T> {
    return new Gathered(read, this.#keyOf, this);
  }

  /** Everything so far, each once, in the order of the file; unknown when any part of it is. */
  get fact(): Fact<readonly T[]> {
    this.#fact ??= this.#gather();
    return this.#fact;
  }

  #gather(): Fact<readonly T[]> {
    const parts = [this.#read];
    let node = this.#before;
    while (node !== undefined && node.#fact === undefined) {
      parts.push(node.#read);
      node = node.#before;
    }
    const gathered = node;
    if (gathered !== undefined) parts.push(() => gathered.fact);
    const items = new Map<string, T>();
    const evidence: Evidence[] = [];
    let count = 0;
    for (const read of parts.toReversed()) {
      const part = read();
      if (!part.known) return part;
      count += part.value.length;
      if (count > MOST_ITEMS) return unknown(`the file names more than ${MOST_ITEMS} ports or paths`);
      for (const item of part.value) {
        const key = this.#keyOf(item);
        if (!items.has(key)) items.set(key, item);
      }
      for (const one of part.evidence) evidence.push(one);
    }
    return known([...items.values()], ...evidence);
  }
}

/** The ports that an image or a stage exposes, each once. */
export function gatherPorts(ports: Fact<readonly PortSetting[]>): Gathered<PortSetting> {
  return new Gathered(() => ports, ({ port, protocol }) => `${port}/${protocol}`);
}

/** The paths that an image or a stage declares as volumes, each once. */
export function gatherPaths(paths: Fact<readonly PathSetting[]>): Gathered<PathSetting> {
  return new Gathered(() => paths, ({ path }) => path);
}
