import { describe, expect, it } from "vitest";
import { adjustConfig } from "../../config/adjust-config.ts";
import { readConfig } from "../../config/read-config.ts";
import { adjustmentsOf } from "../../harden/adjust/from-config.ts";
import { type Adjustments, NO_ADJUSTMENTS } from "../../harden/adjustments.ts";
import { planHardening } from "../../harden/harden.ts";
import { afterBuild, goService } from "../../harden/testing/plan.ts";
import { project } from "../../harden/testing/project.ts";
import { said } from "../../harden/testing/said.ts";
import type { Cause, Remedy } from "../cause.ts";
import { applyRemedy } from "./apply-remedy.ts";
import { configChanges } from "./config-changes.ts";

function cause(remedy: Remedy | undefined, message = "`/data` is read-only: the program writes `/data/x` at start; make it a volume"): Cause {
  return { kind: "unknown", constraint: undefined, subject: undefined, message, evidence: [], remedy };
}

const REMEDIES: readonly (readonly [Remedy, string])[] = [
  [{ kind: "volume", path: "/data" }, "harden.volumes: /data"],
  [{ kind: "volume", path: "/var/tmp/x" }, "harden.tmpfs: /var/tmp/x"],
  [{ kind: "tmpfs", path: "/run" }, "harden.tmpfs: /run"],
  [{ kind: "executable-tmpfs", path: "/tmp" }, "harden.executable-tmpfs: /tmp"],
  [{ kind: "file", path: "/etc/mime.types" }, "harden.files: /etc/mime.types"],
  [{ kind: "capability", name: "CAP_NET_RAW" }, "harden.capabilities: NET_RAW"],
  [{ kind: "ca-certificates" }, "harden.ca-certificates: true"],
  [{ kind: "time-zones" }, "harden.time-zones: true"],
  [{ kind: "privileged-ports" }, "harden.privileged-ports: true"],
  [{ kind: "init" }, "harden.init: true"],
  [{ kind: "writable-root" }, "harden.writable-root: true"],
  [{ kind: "memory", megabytes: 511.5 }, "harden.memory: 512MiB"],
  [{ kind: "pids", count: 256 }, "harden.pids: 256"],
  [{ kind: "other-base", instead: "alpine" }, "harden.base: alpine"],
];

describe.each(REMEDIES)("the remedy %j", (remedy, change) => {
  const repaired = applyRemedy(NO_ADJUSTMENTS, undefined, cause(remedy));

  it("is said as bulwark.yaml says it, once", () => {
    expect(repaired?.change).toBe(change);
    expect(applyRemedy(repaired?.adjustments ?? NO_ADJUSTMENTS, repaired?.base, cause(remedy))).toBeUndefined();
  });

  it("is what the file says afterwards, with its reason, so that the next run plans the same", () => {
    const before = { adjustments: NO_ADJUSTMENTS, base: undefined };
    const edited = adjustConfig(undefined, configChanges(before, repaired ?? before));
    const text = "text" in edited ? edited.text : "";
    const { config, faults } = readConfig(text, []);
    expect(faults).toEqual([]);
    const values = (adjustments: Adjustments): unknown => JSON.parse(JSON.stringify(adjustments, (key, value: unknown) => (key === "evidence" ? undefined : value)));
    expect(values(adjustmentsOf(config.harden, "bulwark.yaml"))).toEqual(values(repaired?.adjustments ?? NO_ADJUSTMENTS));
    expect(config.harden.base).toBe(repaired?.base);
    expect(text).toMatch(remedy.kind === "other-base" ? /# prove: another base lacks what the program needs$/m : /# prove: the program writes \/data\/x at start$/m);
    expect(adjustConfig(text, configChanges(before, repaired ?? before))).toEqual({ text });
  });
});

describe("a remedy", () => {
  it.each<[string, Adjustments, string | undefined, Remedy | undefined]>([
    ["that there is not", NO_ADJUSTMENTS, undefined, undefined],
    ["for what lies in memory as it is", NO_ADJUSTMENTS, undefined, { kind: "volume", path: "/tmp" }],
    ["for a folder of the system", NO_ADJUSTMENTS, undefined, { kind: "volume", path: "/usr/lib" }],
    ["for the kernel's own", NO_ADJUSTMENTS, undefined, { kind: "file", path: "/proc/cpuinfo" }],
    ["for a path that cannot be written down", NO_ADJUSTMENTS, undefined, { kind: "tmpfs", path: "/a b;c" }],
    ["against what a person says of a folder", said("tmpfs: /cache"), undefined, { kind: "volume", path: "/cache" }],
    ["against what a person says of its data", said("volumes: /data"), undefined, { kind: "executable-tmpfs", path: "/data" }],
    ["against a switch that a person set", said("init: false"), undefined, { kind: "init" }],
    ["that is no more than a person gives", said("memory: 512MiB"), undefined, { kind: "memory", megabytes: 512 }],
    ["beyond every limit", NO_ADJUSTMENTS, undefined, { kind: "pids", count: 1e9 }],
    ["by what is no capability", NO_ADJUSTMENTS, undefined, { kind: "capability", name: "ALL" }],
    ["by the base that it is", NO_ADJUSTMENTS, "alpine", { kind: "other-base", instead: "alpine" }],
  ])("changes nothing %s", (_, adjustments, base, remedy) => expect(applyRemedy(adjustments, base, cause(remedy))).toBeUndefined());

  it("raises a limit that a person gave, in its place", () => {
    const adjustments = said("memory: 256MiB");
    const repaired = applyRemedy(adjustments, undefined, cause({ kind: "memory", megabytes: 512 }, "it was ended at 256 MB; raise the limit"));
    const changes = configChanges({ adjustments, base: undefined }, repaired ?? { adjustments, base: undefined });
    expect(adjustConfig("harden:\n  memory: 256MiB\n", changes)).toEqual({ text: "harden:\n  memory: 512MiB # prove: it was ended at 256 MB\n" });
  });

  it("leaves out a base that cannot work, and keeps one that does", () => {
    const other = cause({ kind: "other-base", instead: "hardened" });
    expect(applyRemedy(NO_ADJUSTMENTS, undefined, other)?.base).toBe("hardened");
    expect(applyRemedy(NO_ADJUSTMENTS, undefined, other, ["distroless"])?.base).toBe("distroless");
    expect(applyRemedy(NO_ADJUSTMENTS, "alpine", other, ["distroless"])?.base).toBe("hardened");
  });
});

it("gives a plan that the written file gives again", () => {
  const input = project({ ...goService(), Dockerfile: afterBuild("FROM debian:13-slim", "COPY --from=build /app /app", 'ENTRYPOINT ["/app"]') });
  let current: { adjustments: Adjustments; base: string | undefined } = { adjustments: NO_ADJUSTMENTS, base: undefined };
  for (const [remedy] of REMEDIES) current = applyRemedy(current.adjustments, current.base, cause(remedy)) ?? current;
  const edited = adjustConfig("# ours\nfail-on: high\n", configChanges({ adjustments: NO_ADJUSTMENTS, base: undefined }, current));
  const { harden } = readConfig("text" in edited ? edited.text : "", []).config;
  const plan = (adjustments: Adjustments, base: string | undefined): unknown => {
    const made = planHardening({ ...input, options: { adjustments, ...(base === undefined ? {} : { base }) } });
    return "variants" in made ? [made.variants.map(({ text }) => text), JSON.parse(JSON.stringify(made.profile, (key, value: unknown) => (key === "evidence" ? undefined : value)))] : made;
  };
  expect(plan(adjustmentsOf(harden, "bulwark.yaml"), harden.base)).toEqual(plan(current.adjustments, current.base));
});
