import { workingContainers } from "./working-containers.ts";

/** A thing that an engine keeps by name. */
export interface Made {
  readonly kind: "container" | "image" | "volume" | "network";
  readonly name: string;
}

/** What an engine keeps, as far as it is named by Bulwark. Both calls go on when a run is cancelled, and are bounded in time. */
export interface Store {
  /** Everything whose name begins with `bulwark-`; images as `bulwark-…:tag`. Throws an `EngineError`. */
  list(): Promise<readonly Made[]>;
  /** Containers with their anonymous volumes. What is not there any more is removed. Throws an `EngineError` when one of them stays. */
  remove(kind: Made["kind"], names: readonly string[]): Promise<void>;
  /** Those of these containers in which a build of Podman worked; no others. Throws an `EngineError` when one of them stays. */
  removeWorking(ids: readonly string[]): Promise<void>;
}

/** A container holds its image, volumes and networks. */
const ORDER: readonly Made["kind"][] = ["container", "image", "volume", "network"];
const PAUSE_MILLISECONDS = 300;
const MOST_LOOKS = 20;
const MOST_TRIES = 4;

export interface Removal {
  readonly removed: readonly string[];
  /** `container NAME: why`, one sentence each. */
  readonly failed: readonly string[];
}

/**
 * Removes what is chosen by name. With `unsettled`, a command was cut off while the engine worked: what it makes a moment later is waited
 * for, until two looks in a row find nothing. What does not go at once is tried again: it may hang on what goes after it.
 */
export async function removeMade(store: Store, chosen: (name: string) => boolean, unsettled: boolean): Promise<Removal> {
  const removed: string[] = [];
  let failed: readonly string[] = [];
  for (let look = 0, quiet = 0, tries = 0; look < MOST_LOOKS; look += 1) {
    if (look > 0) await pause(PAUSE_MILLISECONDS);
    let found: readonly Made[];
    try {
      found = (await store.list()).filter((made) => chosen(made.name));
    } catch (error) {
      return { removed, failed: [`what the engine holds cannot be listed: ${messageOf(error)}`] };
    }
    failed = await removeEach(store, found, removed);
    quiet = found.length === 0 ? quiet + 1 : 0;
    if (failed.length > 0) tries += 1;
    if (tries >= MOST_TRIES || (failed.length === 0 && (!unsettled || quiet >= 2))) break;
  }
  return { removed, failed };
}

/** All of a kind at once, since each call takes its time; one by one where that fails. */
async function removeEach(store: Store, found: readonly Made[], removed: string[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const kind of ORDER) {
    const names = found.filter((made) => made.kind === kind).map(({ name }) => name);
    if (names.length === 0) continue;
    try {
      await store.remove(kind, names);
      removed.push(...names.map((name) => `${kind} ${name}`));
    } catch {
      failed.push(...(await removeOneByOne(store, kind, names, removed)));
    }
  }
  return failed;
}

async function removeOneByOne(store: Store, kind: Made["kind"], names: readonly string[], removed: string[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const name of names) {
    try {
      await store.remove(kind, [name]);
      removed.push(`${kind} ${name}`);
    } catch (error) {
      failed.push(`${kind} ${name}: ${messageOf(error)}`);
    }
  }
  return failed;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** Removes the containers that were noted for a run. */
export async function removeNoted(store: Store, runId: string): Promise<readonly string[]> {
  const ids = workingContainers(runId);
  if (ids.length === 0) return [];
  try {
    await store.removeWorking(ids);
    return [];
  } catch (error) {
    return [`containers in which an image was built: ${messageOf(error)}`];
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
