import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CommandResult } from "../command/run-command.ts";
import { newRunId, prefixOf, runOf } from "./owner.ts";
import { messageOf, removeMade, removeNoted, type Removal, type Store } from "./store.ts";
import { temporaryDirectories, temporaryDirectory } from "./temporary-directories.ts";

/** One run of `prove`: everything that it makes carries its id, and goes with it. */
export interface Run {
  /** Sixteen lower-case letters and digits; says who made it (`run/owner.ts`). */
  readonly id: string;
  /** `bulwark-<id>-<part>`: for containers, volumes and networks. The part is letters, digits, `-`, `_` and `.`. */
  name(part: string): string;
  /** `bulwark-<id>:<part>`: for images. */
  image(part: string): string;
  /** A new folder of its own in the temporary directory, for its owner alone. */
  temporaryFolder(part: string): Promise<string>;
  /** Where things of this run are kept; `chooseEngine` says it. */
  attach(store: Store): void;
  /** Every command of the run is handed through here: none of them outlives it. */
  watch(command: Promise<CommandResult>): Promise<CommandResult>;
  /** Aborted by `cleanUp`. */
  readonly closing: AbortSignal;
  /**
   * Ends what still works, and removes everything that was made under this run's names, also what the engine makes of a command a moment
   * after it was cut off. Can be called again and again. Gives what could not be removed, one sentence each.
   */
  cleanUp(): Promise<readonly string[]>;
}

export function openRun(): Run {
  const id = newRunId();
  const stores: Store[] = [];
  const closing = new AbortController();
  const working = new Set<Promise<CommandResult>>();
  let unsettled = false;
  const isMine = (name: string): boolean => runOf(name) === id;
  return {
    id,
    name: (part) => `${prefixOf(id)}-${checkedPart(part)}`,
    image: (part) => `${prefixOf(id)}:${checkedPart(part)}`,
    temporaryFolder: async (part) => {
      const folder = join(temporaryDirectory(), `${prefixOf(id)}-${checkedPart(part)}`);
      await mkdir(folder, { mode: 0o700 });
      return folder;
    },
    attach: (store) => {
      stores.push(store);
    },
    watch: async (command) => {
      working.add(command);
      try {
        const result = await command;
        unsettled ||= result.ended === "cancelled" || result.ended === "timed-out";
        return result;
      } finally {
        working.delete(command);
      }
    },
    closing: closing.signal,
    cleanUp: async () => {
      closing.abort();
      await Promise.allSettled(working);
      const failed: string[] = [];
      for (const store of stores) failed.push(...(await removeNoted(store, id)), ...(await removeMade(store, isMine, unsettled)).failed);
      return [...failed, ...(await removeFolders(isMine)).failed];
    },
  };
}

/** Removes chosen folders and files of the temporary directories; a link is removed, not followed. */
export async function removeFolders(chosen: (name: string) => boolean): Promise<Removal> {
  const removed: string[] = [];
  const failed: string[] = [];
  for (const folder of temporaryDirectories()) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter(chosen)) {
      const path = join(folder, name);
      try {
        await rm(path, { recursive: true, force: true, maxRetries: 3 });
        removed.push(`folder ${path}`);
      } catch (error) {
        failed.push(`folder ${path}: ${messageOf(error)}`);
      }
    }
  }
  return { removed, failed };
}

/** Names of the project's own making come from its variants: what no engine takes as a name is a mistake of the caller. */
function checkedPart(part: string): string {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,60}$/.test(part)) throw new RangeError(`"${part}" cannot be part of a container's name`);
  return part;
}
