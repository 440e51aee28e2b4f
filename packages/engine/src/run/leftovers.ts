import { readdir } from "node:fs/promises";
import { endOrphans } from "./orphans.ts";
import { isDead, runOf } from "./owner.ts";
import { removeFolders } from "./run.ts";
import { removeMade, removeNoted, type Removal, type Store } from "./store.ts";
import { temporaryDirectory } from "./temporary-directories.ts";

/**
 * Removes what runs of this host left that were killed: their processes first, then what the engine holds under their names, then their
 * temporary folders. Nothing of a run that lives, of another host's, or whose name is not exactly one of Bulwark's is touched.
 */
export async function removeLeftovers(engine: { readonly store: Store }): Promise<Removal> {
  const dead = new Map<string, boolean>();
  const isLeftover = (name: string): boolean => {
    const id = runOf(name);
    if (id === undefined) return false;
    const known = dead.get(id) ?? isDead(id);
    dead.set(id, known);
    return known;
  };
  const ended = await endOrphans();
  const runs = new Set((await readdir(temporaryDirectory()).catch(() => [])).filter(isLeftover).flatMap((name) => runOf(name) ?? []));
  const noted: string[] = [];
  for (const id of runs) noted.push(...(await removeNoted(engine.store, id)));
  const made = await removeMade(engine.store, isLeftover, ended > 0);
  const folders = await removeFolders(isLeftover);
  return { removed: [...made.removed, ...folders.removed], failed: [...noted, ...made.failed, ...folders.failed] };
}
