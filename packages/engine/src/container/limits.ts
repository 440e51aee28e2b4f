import type { ContainerSettings } from "@bulwark/core/deploy";
import type { EngineHost } from "../choose/answer.ts";

type Limits = ContainerSettings["limits"];

/** The limits that the engine's host can apply, and a sentence for each that is left out. */
export function applicableLimits(limits: Limits, host: EngineHost): { readonly limits: Limits; readonly notices: readonly string[] } {
  const notices: string[] = [];
  const keep = <T>(value: T | undefined, applies: boolean, name: string): T | undefined => {
    if (value === undefined || applies) return value;
    notices.push(`The engine's host has no control group for ${name}${host.rootless ? " that a rootless engine may use" : ""}: that limit is left out of the trials.`);
    return undefined;
  };
  const memoryMegabytes = keep(limits.memoryMegabytes, host.limits.memory, "memory");
  const pids = keep(limits.pids, host.limits.pids, "processes");
  const wanted = keep(limits.cpus, host.limits.cpus, "processor time");
  // Docker refuses more processors than there are.
  const tooMany = wanted !== undefined && host.processors !== undefined && Number(wanted) > host.processors;
  if (tooMany) notices.push(`The engine's host has ${host.processors} processors: the limit of ${wanted} is left out of the trials.`);
  return { limits: { memoryMegabytes, pids, cpus: tooMany ? undefined : wanted }, notices };
}
