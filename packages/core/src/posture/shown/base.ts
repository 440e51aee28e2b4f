import { fileNameOf } from "../../context/path.ts";
import type { ImageContents } from "../../image/contents.ts";
import { osReleaseOf } from "../../image/os-release.ts";
import { packagesOf } from "../../image/packages.ts";
import { resolvePath } from "../../image/resolve-path.ts";
import { known, unknown, type Evidence, type Fact } from "../../source/fact.ts";
import type { BaseFacts, Posture } from "../posture.ts";
import { distributionOfImage } from "./distribution.ts";

/** What the image is built on: its distribution, as it says itself. The name of the base stands nowhere in it. */
export function shownBase(contents: ImageContents): Fact<BaseFacts> {
  const release = osReleaseOf(contents);
  const nothing = { reference: undefined, image: undefined, distribution: undefined, support: undefined };
  if (release !== undefined) {
    return known({ ...nothing, scratch: false, ...distributionOfImage(contents, release) }, { path: release.path, observation: `says ${release.prettyName}` });
  }
  const isBare = loaders(contents).length === 0 && packagesOf(contents) === undefined && resolvePath(contents, "/bin/sh") === undefined;
  if (!isBare) return unknown("the image has no os-release that says what it is built on");
  return known({ ...nothing, scratch: true }, { observation: "the image has no os-release, no C library, no shell and no packages" });
}

type Libc = "glibc" | "musl";

/** Folders of a dynamic linker; an application may carry one elsewhere. */
const LIBRARY_FOLDERS = new Set(["/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/glibc-compat/lib"]);

/** The C library whose dynamic linker the image has. Of two it is the one that the start, or else the shell, is linked against. */
export function shownLibc(contents: ImageContents): Posture["libc"] {
  const found = loaders(contents);
  const evidence = found.map(({ path }): Evidence => ({ path, observation: "is in the image" }));
  const kinds = new Set(found.map(({ libc }) => libc));
  const [only] = kinds;
  if (only === undefined) return known("none", { observation: "no dynamic linker of a C library is in the image" });
  if (kinds.size === 1) return known(only, ...evidence);
  for (const [path, program] of [...contents.programs].toSorted(([a], [b]) => Number(a === "/bin/sh") - Number(b === "/bin/sh"))) {
    const libc = program.format === "elf" && program.interpreter !== undefined ? libcOf(fileNameOf(program.interpreter)) : undefined;
    if (libc !== undefined) return known(libc, { path, observation: `is linked against ${libc}` }, ...evidence);
  }
  return unknown("the image has both glibc and musl");
}

function loaders(contents: ImageContents): readonly { readonly path: string; readonly libc: Libc }[] {
  return [...contents.files.keys()].flatMap((path) => {
    const libc = libcOf(fileNameOf(path));
    if (libc === undefined || !isLibraryFolder(path.slice(0, path.lastIndexOf("/")))) return [];
    const real = resolvePath(contents, path);
    return real !== undefined && contents.files.get(real)?.kind === "file" ? [{ path, libc }] : [];
  });
}

/** A folder of libraries, or one for an architecture in it (`/usr/lib/x86_64-linux-gnu`). */
function isLibraryFolder(folder: string): boolean {
  return LIBRARY_FOLDERS.has(folder) || (folder.includes("-linux-") && LIBRARY_FOLDERS.has(folder.slice(0, folder.lastIndexOf("/"))));
}

/** `ld-linux-x86-64.so.2`, `ld64.so.2` (s390x, ppc64) and `libc.so.6` are glibc's, `ld-musl-x86_64.so.1` is musl's. */
function libcOf(name: string): Libc | undefined {
  if (name.startsWith("ld-musl-")) return "musl";
  const isGlibc = name === "libc.so.6" || ((name.startsWith("ld-linux") || name.startsWith("ld64.so.") || name === "ld.so.1") && name.includes(".so"));
  return isGlibc ? "glibc" : undefined;
}
