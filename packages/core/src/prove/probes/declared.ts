import type { DeclaredProbe } from "../../config/prove-config.ts";
import type { Plan } from "../../harden/plan.ts";
import type { PortPair, Probe } from "../probe.ts";
import { pairOf, profilePorts } from "./ports.ts";

/** A declared probe that cannot be asked, and what is missing in the line that declares it. */
export interface ProbeFault {
  readonly line: number;
  readonly message: string;
}

/** A probe as `bulwark.yaml` declares it, asked on both sides. */
export function declaredProbe(declared: DeclaredProbe, plan: Plan, configPath: string): Probe | ProbeFault {
  const { line, ...rest } = declared;
  const evidence = { observation: "declares it", path: configPath, line };
  switch (rest.kind) {
    case "http": {
      const port = rest.port === undefined ? onlyPort(plan) : pairOf(plan, rest.port);
      return "original" in port ? { ...rest, port, name: rest.name ?? `${rest.method} ${rest.path} on ${port.original}`, origin: "declared", evidence } : { line, ...port };
    }
    case "tcp":
      return { ...rest, port: pairOf(plan, rest.port), name: rest.name ?? `connection to ${rest.port}`, origin: "declared", evidence };
    case "command":
      return { ...rest, name: rest.name ?? `run ${rest.command.join(" ")}`, origin: "declared", evidence };
    case "log":
      return { ...rest, name: rest.name ?? `log: ${rest.contains}`, origin: "declared", evidence };
  }
}

function onlyPort(plan: Plan): PortPair | { readonly message: string } {
  const [first, ...others] = profilePorts(plan);
  if (first === undefined) return { message: 'this probe needs a "port": nothing says on which one the container listens' };
  if (others.length === 0) return { original: first.original, hardened: first.hardened };
  return { message: `this probe needs a "port": the container listens on ${[first, ...others].map((port) => port.original).join(", ")}` };
}
