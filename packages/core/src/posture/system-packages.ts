import type { PackageCall, PackageManager } from "../shell/calls.ts";
import type { ShellScript } from "../shell/command.ts";
import { packageCalls } from "../shell/programs/package-calls.ts";

/** The package manager of the system that a command belongs to; those of languages are none. */
const SYSTEM_MANAGERS: ReadonlyMap<PackageManager, string> = new Map([
  ["apt-get", "apt"], ["apt", "apt"], ["aptitude", "apt"], ["dpkg", "apt"], ["apk", "apk"], ["yum", "yum"], ["dnf", "dnf"], ["microdnf", "microdnf"],
  ["tdnf", "tdnf"], ["zypper", "zypper"], ["rpm", "rpm"], ["pacman", "pacman"],
]);

export function systemManager(command: PackageManager): string | undefined {
  return SYSTEM_MANAGERS.get(command);
}

/** The calls of a script that change the packages of the system. */
export function systemCalls(script: ShellScript): readonly PackageCall[] {
  return packageCalls(script).filter(({ manager }) => SYSTEM_MANAGERS.has(manager));
}
