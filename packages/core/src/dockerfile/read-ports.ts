/** A port of `EXPOSE` or of an image's `ExposedPorts`. Source: BuildKit, `convert_expose.go`. */
export interface ExposedPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp" | "sctp";
}

const LAST_PORT = 65_535;

/**
 * The ports that one word of EXPOSE opens: `80`, `53/udp`, `8000-8010`; an address or a host port before the last `:` says nothing
 * about the container. Undefined for a word that BuildKit refuses.
 */
export function readPorts(word: string): readonly ExposedPort[] | undefined {
  const [range = "", protocolText = "", ...rest] = word.slice(word.lastIndexOf(":") + 1).split("/");
  const protocol = readProtocol(protocolText);
  if (protocol === undefined || rest.length > 0) return undefined;
  const dash = range.indexOf("-");
  const first = readPort(dash === -1 ? range : range.slice(0, dash));
  const last = dash === -1 ? first : readPort(range.slice(dash + 1));
  if (first === undefined || last === undefined || last < first) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => ({ port: first + index, protocol }));
}

function readProtocol(text: string): ExposedPort["protocol"] | undefined {
  const protocol = text.toLowerCase();
  if (protocol === "") return "tcp";
  return protocol === "tcp" || protocol === "udp" || protocol === "sctp" ? protocol : undefined;
}

function readPort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= LAST_PORT ? port : undefined;
}
