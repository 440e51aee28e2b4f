import type { Plan } from "../../harden/plan.ts";
import type { Evidence } from "../../source/fact.ts";
import type { PortPair, Probe } from "../probe.ts";

/** A TCP port of the original's, where it went, and how it is known. */
export interface KnownPort extends PortPair {
  readonly evidence: Evidence;
}

/** Where a port of the original is found in the hardened container: the profile may have moved it. */
export function pairOf(plan: Plan, port: number): PortPair {
  const moved = plan.profile.ports.find((known) => known.protocol === "tcp" && known.published === port);
  return { original: port, hardened: moved?.container ?? port };
}

/** The TCP ports of the profile: where the program listens, as far as source and EXPOSE say. */
export function profilePorts(plan: Plan): readonly KnownPort[] {
  return plan.profile.ports
    .filter((port) => port.protocol === "tcp")
    .map(({ published, container, evidence }) => ({ original: published, hardened: container, evidence: evidence[0] ?? { observation: `listens on ${published}` } }));
}

/** The ports that probes ask, each pair once: they must be published, whatever the profile says. */
export function portsAsked(probes: readonly Probe[]): readonly PortPair[] {
  const pairs = probes.flatMap((probe) => (probe.kind === "http" || probe.kind === "tcp" ? [probe.port] : []));
  return [...new Map(pairs.map((pair) => [`${pair.original} ${pair.hardened}`, pair])).values()];
}
