import { at, itemsAt, numberAt, readProcess, textAt } from "@bulwark/image";
import type { ImageFacts } from "../engine.ts";

/** One item of `image inspect` (docker, podman and nerdctl). Undefined when it has no id. */
export function readImageFacts(inspected: unknown): ImageFacts | undefined {
  const id = textAt(inspected, "Id");
  if (id === undefined) return undefined;
  const process = at(inspected, "Config");
  const healthcheck = at(process, "Healthcheck") ?? at(inspected, "Healthcheck") ?? at(inspected, "HealthCheck");
  return {
    // Podman leaves the algorithm out.
    id: id.includes(":") ? id : `sha256:${id}`,
    size: numberAt(inspected, "Size") ?? 0,
    layers: itemsAt(inspected, "RootFS", "Layers").length,
    config: { architecture: textAt(inspected, "Architecture") ?? "", os: textAt(inspected, "Os") ?? "", ...readProcess(process, healthcheck) },
  };
}

/** The unpacked size in bytes, from the sizes of the steps in `history --human=false`, a number a line; undefined when one is none. */
export function sizeFromHistory(text: string): number | undefined {
  const sizes = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return sizes.length > 0 && sizes.every((size) => /^\d{1,15}$/.test(size)) ? sizes.reduce((sum, size) => sum + Number(size), 0) : undefined;
}
