import { isAtOrBelow, joinPath } from "../../../../context/path.ts";
import type { Possible } from "../language/possible.ts";

/** Folders that hold what need not survive a restart. */
const SCRATCH = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/var/run"];
/** Not files of an image: devices and what the kernel shows. */
const KERNEL = ["/dev", "/proc", "/sys"];

/** A text of the source as an absolute path; undefined for what names no file: empty, a URL, a device, a database in memory. */
export function absolutePath(text: string, workdir: string): string | undefined {
  if (text === "" || text.includes("://") || text.includes("\0") || text.includes("\n") || text.length > 4096) return undefined;
  const path = joinPath(workdir, text);
  return KERNEL.some((folder) => isAtOrBelow(folder, path)) && !isAtOrBelow("/dev/shm", path) ? undefined : path;
}

/** The file of an SQLite data source name: `file:app.db?cache=shared`, `./app.db?_fk=1`. Source: SQLite, "URI Filenames". */
export function databaseFile(source: string): string | undefined {
  const withoutScheme = source.startsWith("file:") ? source.slice("file:".length) : source;
  const question = withoutScheme.indexOf("?");
  const options = question === -1 ? "" : withoutScheme.slice(question);
  const path = question === -1 ? withoutScheme : withoutScheme.slice(0, question);
  if (path === "" || path.startsWith(":memory:") || options.includes("mode=memory")) return undefined;
  return path.startsWith("///") ? path.slice(2) : path;
}

export function isScratch(path: string): boolean {
  return SCRATCH.some((folder) => isAtOrBelow(folder, path));
}

/** What a path depends on, for people: ` (set by DATA_DIR)`. */
export function dependence({ variables, flags }: Possible): string {
  const names = [...variables, ...flags.map((flag) => `-${flag}`)];
  return names.length === 0 ? "" : ` (set by ${names.join(", ")})`;
}
