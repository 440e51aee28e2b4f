import { readdirSync } from "node:fs";
import { readProcess, type ProcessEntry } from "./process-start.ts";

/**
 * A process and all that descends from it, whatever group or session they are in; only on Linux. Podman's builds run their steps in sessions
 * of their own, which outlive it.
 */
export function processTree(root: number): readonly ProcessEntry[] {
  const first = readProcess(root);
  if (first === undefined) return [];
  const children = byParent(allProcesses());
  const tree = [first];
  for (const entry of tree) tree.push(...(children.get(entry.pid) ?? []));
  return tree;
}

function byParent(processes: readonly ProcessEntry[]): ReadonlyMap<number, readonly ProcessEntry[]> {
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of processes) {
    const siblings = children.get(entry.parent);
    if (siblings === undefined) children.set(entry.parent, [entry]);
    else siblings.push(entry);
  }
  return children;
}

function allProcesses(): readonly ProcessEntry[] {
  return processIds().flatMap((pid) => readProcess(pid) ?? []);
}

/** Ids of all processes that are to be seen; none where there is no `/proc`. */
export function processIds(): readonly number[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d{1,10}$/.test(name)).map(Number);
  } catch {
    return [];
  }
}

/** Sends a signal to those that are still the same processes. */
export function signalProcesses(processes: readonly ProcessEntry[], signal: NodeJS.Signals): void {
  for (const { pid, start } of processes) {
    if (readProcess(pid)?.start !== start) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended, or is not ours to end.
    }
  }
}
