export interface ListeningPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** The socket's state as the kernel counts it (net/tcp_states.h): listening for TCP, and for UDP one that is not connected. */
const WAITING = { tcp: "0A", udp: "07" };

/** `127.0.0.11`, as it stands in the table on machines of either byte order: the name server that an engine runs in a container's network. */
const ENGINES_OWN = new Set(["0B00007F", "7F00000B"]);

/** Ports on which something waits, from `/proc/net/tcp` or `udp`, with those of IPv6 (proc(5)); in order, each once. */
export function readSockets(table: string, protocol: ListeningPort["protocol"]): readonly ListeningPort[] {
  const ports = new Set<number>();
  for (const line of table.split("\n")) {
    const [, local, , state] = line.split(" ").filter((word) => word !== "");
    const [address, port] = local?.split(":") ?? [];
    if (address === undefined || port === undefined || state !== WAITING[protocol] || ENGINES_OWN.has(address)) continue;
    if (/^[0-9A-F]{4}$/.test(port) && port !== "0000") ports.add(Number.parseInt(port, 16));
  }
  return [...ports].sort((left, right) => left - right).map((port) => ({ port, protocol }));
}
