import type { ImageContents } from "./contents.ts";
import { busyboxIdentities, PROGRAM_FOLDERS, programAt } from "./programs.ts";

/** Package managers of distributions by the programs that they are, those that fetch before those that only install. */
const MANAGERS: readonly (readonly [name: string, programs: readonly string[]])[] = [
  ["apt", ["apt-get", "apt"]], ["apk", ["apk"]], ["dnf", ["dnf", "dnf5", "dnf-3"]], ["microdnf", ["microdnf"]], ["yum", ["yum"]], ["tdnf", ["tdnf"]],
  ["zypper", ["zypper"]], ["pacman", ["pacman"]], ["opkg", ["opkg"]], ["xbps", ["xbps-install"]], ["portage", ["emerge"]], ["nix", ["nix-env", "nix"]],
  ["dpkg", ["dpkg"]], ["rpm", ["rpm"]],
];

/** The package managers whose program is really there, by name; one program under two names (`yum` that is `dnf`) counts once, BusyBox's own do not. */
export function packageManagersOf(contents: Pick<ImageContents, "files">): readonly string[] {
  const seen = new Set(busyboxIdentities(contents));
  return MANAGERS.flatMap(([name, programs]) => {
    const found = programs.flatMap((program) => PROGRAM_FOLDERS.flatMap((folder) => programAt(contents, `${folder}/${program}`)?.identity ?? []));
    const isNew = found.some((identity) => !seen.has(identity));
    for (const identity of found) seen.add(identity);
    return isNew ? [name] : [];
  });
}
