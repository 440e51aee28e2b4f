import { readFile } from "node:fs/promises";
import { readProcess } from "./process-status.ts";
import { readSockets } from "./sockets.ts";
import type { Observation } from "./observation.ts";

/**
 * What this machine's own `/proc` says of the container's first process; undefined when the process is not to be seen here. The id of a
 * remote engine's process may be that of any process here: only one whose control group or mounts name the container is taken.
 */
export async function observeFromHost(pid: number, containerId: string): Promise<Observation | undefined> {
  const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
  if (process.platform !== "linux" || containerId.length < 32) return undefined;
  const [groups, mounts] = await Promise.all([read("cgroup"), read("mountinfo")]);
  if (!groups.includes(containerId) && !mounts.includes(containerId)) return undefined;

  const [status, uids, gids] = await Promise.all([read("status"), read("uid_map"), read("gid_map")]);
  const [tcp, tcp6, udp, udp6] = await Promise.all([read("net/tcp"), read("net/tcp6"), read("net/udp"), read("net/udp6")]);
  const found = readProcess(status, mounts, uids, gids);
  if (found === undefined || tcp === "") return undefined;
  // What was read is of this container only if it still is that process.
  const after = await read("mountinfo");
  if (after === "") return undefined;
  return { process: found, listening: [...readSockets(tcp + tcp6, "tcp"), ...readSockets(udp + udp6, "udp")], seen: `/proc/${pid} on this machine` };
}
