import type { Stated, StatedFacts } from "../../config/harden-section.ts";
import type { Adjusted, Adjustments } from "../adjustments.ts";

/** What `harden:` of `bulwark.yaml` says, each with its line as evidence: `bulwark.yaml:12 harden.volumes names /data`. */
export function adjustmentsOf(facts: StatedFacts, path: string): Adjustments {
  const list = (key: string, items: readonly Stated<string>[]): readonly Adjusted<string>[] =>
    items.map(({ value, line }) => ({ value, evidence: { path, line, observation: `harden.${key} names ${value}` } }));
  const single = <T>(key: string, item: Stated<T> | undefined, unit = ""): Adjusted<T> | undefined =>
    item && { value: item.value, evidence: { path, line: item.line, observation: `harden.${key} is ${String(item.value)}${unit}` } };
  return {
    volumes: list("volumes", facts.volumes),
    tmpfs: list("tmpfs", facts.tmpfs),
    executableTmpfs: list("executable-tmpfs", facts.executableTmpfs),
    files: list("files", facts.files),
    capabilities: list("capabilities", facts.capabilities),
    caCertificates: single("ca-certificates", facts.caCertificates),
    timeZones: single("time-zones", facts.timeZones),
    privilegedPorts: single("privileged-ports", facts.privilegedPorts),
    init: single("init", facts.init),
    writableRoot: single("writable-root", facts.writableRoot),
    memoryMegabytes: single("memory", facts.memoryMegabytes, " MiB"),
    pids: single("pids", facts.pids),
  };
}
