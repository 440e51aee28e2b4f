import { fileNameOf, folderOf } from "../../../context/path.ts";
import type { ImageContents, ImageFile } from "../../../image/contents.ts";
import { resolvePath } from "../../../image/resolve-path.ts";
import { searchPaths } from "../../../image/start-paths.ts";

/** As whom a program runs. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export type Access = "read" | "write" | "execute";

const BITS: Readonly<Record<Access, number>> = { read: 4, write: 2, execute: 1 };

/** Questions about the file system of an image, links followed as in a container. Paths are absolute and clean. */
export class ImageFiles {
  readonly image: ImageContents;
  #byName: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(image: ImageContents) {
    this.image = image;
  }

  /** What really stands there; undefined for nothing. */
  at(path: string): ImageFile | undefined {
    const resolved = resolvePath(this.image, path);
    return resolved === undefined ? undefined : this.image.files.get(resolved);
  }

  has(path: string): boolean {
    return this.at(path) !== undefined;
  }

  /** The path with the links of its folders followed, whether or not it is there: `/run/x` for `/var/run/x`. */
  real(path: string): string {
    for (let folder = path; folder !== "/" && folder !== "."; folder = parentOf(folder)) {
      const resolved = resolvePath(this.image, folder);
      if (resolved !== undefined) return resolved === "/" ? `/${path.slice(folder.length + 1)}` : resolved + path.slice(folder.length);
    }
    return path;
  }

  /** Where a program of that name or path is, as an engine and execvp(3) find it. */
  program(name: string): string | undefined {
    return searchPaths(this.image.config, name).find((path) => (name.includes("/") ? this.has(path) : this.at(path)?.kind === "file"));
  }

  /** Whether a file of that name is anywhere, as a library may be. */
  hasNamed(name: string): boolean {
    return this.#names().has(name);
  }

  /** The first path that ends so, as packages of interpreters do: `/node_modules/express`. */
  ending(end: string): string | undefined {
    return this.#names().get(fileNameOf(end))?.find((path) => path.endsWith(end));
  }

  /** The folders in which, however deep, there are regular files that are neither one of `except` nor lie in one. */
  foldersWithFiles(except: ReadonlySet<string>): ReadonlySet<string> {
    const folders = new Set<string>();
    for (const [path, file] of this.image.files) {
      if (file.kind !== "file" || liesIn(path, except)) continue;
      for (let folder = parentOf(path); !folders.has(folder); folder = parentOf(folder)) folders.add(folder);
    }
    return folders;
  }

  /** The paths of each name, made when they are first asked for. */
  #names(): ReadonlyMap<string, readonly string[]> {
    if (this.#byName !== undefined) return this.#byName;
    const names = new Map<string, string[]>();
    for (const path of this.image.files.keys()) {
      const name = fileNameOf(path);
      const paths = names.get(name);
      if (paths === undefined) names.set(name, [path]);
      else paths.push(path);
    }
    this.#byName = names;
    return names;
  }

  /** The first folder on the way to a path, or the path itself, that the account may not use so; undefined when it may, or nothing stands there. */
  barrier(path: string, account: Account, access: Access): string | undefined {
    const way = path.split("/").slice(1);
    for (let length = 0; length < way.length; length += 1) {
      const folder = `/${way.slice(0, length).join("/")}`;
      const file = this.at(folder);
      if (file !== undefined && !allows(file, account, "execute")) return folder;
    }
    const file = this.at(path);
    return file === undefined || allows(file, account, access) ? undefined : path;
  }

  /** The innermost folder on the way to a path that is there: whoever may write in it may make the rest. */
  existing(path: string): string {
    for (let folder = path; folder !== "/"; folder = parentOf(folder)) if (this.has(folder)) return folder;
    return "/";
  }
}

function liesIn(path: string, places: ReadonlySet<string>): boolean {
  for (let at = path; at !== "/"; at = parentOf(at)) if (places.has(at)) return true;
  return false;
}

/** The folder of an absolute path; `/` for one at the top. */
export function parentOf(path: string): string {
  const folder = folderOf(path);
  return folder === "" || folder === "." ? "/" : folder;
}

/** What the permission bits say (path_resolution(7)); root without capabilities has the rights of the owner that it is. */
export function allows(file: ImageFile, account: Account, access: Access): boolean {
  const shift = file.uid === account.uid ? 6 : file.gid === account.gid ? 3 : 0;
  return ((file.mode >> shift) & BITS[access]) !== 0;
}
