import type { ContainerSettings } from "@bulwark/core/deploy";
import type { EngineHost } from "../choose/answer.ts";

/** What every container gets under Docker when nothing is said (moby/moby, oci/caps/defaults.go). */
export const DOCKER_CAPABILITIES = ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"] as const;

export interface Neutralised {
  readonly settings: ContainerSettings;
  /** Options before those of the settings. */
  readonly options: readonly (readonly string[])[];
  /** Volumes that are made before the container: `podman volume create OPTIONS NAME`. */
  readonly volumes: readonly { readonly name: string; readonly options: readonly string[] }[];
  readonly notices: readonly string[];
}

/**
 * What makes a container under Podman what it is under Docker (podman-run(1)):
 * - `--read-only` would leave /tmp, /var/tmp and /run writable;
 * - an account would be written into /etc/passwd for a user that the image does not have;
 * - proxies of the host's environment would be handed on, and a program that looks like systemd would get mounts of its own;
 * - a tmpfs would hold what the image has at its place, and takes no owner: one with an owner is made as a volume;
 * - the default capabilities are fewer, and an added one is raised for a user that is not root, where Docker only leaves it in the
 *   bounding set;
 * - processes are limited to 2048 where nothing is said.
 */
export function neutralisedForPodman(settings: ContainerSettings, host: EngineHost, root: boolean): Neutralised {
  const tmpfs = tmpfsOptions(settings);
  const capabilities = capabilityOptions(settings.capabilities, host.defaultCapabilities ?? [], root);
  return {
    settings: { ...settings, capabilities: "default", tmpfs: [] },
    options: [
      ["--passwd=false"],
      ["--http-proxy=false"],
      ["--systemd=false"],
      ...(settings.readOnlyRoot ? [["--read-only-tmpfs=false"]] : []),
      ...(settings.limits.pids === undefined && host.limits.pids ? [["--pids-limit", "-1"]] : []),
      ...capabilities.options,
      ...tmpfs.options,
    ],
    volumes: tmpfs.volumes,
    notices: capabilities.notices,
  };
}

function capabilityOptions(wanted: ContainerSettings["capabilities"], given: readonly string[], root: boolean): Pick<Neutralised, "options" | "notices"> {
  const names = wanted === "default" ? DOCKER_CAPABILITIES : wanted;
  if (root || names.length === 0) return { options: [["--cap-drop", "ALL"], ...names.map((name) => ["--cap-add", name])], notices: [] };
  // Nothing is added for a user that is not root: of what Podman gives by itself, the rest is dropped.
  const absent = names.filter((name) => !given.includes(name));
  return {
    options: given.filter((name) => !names.includes(name)).map((name) => ["--cap-drop", name]),
    notices:
      absent.length === 0
        ? []
        : [`Podman cannot leave ${absent.join(", ")} in the bounding set of a user that is not root without raising it, as Docker would: it is left out of the trials, so that a program with file capabilities may fail here that works under Docker.`],
  };
}

function tmpfsOptions({ name, tmpfs }: ContainerSettings): Pick<Neutralised, "options" | "volumes"> {
  const options: string[][] = [];
  const volumes: { name: string; options: readonly string[] }[] = [];
  for (const [index, mount] of tmpfs.entries()) {
    const owned = mount.options.some((option) => option.startsWith("uid=") || option.startsWith("gid="));
    if (!owned) {
      options.push(["--tmpfs", [`${mount.path}:${mount.options.join(",")}`, "notmpcopyup"].join(mount.options.length === 0 ? "" : ",")]);
      continue;
    }
    const volume = `${name}-tmpfs-${index}`;
    const restrictions = mount.options.filter((option) => !option.includes("="));
    volumes.push({ name: volume, options: ["--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", `o=${mount.options.join(",")}`] });
    options.push(["--volume", `${volume}:${mount.path}:${[...restrictions, "nocopy"].join(",")}`]);
  }
  return { options, volumes };
}
