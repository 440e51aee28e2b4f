import { readdir, readFile } from "node:fs/promises";
import { pause } from "./store.ts";
import { isDead, ownerOf } from "./owner.ts";

const VARIABLE = "BULWARK_RUN=";
const PATIENCE_MILLISECONDS = 3_000;
const LOOK_MILLISECONDS = 100;

/**
 * Ends what killed runs left running (`docker build` goes on when only Bulwark is killed), so that it does not make anything any more.
 * Found by the run's id in the environment of one's own processes; only Linux shows it. Gives how many there were.
 */
export async function endOrphans(): Promise<number> {
  const found = await orphans();
  signal(found, "SIGTERM");
  let left = found;
  for (let waited = 0; left.length > 0 && waited < PATIENCE_MILLISECONDS; waited += LOOK_MILLISECONDS) {
    await pause(LOOK_MILLISECONDS);
    left = await orphans();
  }
  signal(left, "SIGKILL");
  return found.length;
}

async function orphans(): Promise<readonly number[]> {
  if (process.platform !== "linux") return [];
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d{1,10}$/.test(name)).map(Number).filter((pid) => pid !== process.pid);
  const owned = await Promise.all(pids.map(async (pid) => ((await isOrphan(pid)) ? [pid] : [])));
  return owned.flat();
}

/** Somebody else's environment cannot be read, unless one is root: then it is ended as well, since its run is dead. */
async function isOrphan(pid: number): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  const id = environment.split("\0").find((variable) => variable.startsWith(VARIABLE))?.slice(VARIABLE.length);
  return id !== undefined && ownerOf(id) !== undefined && isDead(id);
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended.
    }
  }
}
