import { known, type Evidence, type Fact } from "../../source/fact.ts";
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

/**
 * What instruction after instruction adds to a set (EXPOSE, VOLUME). Adding costs nothing; the whole is put together when it is
 * asked for.
 */
export class Gathered<T> {
  readonly #before: Gathered<T> | undefined;
  readonly #added: Fact<readonly T[]>;
  readonly #keyOf: (item: T) => string;
  #fact: Fact<readonly T[]> | undefined;

  constructor(added: Fact<readonly T[]>, keyOf: (item: T) => string, before?: Gathered<T>) {
    this.#before = before;
    this.#added = added;
    this.#keyOf = keyOf;
  }

  and(added: Fact<readonly T[]>): Gathered<T> {
    return new Gathered(added, this.#keyOf, this);
  }

  /** Everything so far, each once, in the order of the file; unknown when any part of it is. */
  get fact(): Fact<readonly T[]> {
    this.#fact ??= this.#gather();
    return this.#fact;
  }

  #gather(): Fact<readonly T[]> {
    const parts = [this.#added];
    let node = this.#before;
    while (node !== undefined && node.#fact === undefined) {
      parts.push(node.#added);
      node = node.#before;
    }
    if (node !== undefined) parts.push(node.fact);
    const items = new Map<string, T>();
    const evidence: Evidence[] = [];
    for (const part of parts.toReversed()) {
      if (!part.known) return part;
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
  return new Gathered(ports, ({ port, protocol }) => `${port}/${protocol}`);
}

/** The paths that an image or a stage declares as volumes, each once. */
export function gatherPaths(paths: Fact<readonly PathSetting[]>): Gathered<PathSetting> {
  return new Gathered(paths, ({ path }) => path);
}
