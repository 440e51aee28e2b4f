import { plainSettings, settingsOf, type ContainerSettings } from "@bulwark/core/deploy";
import type { ProveConfig } from "@bulwark/core/config";
import { portsAsked, UNPRIVILEGED_PORT_START } from "@bulwark/core/prove";
import type { PlannedProof } from "./planned.ts";

/** Seconds: Docker's thirty would be waited for by people. */
const HEALTH_INTERVAL = 1;

/** The original as it is: nothing is taken from it, and nothing added but its ports and what `bulwark.yaml` says of both. */
export function originalSettings({ plan, probes }: PlannedProof, config: ProveConfig, image: string, name: string): ContainerSettings {
  const ports = plan.profile.ports.map(({ published, protocol }) => ({ container: published, protocol }));
  return {
    ...plainSettings(name, image),
    environment: config.environment,
    secrets: config.secrets,
    ports: publications(ports, portsAsked(probes).map((port) => port.original)),
    network: config.network,
    healthInterval: HEALTH_INTERVAL,
  };
}

/**
 * The hardened one under its whole profile. Ports under 1024 stay closed to it unless the profile opens them: Docker opens them by
 * itself, Kubernetes does not, and a proof must hold in both.
 */
export function hardenedSettings({ plan, probes }: PlannedProof, config: ProveConfig, image: string, name: string): ContainerSettings {
  const settings = settingsOf(plan.profile, image);
  return {
    ...settings,
    name,
    volumes: settings.volumes.map((volume, index) => ({ ...volume, name: `${name}-volume-${index}` })),
    sysctls: { [UNPRIVILEGED_PORT_START]: "1024", ...settings.sysctls },
    environment: { ...config.environment, ...settings.environment },
    secrets: [...new Set([...settings.secrets, ...config.secrets])],
    ports: publications(settings.ports, portsAsked(probes).map((port) => port.hardened)),
    network: config.network,
    healthInterval: HEALTH_INTERVAL,
  };
}

/** The application's ports and those that probes ask, each on this machine alone, where a port is free. */
function publications(ports: readonly Pick<ContainerSettings["ports"][number], "container" | "protocol">[], asked: readonly number[]): ContainerSettings["ports"] {
  const all = [...ports, ...asked.map((container) => ({ container, protocol: "tcp" as const }))];
  const unique = new Map(all.map(({ container, protocol }) => [`${container}/${protocol}`, { container, protocol }]));
  return [...unique.values()].map((port) => ({ ...port, host: undefined, address: "127.0.0.1" }));
}
