import type { ConfigChange, ListKey, ScalarKey } from "../../config/adjust-config.ts";
import type { Adjusted } from "../../harden/adjustments.ts";
import type { Corrected } from "./apply-remedy.ts";

/** What must be said in `bulwark.yaml`, so that the facts that were corrected from there on are those that it says. */
export function configChanges(from: Corrected, to: Corrected): readonly ConfigChange[] {
  const [before, after] = [from.adjustments, to.adjustments];
  const list = (key: ListKey, had: readonly Adjusted<string>[], has: readonly Adjusted<string>[]): readonly ConfigChange[] =>
    has.filter(({ value }) => !had.some((other) => other.value === value)).map(({ value, evidence }) => ({ key, value, reason: evidence.observation }));
  const single = <T extends boolean | number>(key: ScalarKey, had: Adjusted<T> | undefined, has: Adjusted<T> | undefined, write: (value: T) => string | number | boolean = (value) => value): readonly ConfigChange[] =>
    has === undefined || had?.value === has.value ? [] : [{ key, value: write(has.value), reason: has.evidence.observation }];
  return [
    ...(to.base === undefined || to.base === from.base ? [] : [{ key: "base", value: to.base, reason: "prove: another base lacks what the program needs" } as const]),
    ...list("volumes", before.volumes, after.volumes),
    ...list("tmpfs", before.tmpfs, after.tmpfs),
    ...list("executable-tmpfs", before.executableTmpfs, after.executableTmpfs),
    ...list("files", before.files, after.files),
    ...list("capabilities", before.capabilities, after.capabilities),
    ...single("ca-certificates", before.caCertificates, after.caCertificates),
    ...single("time-zones", before.timeZones, after.timeZones),
    ...single("privileged-ports", before.privilegedPorts, after.privilegedPorts),
    ...single("init", before.init, after.init),
    ...single("writable-root", before.writableRoot, after.writableRoot),
    ...single("memory", before.memoryMegabytes, after.memoryMegabytes, (megabytes) => `${megabytes}MiB`),
    ...single("pids", before.pids, after.pids),
  ];
}
