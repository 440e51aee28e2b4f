/** What an attacker finds in an image, counted from its files. */
export interface Surface {
  readonly files: number;
  /** Regular files that somebody may execute. */
  readonly executables: number;
  /** Paths of shells that are really there: `/bin/sh` and what it leads to counts once, as the path that people type. */
  readonly shells: readonly string[];
  /** `apt`, `apk`, `dnf` … by name. */
  readonly packageManagers: readonly string[];
  readonly setuid: readonly string[];
  /** Paths with file capabilities, with the names of what they give. */
  readonly fileCapabilities: readonly { readonly path: string; readonly capabilities: readonly string[] }[];
  /** Folders and files that everybody may write, without those of `/proc`, `/sys` and `/dev`; `/tmp` and others with the sticky bit count too. */
  readonly worldWritable: readonly string[];
  /** Packages of the distribution; undefined where the image has no database of them. `names` is undefined where there is one that is not read. */
  readonly packages: { readonly manager: string; readonly names: readonly string[] | undefined } | undefined;
  /** `Debian GNU/Linux 13 (trixie)`, from os-release. */
  readonly distribution: string | undefined;
}

/** A folder with what it weighs: for the picture of what is in an image. */
export interface SizeNode {
  readonly name: string;
  /** Bytes of everything below. */
  readonly size: number;
  /** The heaviest first; what is too small to see is one node named `…`. */
  readonly children: readonly SizeNode[];
}
