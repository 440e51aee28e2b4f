import { spawn, type ChildProcess } from "node:child_process";
import { processTree, signalProcesses } from "../process/process-tree.ts";

const PATIENCE_MILLISECONDS = 3_000;

/**
 * Ends a command with all that it started: SIGTERM to its process group, and SIGKILL to what is left after three seconds. Gives what ends
 * the rest at once, for when the command itself has ended: steps of Podman's builds live on in sessions of their own. Windows has no
 * groups: there `taskkill` ends the tree.
 */
export function endGroup(child: ChildProcess): () => void {
  const { pid } = child;
  if (pid === undefined) return () => {};
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true }).on("error", () => child.kill());
    return () => {};
  }
  const tree = processTree(pid);
  signalGroup(pid, "SIGTERM");
  const endRest = (): void => {
    clearTimeout(timer);
    signalGroup(pid, "SIGKILL");
    signalProcesses(tree, "SIGKILL");
  };
  const timer = setTimeout(endRest, PATIENCE_MILLISECONDS);
  timer.unref();
  return endRest;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of them have ended.
  }
}
