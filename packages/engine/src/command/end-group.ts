import { spawn, type ChildProcess } from "node:child_process";

const PATIENCE_MILLISECONDS = 3_000;

/**
 * Ends a command with all that it started: SIGTERM to its process group, and SIGKILL to what is left after three seconds. Windows has no
 * groups: there `taskkill` ends the tree.
 */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const pid = child.pid;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true }).on("error", () => child.kill());
    return;
  }
  signalGroup(pid, "SIGTERM");
  const timer = setTimeout(() => {
    signalGroup(pid, "SIGKILL");
  }, PATIENCE_MILLISECONDS);
  // The group may outlive the command: the timer is not ended with it, and does not keep Node alive.
  timer.unref();
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of them have ended.
  }
}
