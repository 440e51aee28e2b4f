import type { ContainerState } from "../engine.ts";
import { at, entriesAt, flagAt, itemsAt, numberAt, textAt } from "@bulwark/image";

const STATUS: Readonly<Record<string, ContainerState["status"]>> = {
  created: "created",
  configured: "created",
  initialized: "created",
  running: "running",
  exited: "exited",
  stopped: "exited",
  dead: "dead",
};

/** One item of `container inspect` (docker, podman and nerdctl), as the contract has it. */
export function readState(inspected: unknown): ContainerState {
  const pid = numberAt(inspected, "State", "Pid");
  return {
    status: STATUS[textAt(inspected, "State", "Status")?.toLowerCase() ?? ""] ?? "other",
    exitCode: numberAt(inspected, "State", "ExitCode") ?? 0,
    error: textAt(inspected, "State", "Error") ?? "",
    outOfMemory: flagAt(inspected, "State", "OOMKilled") ?? false,
    pid: pid === undefined || pid <= 0 ? undefined : pid,
    health: readHealth(at(inspected, "State", "Health") ?? at(inspected, "State", "Healthcheck")),
    published: readPublished(inspected),
  };
}

const HEALTH = ["starting", "healthy", "unhealthy"] as const;

function readHealth(health: unknown): ContainerState["health"] {
  const status = HEALTH.find((each) => each === textAt(health, "Status"));
  return status === undefined ? undefined : { status, output: textAt(itemsAt(health, "Log").at(-1), "Output") ?? "" };
}

/** An address of all interfaces is asked at loopback; IPv4 first, since both lead to the same place. */
function readPublished(inspected: unknown): ContainerState["published"] {
  const published: Record<string, { address: string; port: number }> = {};
  for (const [port, bindings] of entriesAt(inspected, "NetworkSettings", "Ports")) {
    const found = itemsAt(bindings).map((binding) => ({ address: textAt(binding, "HostIp") ?? "", port: Number(textAt(binding, "HostPort") ?? "") }));
    const usable = found.filter((binding) => Number.isInteger(binding.port) && binding.port > 0);
    const binding = usable.find(({ address }) => !address.includes(":")) ?? usable[0];
    if (binding !== undefined) published[port] = { address: reachable(binding.address), port: binding.port };
  }
  return published;
}

function reachable(address: string): string {
  if (address === "" || address === "0.0.0.0") return "127.0.0.1";
  return address === "::" ? "::1" : address;
}
