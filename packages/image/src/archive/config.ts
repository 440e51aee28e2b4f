import type { ImageConfig } from "@bulwark/core/image";
import { isObject, keysAt, listAt, objectAt, recordAt, textAt, textsAt } from "./json.ts";

/** An image configuration with what ties it to its layers. */
export interface Configuration {
  readonly config: ImageConfig;
  /** `sha256:…` of the uncompressed layers, the lowest first. */
  readonly diffIds: readonly string[];
}

/** Read a parsed image configuration. What is missing has the value that the engine takes for it. Source: OCI image-spec, config.md; Docker image spec v1.3. */
export function readConfiguration(document: unknown): Configuration {
  const process = objectAt(document, "config");
  const config: ImageConfig = {
    architecture: textAt(document, "architecture") ?? "",
    os: textAt(document, "os") ?? "",
    user: textAt(process, "User") ?? "",
    entrypoint: textsAt(process, "Entrypoint"),
    cmd: textsAt(process, "Cmd"),
    environment: environmentOf(textsAt(process, "Env")),
    workdir: textAt(process, "WorkingDir") ?? "",
    exposedPorts: keysAt(process, "ExposedPorts"),
    volumes: keysAt(process, "Volumes"),
    labels: recordAt(process, "Labels"),
    stopSignal: textAt(process, "StopSignal") ?? "",
    healthcheck: textsAt(objectAt(process, "Healthcheck"), "Test"),
    history: listAt(document, "history").filter(isObject).map((entry) => ({ createdBy: textAt(entry, "created_by") ?? "", emptyLayer: entry["empty_layer"] === true })),
  };
  return { config, diffIds: textsAt(objectAt(document, "rootfs"), "diff_ids") };
}

/** `NAME=value`; of two with one name the last holds. */
function environmentOf(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map((entry) => {
    const equals = entry.indexOf("=");
    return equals === -1 ? [entry, ""] : [entry.slice(0, equals), entry.slice(equals + 1)];
  }));
}
