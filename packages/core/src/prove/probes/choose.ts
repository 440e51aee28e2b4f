import type { DeclaredProbe, Requirement } from "../../config/prove-config.ts";
import { parseDuration } from "../../config/quantities.ts";
import type { Build } from "../../context/builds/build.ts";
import type { Plan } from "../../harden/plan.ts";
import type { HealthProbe, Probe } from "../probe.ts";
import { declaredProbe, type ProbeFault } from "./declared.ts";
import { discoveredProbes } from "./discovered.ts";

export interface ProbeSources {
  readonly plan: Plan;
  readonly declared: readonly DeclaredProbe[];
  /** The file that declares them, as people name it. */
  readonly configPath: string;
  /** The places that build this Dockerfile. */
  readonly builds: readonly Build[];
  /** What is required of the hardened container. */
  readonly required: readonly Requirement[];
}

/**
 * What is asked of both containers: what is declared, else what can be found out. The image's health check is waited for where nothing is
 * declared, and where `healthy` is required: its first run comes as late as its interval.
 */
export function chooseProbes(sources: ProbeSources): { readonly probes: readonly Probe[]; readonly faults: readonly ProbeFault[] } {
  const { plan, declared, configPath, builds, required } = sources;
  const read = declared.map((probe) => declaredProbe(probe, plan, configPath));
  const faults = read.filter((item) => "message" in item);
  const asked = declared.length > 0 ? read.filter((item) => "kind" in item) : discoveredProbes(plan, builds);
  const health = declared.length === 0 || required.includes("healthy") ? healthProbe(plan) : [];
  return { probes: withUniqueNames([...asked, ...health]), faults };
}

function withUniqueNames(probes: readonly Probe[]): readonly Probe[] {
  const times = new Map<string, number>();
  const taken = new Set(probes.map((probe) => probe.name));
  return probes.map((probe) => {
    let count = (times.get(probe.name) ?? 0) + 1;
    let name = count === 1 ? probe.name : `${probe.name} (${count})`;
    while (count > 1 && taken.has(name)) name = `${probe.name} (${++count})`;
    times.set(probe.name, count);
    taken.add(name);
    return { ...probe, name };
  });
}

/** Docker's defaults. Source: Dockerfile reference, "HEALTHCHECK". */
const INTERVAL = 30;
const TIMEOUT = 30;
/** Longer than this nobody waits for one answer. */
const LONGEST_WAIT = 300;
/** What engines take to note the result. */
const MARGIN = 5;

function healthProbe(plan: Plan): readonly HealthProbe[] {
  const { healthcheck } = plan.original;
  if (!healthcheck.known || healthcheck.value === undefined) return [];
  const { options } = healthcheck.value;
  const seconds = (name: string, otherwise: number): number => parseDuration(options[name] ?? "") ?? otherwise;
  const withinSeconds = Math.min(LONGEST_WAIT, Math.ceil(seconds("start-period", 0) + seconds("interval", INTERVAL) + seconds("timeout", TIMEOUT) + MARGIN));
  return [{ kind: "health", name: "health check", origin: "discovered", evidence: healthcheck.evidence[0] ?? { observation: "the original has a health check" }, withinSeconds }];
}
