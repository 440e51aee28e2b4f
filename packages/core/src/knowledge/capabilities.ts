/** Linux capabilities by name, without `CAP_`; CHECKPOINT_RESTORE (Linux 5.9) is the newest. Source: capabilities(7). */
const NAMES = new Set([
  "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER",
  "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE",
  "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE",
  "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "SYSLOG", "WAKE_ALARM",
]);

/** What the *baseline* level of the Pod Security Standards lets a container add. Source: Kubernetes documentation, "Pod Security Standards". */
const BASELINE = new Set([
  "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
]);

/** What the *restricted* level lets it add. */
const RESTRICTED = new Set(["NET_BIND_SERVICE"]);

/** What reaches beyond the container: the host's devices, memory, modules, files or network. Source: capabilities(7); Docker's default set leaves them out. */
const REACHES_HOST = new Set([
  "AUDIT_CONTROL", "BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "MAC_ADMIN", "MAC_OVERRIDE", "NET_ADMIN", "PERFMON", "SYS_ADMIN", "SYS_BOOT",
  "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "SYS_TIME", "SYSLOG",
]);

/** Every name, in order, for "did you mean". */
export const CAPABILITY_NAMES: readonly string[] = [...NAMES];

/** `NET_RAW` of `cap_net_raw`, `CAP_NET_RAW` or `net_raw`; undefined for what is no capability, `ALL` among it. */
export function capabilityName(text: string): string | undefined {
  const upper = text.toUpperCase();
  const name = upper.startsWith("CAP_") ? upper.slice("CAP_".length) : upper;
  return NAMES.has(name) ? name : undefined;
}

export function reachesHost(name: string): boolean {
  return REACHES_HOST.has(name);
}

/** The strictest level of the Pod Security Standards that lets a container add all of these. */
export function podSecurityLevel(names: readonly string[]): "restricted" | "baseline" | "privileged" {
  if (names.every((name) => RESTRICTED.has(name))) return "restricted";
  return names.every((name) => BASELINE.has(name)) ? "baseline" : "privileged";
}
