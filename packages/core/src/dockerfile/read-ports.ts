import type { PortSetting, VariableScope } from "./model.ts";
import type { Argument, Instruction } from "./syntax.ts";

const LAST_PORT = 65_535;

/** Wider ranges are not listed port by port: nothing that lists ports could use them, and a file could name thousands of them. */
export const WIDEST_RANGE = 1024;

/** The ports that an EXPOSE names, and the words of it that cannot be told: a variable without a certain value, no port at all, or too wide a range. */
export function readExpose(
  instruction: Instruction,
  scope: VariableScope,
): { readonly ports: readonly PortSetting[]; readonly unread: readonly Argument[] } {
  const ports: PortSetting[] = [];
  const unread: Argument[] = [];
  for (const argument of instruction.arguments) {
    const words = scope.expand(argument.text)?.split(/\s/);
    const read = words?.filter((word) => word !== "").map((word) => readPorts(word));
    if (read === undefined || read.includes(undefined)) unread.push(argument);
    else for (const port of read.flatMap((some) => some ?? [])) ports.push({ ...port, range: argument.range });
  }
  return { ports, unread };
}

/**
 * The ports that one word of EXPOSE, or of an image's `ExposedPorts`, opens: `80`, `53/udp`, `8000-8010`; an address or a host port
 * before the last `:` says nothing about the container. Undefined for a word that BuildKit refuses and
 * for a range of more than `WIDEST_RANGE` ports. Source: BuildKit, `convert_expose.go`.
 */
export function readPorts(word: string): readonly Omit<PortSetting, "range">[] | undefined {
  const [range = "", protocolText = "", ...rest] = word.slice(word.lastIndexOf(":") + 1).split("/");
  const protocol = readProtocol(protocolText);
  if (protocol === undefined || rest.length > 0) return undefined;
  const dash = range.indexOf("-");
  const first = readPort(dash === -1 ? range : range.slice(0, dash));
  const last = dash === -1 ? first : readPort(range.slice(dash + 1));
  if (first === undefined || last === undefined || last < first || last - first >= WIDEST_RANGE) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => ({ port: first + index, protocol }));
}

function readProtocol(text: string): PortSetting["protocol"] | undefined {
  const protocol = text.toLowerCase();
  if (protocol === "") return "tcp";
  return protocol === "tcp" || protocol === "udp" || protocol === "sctp" ? protocol : undefined;
}

function readPort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= LAST_PORT ? port : undefined;
}
