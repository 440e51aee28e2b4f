import { isAtOrBelow, joinPath } from "../context/path.ts";
import { valueOf } from "../source/fact.ts";
import type { Application } from "./application.ts";

/** Files that an interpreter runs, by their endings. */
const SCRIPTS = [".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".php", ".pl", ".jar", ".war", ".dll", ".exs", ".lua", ".sh"];

/** What of the program, or of what it needs, a volume or a file system in memory at this path would hide; undefined when nothing. */
export function hiddenAt(path: string, application: Application): string | undefined {
  const started = valueOf(application.start);
  const scripts = (started?.arguments ?? []).filter((word) => SCRIPTS.some((ending) => word.endsWith(ending))).map((word) => joinPath(started?.workdir ?? "/", word));
  const places = [...application.files.filter((file) => file.written !== true).map((file) => file.path), ...(started === undefined ? [] : [started.path]), ...scripts];
  return places.find((place) => isAtOrBelow(path, place));
}

/** A folder that holds the program itself cannot become a volume: the volume would hide the program. */
export function hidesProgram(path: string, application: Application): boolean {
  return hiddenAt(path, application) !== undefined;
}
