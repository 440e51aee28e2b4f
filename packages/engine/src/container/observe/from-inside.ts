import type { Observation } from "./observation.ts";
import { readProcess } from "./process-status.ts";
import { readSockets } from "./sockets.ts";

/** `cat FILES` in the container: what it printed, also when one of the files is not there; undefined when there is no `cat`. */
export type Cat = (files: readonly string[]) => Promise<string | undefined>;

/** What the container's own `cat` says of its first process; undefined where the image has none. */
export async function observeFromInside(cat: Cat): Promise<Observation | undefined> {
  const status = await cat(["/proc/1/status"]);
  if (status === undefined) return undefined;
  const [mounts, tcp, udp] = await Promise.all([cat(["/proc/self/mountinfo"]), cat(["/proc/net/tcp", "/proc/net/tcp6"]), cat(["/proc/net/udp", "/proc/net/udp6"])]);
  const found = readProcess(status, mounts ?? "");
  if (found === undefined || tcp === undefined || udp === undefined) return undefined;
  return { process: found, listening: [...readSockets(tcp, "tcp"), ...readSockets(udp, "udp")], seen: "/proc/1, read in the container" };
}
