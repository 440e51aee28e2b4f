import type { ProcessState } from "@bulwark/core/prove";

/** Names by bit (linux/capability.h). */
const CAPABILITIES = [
  "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE",
  "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE",
  "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE",
  "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF",
  "CHECKPOINT_RESTORE",
] as const;

const SECCOMP: readonly ProcessState["seccomp"][] = ["off", "strict", "filter"];

/**
 * `/proc/PID/status` with `/proc/PID/mountinfo` (proc(5)). `uids` and `gids`: maps of the user namespace, where the ids were read outside
 * of it. Undefined when something that is asked for does not stand there.
 */
export function readProcess(status: string, mountinfo: string, uids = "", gids = ""): ProcessState | undefined {
  const fields = new Map(status.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
  const uid = effective(fields.get("Uid"));
  const gid = effective(fields.get("Gid"));
  const capabilities = readMask(fields.get("CapEff"));
  const seccomp = SECCOMP[Number(fields.get("Seccomp") ?? "NaN")];
  const readOnlyRoot = isRootReadOnly(mountinfo);
  const noNewPrivileges = fields.get("NoNewPrivs");
  if (uid === undefined || gid === undefined || capabilities === undefined || seccomp === undefined || readOnlyRoot === undefined || noNewPrivileges === undefined) return undefined;
  return { uid: inside(uid, uids), gid: inside(gid, gids), capabilities, noNewPrivileges: noNewPrivileges === "1", seccomp, readOnlyRoot };
}

/** Real, effective, saved and file system id: the second. */
function effective(ids: string | undefined): number | undefined {
  const id = ids?.split("\t")[1];
  return id !== undefined && /^\d{1,10}$/.test(id) ? Number(id) : undefined;
}

function readMask(hexadecimal: string | undefined): readonly string[] | undefined {
  if (hexadecimal === undefined || !/^[0-9a-f]{1,16}$/.test(hexadecimal)) return undefined;
  const mask = BigInt(`0x${hexadecimal}`);
  const names: string[] = [];
  for (let bit = 0n; bit < 64n; bit += 1n) if ((mask >> bit) & 1n) names.push(CAPABILITIES[Number(bit)] ?? `CAPABILITY_${bit}`);
  return names;
}

/** The id inside of a user namespace: each line of the map is first id inside, first id outside, how many. */
function inside(id: number, map: string): number {
  for (const line of map.split("\n")) {
    const [within, without, count] = line.split(" ").filter((word) => word !== "").map(Number);
    if (within !== undefined && without !== undefined && count !== undefined && id >= without && id < without + count) return within + id - without;
  }
  return id;
}

/** The last mount on `/` counts: mount point is the fifth field, its options the sixth. */
function isRootReadOnly(mountinfo: string): boolean | undefined {
  const root = mountinfo.split("\n").map((line) => line.split(" ")).findLast((fields) => fields[4] === "/");
  return root?.[5]?.split(",").includes("ro");
}
