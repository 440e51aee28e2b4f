import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

const REGISTRIES = ["registry.access.redhat.com", "registry.redhat.io"];

function universalBase(release: string): readonly ImageRecord[] {
  const common = {
    role: "distribution",
    distribution: { id: "rhel", release: { fixed: release } },
    source: "catalog.redhat.com, Universal Base Images",
    asOf: "2026-08-21",
  } as const;
  const names = (image: string) => REGISTRIES.map((registry) => `${registry}/${image}`);
  return [
    {
      ...common,
      names: [...names(`ubi${release}`), ...names(`ubi${release}/ubi`), `redhat/ubi${release}`],
      config: { ...PLAIN_CONFIG, cmd: ["/bin/bash"] },
      packageManager: "dnf",
      caCertificates: true,
      programs: ["curl"],
    },
    {
      ...common,
      names: [...names(`ubi${release}-minimal`), ...names(`ubi${release}/ubi-minimal`), `redhat/ubi${release}-minimal`],
      config: { ...PLAIN_CONFIG, cmd: ["/bin/bash"] },
      packageManager: "microdnf",
      caCertificates: true,
      programs: ["curl"],
    },
    {
      ...common,
      names: [...names(`ubi${release}-micro`), ...names(`ubi${release}/ubi-micro`), `redhat/ubi${release}-micro`],
      config: { user: "0" },
      packageManager: "none",
    },
  ];
}

/** Red Hat's Universal Base Images, whose release stands in the name. */
export const redHatImages: readonly ImageRecord[] = ["8", "9", "10"].flatMap(universalBase);
