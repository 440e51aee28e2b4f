import type { Range } from "../source/text.ts";
import type { Command, Word } from "./command.ts";

/** What the commands of a RUN do, by domain. Each points back to its command. */

export type PackageManager =
  | "apt-get" | "apt" | "aptitude" | "dpkg" | "apk" | "yum" | "dnf" | "microdnf" | "tdnf" | "zypper" | "rpm" | "pacman"
  | "pip" | "npm" | "yarn" | "pnpm" | "gem" | "go" | "cargo" | "composer";

export interface PackageCall {
  readonly manager: PackageManager;
  readonly action: "install" | "update" | "upgrade" | "distribution-upgrade" | "remove" | "clean" | "add-repository" | "other";
  /** Names with their versions split off; variables that are not certain stand as written with `certain: false`. */
  readonly packages: readonly { readonly name: string; readonly version: string | undefined; readonly word: Word; readonly certain: boolean }[];
  /** Options, long and short, short ones split (`-yq` gives `-y`, `-q`); values with `=` kept. */
  readonly options: readonly { readonly name: string; readonly value: string | undefined; readonly word: Word }[];
  /** The sub-command's word (`install`, `add`), so that an edit can go behind it. */
  readonly actionWord: Word | undefined;
  readonly command: Command;
}

export interface Download {
  readonly tool: "curl" | "wget" | "aria2c" | "http" | "git" | "add";
  readonly urls: readonly { readonly url: string | undefined; readonly text: string; readonly range: Range }[];
  /** Where it is written, when certain; undefined for standard output. */
  readonly output: string | undefined;
  /** TLS verification switched off: the word that does it. */
  readonly insecure: Word | undefined;
  /** `-f`/`--fail`. */
  readonly failsOnHttpError: boolean;
  /** An interpreter that the output is piped or substituted into: `sh`, `bash`, `python3` … */
  readonly pipedTo: Command | undefined;
  /** A later command of the same RUN that checks a hash or a signature of what was loaded. */
  readonly verifiedBy: Command | undefined;
  readonly command: Command;
}

export interface AccountCall {
  readonly action: "add-user" | "add-group" | "modify-user" | "set-password" | "delete";
  readonly tool: "useradd" | "adduser" | "groupadd" | "addgroup" | "usermod" | "chpasswd" | "passwd" | "other";
  readonly name: string | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** The primary group by name, when named. */
  readonly group: string | undefined;
  readonly home: string | undefined;
  readonly system: boolean;
  readonly command: Command;
}

export interface PermissionCall {
  readonly tool: "chmod" | "chown" | "chgrp" | "install" | "mkdir" | "setcap";
  readonly mode: string | undefined;
  readonly owner: string | undefined;
  readonly recursive: boolean;
  readonly paths: readonly Word[];
  readonly command: Command;
}
