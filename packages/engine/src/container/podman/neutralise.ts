import type { ContainerSettings } from "@bulwark/core/deploy";
import type { EngineHost } from "../../choose/answer.ts";

/** What every container gets under Docker when nothing is said (moby/moby, oci/caps/defaults.go). */
const DOCKER_CAPABILITIES = ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"] as const;

export interface Neutralised {
  readonly settings: ContainerSettings;
  /** Options before those of the settings. */
  readonly options: readonly (readonly string[])[];
  /** Volumes that are made before the container. */
  readonly volumes: readonly VolumeWanted[];
  readonly notices: readonly string[];
}

/** `podman volume create OPTIONS NAME`. */
export interface VolumeWanted {
  readonly name: string;
  readonly options: readonly string[];
}

/** What has to be known of the image. */
export interface PodmanImage {
  /** The container's user, or the image's where the settings have none, is root. */
  readonly root: boolean;
  /** Paths of volumes, the image's own among them, at which the image has nothing. */
  readonly absentPaths: readonly string[];
}

/**
 * What makes a container under Podman what it is under Docker (podman-run(1)):
 * - `--read-only` would leave /tmp, /var/tmp and /run writable, and without that Podman 4.7 and later takes /dev/shm away as well;
 * - an account would be written into /etc/passwd for a user that the image does not have;
 * - proxies of the host's environment would be handed on, and a program that looks like systemd would get mounts of its own;
 * - a tmpfs would hold what the image has at its place, and takes no owner: one with an owner is made as a volume;
 * - the default capabilities are fewer, and an added one is raised for a user that is not root, where Docker only leaves it in the
 *   bounding set;
 * - a new volume would be given to the container's user where the image has nothing at its path: under Docker it is root's;
 * - processes are limited to 2048 where nothing is said.
 */
export function neutralisedForPodman(settings: ContainerSettings, host: EngineHost, image: PodmanImage): Neutralised {
  const tmpfs = tmpfsOptions(settings);
  const capabilities = capabilityOptions(settings.capabilities, host.defaultCapabilities ?? [], image.root);
  const volumes = rootsVolumes(settings, image.absentPaths);
  return {
    settings: { ...settings, capabilities: "default", tmpfs: [] },
    options: [
      ["--passwd=false"],
      ["--http-proxy=false"],
      ["--systemd=false"],
      ...(settings.readOnlyRoot ? [["--read-only-tmpfs=false"], ...sharedMemory(settings)] : []),
      ...(settings.limits.pids === undefined && host.limits.pids ? [["--pids-limit", "-1"]] : []),
      ...capabilities.options,
      ...tmpfs.options,
      ...volumes.options,
    ],
    volumes: [...tmpfs.volumes, ...volumes.volumes],
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
  const volumes: VolumeWanted[] = [];
  for (const [index, mount] of tmpfs.entries()) {
    const owned = mount.options.some((option) => option.startsWith("uid=") || option.startsWith("gid="));
    if (!owned) {
      options.push(["--tmpfs", [`${mount.path}:${mount.options.join(",")}`, "notmpcopyup"].join(mount.options.length === 0 ? "" : ",")]);
      continue;
    }
    const volume = `${name}-tmpfs-${index}`;
    const restrictions = mount.options.filter((option) => !option.includes("="));
    volumes.push({ name: volume, options: ["--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", `o=${mount.options.map(sizeInPages).join(",")}`] });
    options.push(["--volume", `${volume}:${mount.path}:${[...restrictions, "nocopy"].join(",")}`]);
  }
  return { options, volumes };
}

/** As Docker mounts it (moby/moby, oci/defaults.go). */
function sharedMemory({ tmpfs }: ContainerSettings): readonly (readonly string[])[] {
  return tmpfs.some(({ path }) => path === "/dev/shm") ? [] : [["--tmpfs", "/dev/shm:rw,noexec,nosuid,nodev,size=65536k,mode=1777,notmpcopyup"]];
}

/** A volume of the settings is made as root's; one that the image asks for gets a name, under which it can be made so. */
function rootsVolumes({ name, volumes }: ContainerSettings, absentPaths: readonly string[]): Pick<Neutralised, "options" | "volumes"> {
  const made = absentPaths.map((path, index) => ({ path, own: volumes.find((volume) => volume.path === path)?.name, name: `${name}-volume-${index}` }));
  return {
    options: made.filter(({ own }) => own === undefined).map((volume) => ["--volume", `${volume.name}:${volume.path}`]),
    volumes: made.map((volume) => ({ name: volume.own ?? volume.name, options: ["--opt", "o=uid=0,gid=0"] })),
  };
}

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
/** Where pages are larger, the volume is roomier than was asked for. */
const PAGE = 4096;

/** Podman takes `size` for a quota, which few file systems have; tmpfs(5) takes the number of pages as well. */
function sizeInPages(option: string): string {
  const [, count, unit] = /^size=(\d{1,12})([kmg]?)$/.exec(option) ?? [];
  const bytes = Number(count) * (UNITS[unit ?? ""] ?? 1);
  return count === undefined ? option : `nr_blocks=${Math.ceil(bytes / PAGE)}`;
}
