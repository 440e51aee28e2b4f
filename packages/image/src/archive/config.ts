import type { ImageConfig } from "@bulwark/core/image";
import { at, entriesAt, itemsAt, textAt, textsAt } from "../json/value.ts";

/** An image configuration with what ties it to its layers. */
export interface Configuration {
  readonly config: ImageConfig;
  /** `sha256:…` of the uncompressed layers, the lowest first. */
  readonly diffIds: readonly string[];
}

/** Read a parsed image configuration. What is missing has the value that the engine takes for it. Source: OCI image-spec, config.md; Docker image spec v1.3. */
export function readConfiguration(document: unknown): Configuration {
  const process = at(document, "config");
  const config: ImageConfig = {
    architecture: textAt(document, "architecture") ?? "",
    os: textAt(document, "os") ?? "",
    ...readProcess(process, at(process, "Healthcheck")),
    history: itemsAt(document, "history").map((entry) => ({ createdBy: textAt(entry, "created_by") ?? "", emptyLayer: at(entry, "empty_layer") === true })),
  };
  return { config, diffIds: textsAt(document, "rootfs", "diff_ids") };
}

/** How a container of the image starts: the same keys in an image configuration and in what engines say of an image. */
export function readProcess(process: unknown, healthcheck: unknown): Omit<ImageConfig, "architecture" | "os" | "history"> {
  return {
    user: textAt(process, "User") ?? "",
    entrypoint: textsAt(process, "Entrypoint"),
    cmd: textsAt(process, "Cmd"),
    environment: environmentOf(textsAt(process, "Env")),
    workdir: textAt(process, "WorkingDir") ?? "",
    exposedPorts: entriesAt(process, "ExposedPorts").map(([port]) => port),
    volumes: entriesAt(process, "Volumes").map(([path]) => path),
    labels: Object.fromEntries(entriesAt(process, "Labels").flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []))),
    stopSignal: textAt(process, "StopSignal") ?? "",
    healthcheck: textsAt(healthcheck, "Test"),
  };
}

/** `NAME=value`; a name without value has none, and of two with one name the last holds. */
function environmentOf(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map((entry): [string, string] => {
    const equals = entry.indexOf("=", 1);
    return equals === -1 ? [entry, ""] : [entry.slice(0, equals), entry.slice(equals + 1)];
  }));
}
