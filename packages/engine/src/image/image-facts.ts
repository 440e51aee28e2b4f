import type { ImageConfig } from "@bulwark/core/image";
import type { ImageFacts } from "../engine.ts";
import { at, entriesAt, itemsAt, numberAt, textAt, textsAt } from "../json/value.ts";

/** One item of `image inspect` (docker, podman and nerdctl). Undefined when it has no id. */
export function readImageFacts(inspected: unknown): ImageFacts | undefined {
  const id = textAt(inspected, "Id");
  if (id === undefined) return undefined;
  return {
    // Podman leaves the algorithm out.
    id: id.includes(":") ? id : `sha256:${id}`,
    size: numberAt(inspected, "Size") ?? 0,
    layers: itemsAt(inspected, "RootFS", "Layers").length,
    config: readConfig(inspected),
  };
}

/** The unpacked size in bytes, from the sizes of the steps in `history --human=false`, a number a line; undefined when one is none. */
export function sizeFromHistory(text: string): number | undefined {
  const sizes = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return sizes.length > 0 && sizes.every((size) => /^\d{1,15}$/.test(size)) ? sizes.reduce((sum, size) => sum + Number(size), 0) : undefined;
}

function readConfig(inspected: unknown): Omit<ImageConfig, "history"> {
  const config = at(inspected, "Config");
  const health = at(config, "Healthcheck") ?? at(inspected, "Healthcheck") ?? at(inspected, "HealthCheck");
  return {
    architecture: textAt(inspected, "Architecture") ?? "",
    os: textAt(inspected, "Os") ?? "",
    user: textAt(config, "User") ?? "",
    entrypoint: textsAt(config, "Entrypoint"),
    cmd: textsAt(config, "Cmd"),
    environment: readEnvironment(textsAt(config, "Env")),
    workdir: textAt(config, "WorkingDir") ?? "",
    exposedPorts: entriesAt(config, "ExposedPorts").map(([port]) => port),
    volumes: entriesAt(config, "Volumes").map(([path]) => path),
    labels: Object.fromEntries(entriesAt(config, "Labels").flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []))),
    stopSignal: textAt(config, "StopSignal") ?? "",
    healthcheck: textsAt(health, "Test"),
  };
}

/** `NAME=value`; a name without value has none, and the last of a name counts. */
function readEnvironment(variables: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map((variable): [string, string] => {
    const equals = variable.indexOf("=", 1);
    return equals === -1 ? [variable, ""] : [variable.slice(0, equals), variable.slice(equals + 1)];
  }));
}
