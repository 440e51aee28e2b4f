import type { RunProfile } from "../harden/plan.ts";

/**
 * How a container is started, whatever the engine: the run line that people paste, and the trials of `prove`, are both made from it.
 * What is undefined is left to the engine's default.
 */
export interface ContainerSettings {
  readonly name: string;
  /** Reference, name or id. */
  readonly image: string;
  /** `uid:gid`; undefined for the image's own. */
  readonly user: string | undefined;
  readonly readOnlyRoot: boolean;
  readonly tmpfs: readonly { readonly path: string; readonly options: readonly string[] }[];
  readonly volumes: readonly { readonly name: string; readonly path: string }[];
  /** `default` for the engine's own set; else everything is dropped but these. */
  readonly capabilities: "default" | readonly string[];
  readonly noNewPrivileges: boolean;
  /** Undefined for the engine's own profile, which is the default one. */
  readonly seccomp: "unconfined" | undefined;
  readonly sysctls: Readonly<Record<string, string>>;
  readonly init: boolean;
  readonly limits: { readonly memoryMegabytes: number | undefined; readonly pids: number | undefined; readonly cpus: string | undefined };
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that the engine takes from the environment of who starts it: their values stand nowhere. */
  readonly secrets: readonly string[];
  /** `host` undefined: the engine chooses a free port of 127.0.0.1. `address` undefined: all interfaces. */
  readonly ports: readonly { readonly container: number; readonly protocol: "tcp" | "udp"; readonly host: number | undefined; readonly address: string | undefined }[];
  /** A network that is there already; undefined for the engine's own. */
  readonly network: string | undefined;
  /** Seconds between two runs of the image's own health check; undefined for as it says. */
  readonly healthInterval: number | undefined;
  /** Instead of the image's CMD. */
  readonly command: readonly string[];
}

/** As an image runs when nobody says anything. */
export function plainSettings(name: string, image: string): ContainerSettings {
  return {
    name,
    image,
    user: undefined,
    readOnlyRoot: false,
    tmpfs: [],
    volumes: [],
    capabilities: "default",
    noNewPrivileges: false,
    seccomp: undefined,
    sysctls: {},
    init: false,
    limits: { memoryMegabytes: undefined, pids: undefined, cpus: undefined },
    environment: {},
    secrets: [],
    ports: [],
    network: undefined,
    healthInterval: undefined,
    command: [],
  };
}

/** What a profile says of its container, as `harden` writes it for people. */
export function settingsOf(profile: RunProfile, image: string): ContainerSettings {
  return {
    ...plainSettings(profile.name, image),
    user: profile.identity && `${profile.identity.uid}:${profile.identity.gid}`,
    readOnlyRoot: profile.readOnlyRoot.value,
    tmpfs: profile.tmpfs.map((mount) => ({ path: mount.path, options: tmpfsOptions(profile, mount) })),
    volumes: profile.volumes.map(({ name, path }) => ({ name, path })),
    capabilities: profile.addedCapabilities.map((capability) => capability.name),
    noNewPrivileges: profile.noNewPrivileges.value,
    sysctls: profile.sysctls,
    init: profile.init,
    limits: profile.limits,
    environment: profile.environment,
    secrets: profile.secrets,
    ports: profile.ports.map((port) => ({ container: port.container, protocol: port.protocol, host: port.published, address: undefined })),
  };
}

/** `rw,noexec,nosuid,nodev,size=64m,mode=1777`; Docker's own defaults written out, since engines differ in them. */
export function tmpfsOptions(profile: RunProfile, mount: RunProfile["tmpfs"][number]): readonly string[] {
  const owner = profile.identity === undefined || mount.mode === "1777" ? [] : [`uid=${profile.identity.uid}`, `gid=${profile.identity.gid}`];
  return ["rw", mount.executable ? "exec" : "noexec", "nosuid", "nodev", `size=${mount.sizeMegabytes}m`, `mode=${mount.mode}`, ...owner];
}

/** The options that `docker run`, `podman run` and `nerdctl run` share, one entry an option with its value; the image and its command come last. */
export function runOptions(settings: ContainerSettings): readonly (readonly string[])[] {
  const { capabilities, limits } = settings;
  return [
    ["--name", settings.name],
    ...(settings.user === undefined ? [] : [["--user", settings.user]]),
    ...(settings.readOnlyRoot ? [["--read-only"]] : []),
    ...settings.tmpfs.map((mount) => ["--tmpfs", `${mount.path}:${mount.options.join(",")}`]),
    ...settings.volumes.map((volume) => ["--volume", `${volume.name}:${volume.path}`]),
    ...(capabilities === "default" ? [] : [["--cap-drop", "ALL"], ...capabilities.map((name) => ["--cap-add", name])]),
    ...(settings.noNewPrivileges ? [["--security-opt", "no-new-privileges"]] : []),
    ...(settings.seccomp === undefined ? [] : [["--security-opt", `seccomp=${settings.seccomp}`]]),
    ...Object.entries(settings.sysctls).map(([name, value]) => ["--sysctl", `${name}=${value}`]),
    ...(settings.init ? [["--init"]] : []),
    ...(limits.memoryMegabytes === undefined ? [] : [["--memory", `${limits.memoryMegabytes}m`]]),
    ...(limits.pids === undefined ? [] : [["--pids-limit", String(limits.pids)]]),
    ...(limits.cpus === undefined ? [] : [["--cpus", limits.cpus]]),
    ...(settings.network === undefined ? [] : [["--network", settings.network]]),
    ...(settings.healthInterval === undefined ? [] : [["--health-interval", `${settings.healthInterval}s`]]),
    ...Object.entries(settings.environment).map(([name, value]) => ["--env", `${name}=${value}`]),
    ...settings.secrets.map((name) => ["--env", name]),
    ...settings.ports.map((port) => ["--publish", publication(port)]),
    [settings.image, ...settings.command],
  ];
}

function publication({ container, protocol, host, address }: ContainerSettings["ports"][number]): string {
  const target = protocol === "udp" ? `${container}/udp` : String(container);
  if (address !== undefined) return `${address}:${host ?? ""}:${target}`;
  return host === undefined ? target : `${host}:${target}`;
}
