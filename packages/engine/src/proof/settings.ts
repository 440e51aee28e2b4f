import { settingsOf, type ContainerSettings } from "@bulwark/core/deploy";
import type { ProveConfig } from "@bulwark/core/config";
import { UNPRIVILEGED_PORT_START } from "@bulwark/core/prove";
import type { PlannedProof } from "./planned.ts";

/** The original as it is: nothing is taken from it, and nothing added but its ports and what `bulwark.yaml` says of both. */
export function originalSettings({ plan }: PlannedProof, config: ProveConfig, image: string, name: string): ContainerSettings {
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
    environment: config.environment,
    secrets: config.secrets,
    ports: plan.profile.ports.map(({ published, protocol }) => onLoopback(published, protocol)),
    network: config.network,
    command: [],
  };
}

/**
 * The hardened one under its whole profile. Ports under 1024 stay closed to it unless the profile opens them: Docker opens them by
 * itself, Kubernetes does not, and a proof must hold in both.
 */
export function hardenedSettings({ plan }: PlannedProof, config: ProveConfig, image: string, name: string): ContainerSettings {
  const settings = settingsOf(plan.profile, image);
  return {
    ...settings,
    name,
    volumes: settings.volumes.map((volume, index) => ({ ...volume, name: `${name}-volume-${index}` })),
    sysctls: { [UNPRIVILEGED_PORT_START]: "1024", ...settings.sysctls },
    environment: { ...config.environment, ...settings.environment },
    secrets: [...new Set([...settings.secrets, ...config.secrets])],
    ports: settings.ports.map(({ container, protocol }) => onLoopback(container, protocol)),
    network: config.network,
  };
}

/** On this machine alone, on a port that is free. */
function onLoopback(container: number, protocol: "tcp" | "udp"): ContainerSettings["ports"][number] {
  return { container, protocol, host: undefined, address: "127.0.0.1" };
}
