import { runOptions, type ContainerSettings } from "@bulwark/core/deploy";
import { UNPRIVILEGED_PORT_START } from "@bulwark/core/prove";
import type { EngineHost } from "../choose/answer.ts";
import type { EngineName } from "../engine.ts";
import { applicableLimits } from "./limits.ts";
import { neutralisedForPodman, type Neutralised, type PodmanImage } from "./podman/neutralise.ts";

export interface StartOptions {
  /** Everything behind the engine's name. */
  readonly words: readonly string[];
  readonly volumes: Neutralised["volumes"];
  /** What was left out, and why. */
  readonly notices: readonly string[];
}

/** A log that can be read whatever the engine is set to, and that does not fill its disk. */
const LOG = [
  ["--log-driver", "json-file"],
  ["--log-opt", "max-size=64m"],
];

/**
 * `run --detach …` for one engine. What engines do by themselves is neutralised, so that a trial means the same under each of them.
 * `image` matters for Podman only.
 */
export function startOptions(engine: EngineName, settings: ContainerSettings, host: EngineHost, image: PodmanImage): StartOptions {
  const { limits, notices } = applicableLimits(settings.limits, host);
  // Podman takes the interval only with a command, and older nerdctl not at all: there the image's own holds, or `HealthChecks` sees to it.
  const limited = { ...settings, limits, ...(engine === "docker" ? {} : { healthInterval: undefined }) };
  const neutral: Neutralised = engine === "podman" ? neutralisedForPodman(limited, host, image) : { settings: limited, options: [], volumes: [], notices: [] };
  return {
    words: ["run", "--detach", "--pull", "never", ...[...LOG, ...sysctls(engine, settings, host), ...neutral.options, ...runOptions(neutral.settings)].flat()],
    volumes: neutral.volumes,
    notices: [...notices, ...neutral.notices],
  };
}

/** Docker opens ports under 1024 and ping to every user since 20.10 (moby/moby, daemon/oci_linux.go); the others do not, or only some versions do. */
function sysctls(engine: EngineName, settings: ContainerSettings, host: EngineHost): readonly (readonly string[])[] {
  if (engine === "docker" || !hasOwnNetwork(settings.network)) return [];
  const defaults = { [UNPRIVILEGED_PORT_START]: "0", ...(host.rootless ? {} : { "net.ipv4.ping_group_range": "0 2147483647" }) };
  return Object.entries(defaults).filter(([name]) => settings.sysctls[name] === undefined).map(([name, value]) => ["--sysctl", `${name}=${value}`]);
}

function hasOwnNetwork(network: string | undefined): boolean {
  return network === undefined || !(network === "host" || network.startsWith("container:") || network.startsWith("ns:"));
}
