import { readFileSync } from "node:fs";

/** What Linux knows of a process: its parent, and when it began, in clock ticks since the boot. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly start: string;
}

/**
 * Fields 3, 4 and 22 of proc_pid_stat(5), counted behind the program's name, which may hold anything. Undefined when there is no such
 * process, no `/proc`, or when it has ended and nobody has asked how.
 */
export function readProcess(pid: number): ProcessEntry | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, parent, start] = [fields?.[0], fields?.[1], fields?.[19]];
  return state === "Z" || parent === undefined || start === undefined ? undefined : { pid, parent: Number(parent), start };
}

/** The text of a small file of the system; undefined where it cannot be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
