import { readText } from "../process/process-start.ts";
import { processIds, processTree, signalProcesses } from "../process/process-tree.ts";
import { isDead, ownerOf, prefixOf } from "./owner.ts";
import { pause } from "./store.ts";

const VARIABLE = "BULWARK_RUN=";
/** What a run starts itself. What these start and leave (a network of Podman's, an agent for credentials) may be anybody's. */
const PROGRAMS = new Set(["docker", "docker-buildx", "podman", "nerdctl", "buildctl"]);
const PATIENCE_MILLISECONDS = 3_000;
const LOOK_MILLISECONDS = 100;

/**
 * Ends the commands of killed runs that still work (`docker build` goes on when only Bulwark is killed) with what they started, so that they
 * make nothing any more. Such a command has the run's id in its environment and in its arguments; only Linux shows it. Gives how many there
 * were.
 */
export async function endOrphans(): Promise<number> {
  const found = orphans();
  const trees = found.flatMap(processTree);
  signalProcesses(trees.filter(({ pid }) => found.includes(pid)), "SIGTERM");
  for (let waited = 0; waited < PATIENCE_MILLISECONDS && orphans().length > 0; waited += LOOK_MILLISECONDS) await pause(LOOK_MILLISECONDS);
  signalProcesses(trees, "SIGKILL");
  return found.length;
}

function orphans(): readonly number[] {
  return processIds().filter((pid) => pid !== process.pid && isOrphan(pid));
}

/** Somebody else's environment cannot be read, unless one is root: then the command is ended as well, since its run is dead. */
function isOrphan(pid: number): boolean {
  const words = (readText(`/proc/${pid}/cmdline`) ?? "").split("\0");
  if (!PROGRAMS.has(words[0]?.split("/").at(-1) ?? "")) return false;
  const id = (readText(`/proc/${pid}/environ`) ?? "").split("\0").find((variable) => variable.startsWith(VARIABLE))?.slice(VARIABLE.length);
  return id !== undefined && ownerOf(id) !== undefined && words.some((word) => word.includes(prefixOf(id))) && isDead(id);
}
