import type { ImageContents, ImageFile } from "./contents.ts";
import { resolvePath } from "./resolve-path.ts";

type Files = Pick<ImageContents, "files">;

/** Folders in which people's shells look for programs, the ones that they type first. */
export const PROGRAM_FOLDERS = ["/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin", "/usr/local/sbin"];

/** What stands at a path, links followed, if it is a file that somebody may execute. All names of one file give one identity. */
export function programAt({ files }: Files, path: string): { readonly path: string; readonly identity: string } | undefined {
  const real = resolvePath({ files }, path);
  const file = real === undefined ? undefined : files.get(real);
  if (real === undefined || file === undefined || !isProgram(file)) return undefined;
  return { path: real, identity: file.hardLinkOf ?? real };
}

/** A regular file that somebody may execute and that holds something. */
function isProgram({ kind, mode, size, hardLinkOf }: ImageFile): boolean {
  return kind === "file" && (mode & 0o111) !== 0 && (size > 0 || hardLinkOf !== undefined);
}

/** BusyBox answers to hundreds of names, those of package managers among them: what they lead to is still BusyBox. */
export function busyboxIdentities(contents: Files): ReadonlySet<string> {
  return new Set(["busybox", "toybox"].flatMap((name) => PROGRAM_FOLDERS.flatMap((folder) => programAt(contents, `${folder}/${name}`)?.identity ?? [])));
}
