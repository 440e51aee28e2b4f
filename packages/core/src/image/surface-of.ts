import { isKernelFolder } from "../knowledge/system-folders.ts";
import type { ImageContents, ImageFile } from "./contents.ts";
import { fileCapabilityNames } from "./file-capabilities.ts";
import { osReleaseOf } from "./os-release.ts";
import { packageManagersOf } from "./package-managers.ts";
import { packagesOf } from "./packages.ts";
import { shellsOf } from "./shells.ts";
import type { Surface } from "./surface.ts";

/**
 * What an attacker finds in an image, counted from its files.
 *
 * - `files`: regular files; several names of one file count once.
 * - `executables`: of these, the ones that somebody may execute. BusyBox is one, however many links lead to it.
 * - `setuid`: regular files that run with the rights of their owner (04000, executable by somebody) or of their group (02000, executable
 *   by the group; without that bit it means something else).
 * - `fileCapabilities`: an attribute that the kernel refuses gives nothing, and is listed without names.
 * - `worldWritable`: folders and files with 0002, links aside.
 *
 * Paths are sorted. The other figures are told at `shellsOf`, `packageManagersOf` and `packagesOf`.
 */
export function surfaceOf(contents: ImageContents): Surface {
  const named = [...contents.files];
  const files = named.filter(([, { kind, hardLinkOf }]) => kind === "file" && hardLinkOf === undefined);
  const pathsOf = (matches: (file: ImageFile, path: string) => boolean): readonly string[] => named.filter(([path, file]) => matches(file, path)).map(([path]) => path).sort();
  return {
    files: files.length,
    executables: files.filter(([, { mode }]) => (mode & 0o111) !== 0).length,
    shells: shellsOf(contents),
    packageManagers: packageManagersOf(contents),
    setuid: pathsOf(isSetuid),
    fileCapabilities: pathsOf(({ capabilities }) => capabilities !== undefined).map((path) => {
      const attribute = contents.files.get(path)?.capabilities;
      return { path, capabilities: (attribute && fileCapabilityNames(attribute)) ?? [] };
    }),
    worldWritable: pathsOf(({ kind, mode }, path) => (kind === "file" || kind === "folder") && (mode & 0o002) !== 0 && !isKernelFolder(path)),
    packages: packagesOf(contents),
    distribution: osReleaseOf(contents)?.prettyName,
  };
}

function isSetuid({ kind, mode }: ImageFile): boolean {
  return kind === "file" && ((mode & 0o4111) > 0o4000 || (mode & 0o2010) === 0o2010);
}
