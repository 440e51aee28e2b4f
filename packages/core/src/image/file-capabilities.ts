/** Names by bit, without `CAP_`. Source: linux/capability.h. */
const NAMES = [
  "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE",
  "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN",
  "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE",
  "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE",
];

/** Bytes of the attribute by its revision: a word with the revision, then permitted and inheritable set in words of 32 bits, then the root id of revision 3. */
const LENGTHS: Readonly<Record<number, number>> = { 1: 12, 2: 20, 3: 24 };

/**
 * The names of what `security.capability` lets a program do that did not have it: its permitted set, in the order of their bits; a bit
 * without a name is `CAP_41`. Undefined for bytes that the kernel refuses. Source: capabilities(7), "File capability extended attribute
 * versioning"; linux/capability.h, `vfs_ns_cap_data`.
 */
export function fileCapabilityNames(attribute: Uint8Array): readonly string[] | undefined {
  const revision = attribute[3] ?? 0;
  if (attribute.length !== LENGTHS[revision]) return undefined;
  const view = new DataView(attribute.buffer, attribute.byteOffset, attribute.byteLength);
  const words = revision === 1 ? [view.getUint32(4, true)] : [view.getUint32(4, true), view.getUint32(12, true)];
  return words.flatMap((word, index) => Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => ((word >>> bit) & 1) === 1).map((bit) => nameOf(32 * index + bit)));
}

function nameOf(bit: number): string {
  return NAMES[bit] ?? `CAP_${bit}`;
}
