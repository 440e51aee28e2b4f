import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Whether a path is a folder or lies below it; both absolute. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** False also for what cannot be looked at: whoever reads it says why. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A folder's own path, links resolved; as written when there is none. */
export function realFolder(folder: string): string {
  const absolute = resolve(folder);
  return isFolder(absolute) ? realpathSync(absolute) : absolute;
}

/** The root of the repository in which a folder lies. */
export function repositoryOf(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, ".git"))) return current;
    if (dirname(current) === current) return undefined;
  }
}

/** With `/`, as Dockerfiles, patterns and reports write paths. */
export function withSlashes(path: string): string {
  return path.split(sep).join("/");
}

/** A path as people write it from where they stand. */
export function fromHere(path: string): string {
  return withSlashes(relative(process.cwd(), resolve(path))) || ".";
}
