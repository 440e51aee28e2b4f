import { readGates } from "./gates-section.ts";
import { readProbes } from "./probes-section.ts";
import type { ProveConfig } from "./prove-config.ts";
import { DURATION_FORM, parseDuration } from "./quantities.ts";
import type { ConfigMap } from "./reader.ts";

const KEYS = ["probes", "environment", "secrets", "network", "ready-within", "stop-within", "build-within", "gates"] as const;

/** `prove:`; no message repeats a value of `environment`, or of what stands under `secrets` by mistake. */
export function readProve(file: ConfigMap<"prove"> | undefined): ProveConfig {
  const section = file?.section("prove", KEYS);
  const environment = readEnvironment(section);
  return {
    probes: section === undefined ? [] : readProbes(section),
    environment,
    secrets: readSecrets(section, environment),
    network: section?.parsed("network", parseNetwork, NETWORK_FORM),
    readyWithin: section?.parsed("ready-within", parseDuration, DURATION_FORM),
    stopWithin: section?.parsed("stop-within", wholeSeconds, "a time in whole seconds, as 10s or 1m: engines count so"),
    buildWithin: section?.parsed("build-within", parseDuration, DURATION_FORM),
    gates: readGates(section),
  };
}

function readEnvironment(section: ConfigMap<"environment"> | undefined): Readonly<Record<string, string>> {
  const pairs = section?.pairs("environment", "write its value, or name it under \"secrets\" to take it from the environment of who starts bulwark prove") ?? [];
  for (const { name, fault } of pairs) if (!isVariable(name)) fault(`"${name}" is not the name of a variable: letters, digits and _, not a digit first`);
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
}

function readSecrets(section: ConfigMap<"secrets"> | undefined, environment: Readonly<Record<string, string>>): readonly string[] {
  const names = [...new Set(section?.texts("secrets") ?? [])];
  if (names.some((name) => !isVariable(name))) section?.fault('"secrets" takes names of variables alone: their values come from the environment of who starts bulwark prove', "secrets");
  const twice = names.find((name) => isVariable(name) && Object.hasOwn(environment, name));
  if (twice !== undefined) section?.fault(`${twice} stands under "environment" and under "secrets": leave it in one of them`, "secrets");
  return names;
}

function isVariable(name: string): boolean {
  return name.length <= 256 && /^[A-Za-z_]\w*$/.test(name);
}

const NETWORK_FORM = "the name of a network that is there, as docker network ls shows it; host, none and those of other containers publish no ports";

function parseNetwork(text: string): string | undefined {
  return text !== "host" && text !== "none" && /^[A-Za-z0-9][\w.-]{0,127}$/.test(text) ? text : undefined;
}

function wholeSeconds(text: string): number | undefined {
  const seconds = parseDuration(text);
  return Number.isInteger(seconds) ? seconds : undefined;
}
