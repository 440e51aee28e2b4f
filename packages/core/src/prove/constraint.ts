import type { ContainerSettings } from "../deploy/container-settings.ts";

/** What a hardened container may not do and the original may: lifted one at a time to find which of them matters. */
export const CONSTRAINTS = ["user", "read-only-root", "capabilities", "no-new-privileges", "tmpfs-noexec", "privileged-ports", "memory", "pids", "cpus"] as const;
export type Constraint = (typeof CONSTRAINTS)[number];

/** Kept from being lowered by the engine's own default, so that a proof holds where the engine does not lower it (Kubernetes, older Docker). */
export const UNPRIVILEGED_PORT_START = "net.ipv4.ip_unprivileged_port_start";

const OVERRIDE = "DAC_OVERRIDE";

const LIFT: Readonly<Record<Constraint, (settings: ContainerSettings) => ContainerSettings>> = {
  user: asRoot,
  "read-only-root": (settings) => ({ ...settings, readOnlyRoot: false }),
  capabilities: (settings) => ({ ...settings, capabilities: "default" }),
  "no-new-privileges": (settings) => ({ ...settings, noNewPrivileges: false }),
  "tmpfs-noexec": (settings) => ({ ...settings, tmpfs: settings.tmpfs.map((mount) => ({ ...mount, options: mount.options.map((option) => (option === "noexec" ? "exec" : option)) })) }),
  "privileged-ports": (settings) => ({ ...settings, sysctls: { ...settings.sysctls, [UNPRIVILEGED_PORT_START]: "0" } }),
  memory: (settings) => ({ ...settings, limits: { ...settings.limits, memoryMegabytes: undefined } }),
  pids: (settings) => ({ ...settings, limits: { ...settings.limits, pids: undefined } }),
  cpus: (settings) => ({ ...settings, limits: { ...settings.limits, cpus: undefined } }),
};

/** Root without DAC_OVERRIDE may not write what belongs to the user, and could do less than before. */
function asRoot(settings: ContainerSettings): ContainerSettings {
  const { user, capabilities } = settings;
  const isOther = user !== undefined && !/^0(?::|$)/.test(user);
  const more = isOther && capabilities !== "default" && !capabilities.includes(OVERRIDE);
  return { ...settings, user: "0:0", capabilities: more ? [...capabilities, OVERRIDE] : capabilities };
}

/** Settings with some constraints lifted; all else is as it was. */
export function lift(settings: ContainerSettings, constraints: readonly Constraint[]): ContainerSettings {
  return constraints.reduce((lifted, constraint) => LIFT[constraint](lifted), settings);
}

/** The constraints that these settings have: lifting another would change nothing. */
export function constraintsOf(settings: ContainerSettings): readonly Constraint[] {
  const before = JSON.stringify(settings);
  return CONSTRAINTS.filter((constraint) => JSON.stringify(LIFT[constraint](settings)) !== before);
}
