import type { RunProfile } from "../harden/plan.ts";
import { shellWord } from "../shell/quote.ts";

/** The arguments of `docker run` (or podman, nerdctl) for an image under its profile, one entry an option with its value. */
export function runArguments(profile: RunProfile, image: string): readonly (readonly string[])[] {
  const { identity, limits } = profile;
  return [
    ["run", "--rm"],
    ["--name", profile.name],
    ...(identity === undefined ? [] : [["--user", `${identity.uid}:${identity.gid}`]]),
    ...(profile.readOnlyRoot.value ? [["--read-only"]] : []),
    ...profile.tmpfs.map((mount) => ["--tmpfs", `${mount.path}:${tmpfsOptions(profile, mount).join(",")}`]),
    ...profile.volumes.map((volume) => ["--volume", `${volume.name}:${volume.path}`]),
    ["--cap-drop", "ALL"],
    ...profile.addedCapabilities.map((capability) => ["--cap-add", capability.name]),
    ...(profile.noNewPrivileges.value ? [["--security-opt", "no-new-privileges"]] : []),
    ...Object.entries(profile.sysctls).map(([name, value]) => ["--sysctl", `${name}=${value}`]),
    ...(profile.init ? [["--init"]] : []),
    ["--memory", `${limits.memoryMegabytes}m`],
    ["--pids-limit", String(limits.pids)],
    ["--cpus", limits.cpus],
    ...Object.entries(profile.environment).map(([name, value]) => ["--env", `${name}=${value}`]),
    // Without a value, docker takes it from the environment of who types this.
    ...profile.secrets.map((name) => ["--env", name]),
    ...profile.ports.map((port) => ["--publish", `${port.published}:${port.container}${port.protocol === "udp" ? "/udp" : ""}`]),
    [image],
  ];
}

/** The run line as people paste it into a POSIX shell, an option a line. */
export function runLine(profile: RunProfile, image: string): string {
  return `docker ${runArguments(profile, image).map((words) => words.map(shellWord).join(" ")).join(" \\\n  ")}`;
}

/** `rw,noexec,nosuid,nodev,size=64m,mode=1777`; Docker's own defaults written out, since engines differ in them. */
export function tmpfsOptions(profile: RunProfile, mount: RunProfile["tmpfs"][number]): readonly string[] {
  const owner = profile.identity === undefined || mount.mode === "1777" ? [] : [`uid=${profile.identity.uid}`, `gid=${profile.identity.gid}`];
  return ["rw", mount.executable ? "exec" : "noexec", "nosuid", "nodev", `size=${mount.sizeMegabytes}m`, `mode=${mount.mode}`, ...owner];
}
