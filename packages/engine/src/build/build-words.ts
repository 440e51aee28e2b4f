import type { BuildRequest, EngineName } from "../engine.ts";
import { checkedReference } from "../container/names.ts";
import type { Builder } from "./builder.ts";

/** `build …` for one engine: everything behind its name, as people would type it. */
export function buildWords(engine: EngineName, builder: Builder, request: BuildRequest): readonly string[] {
  return [
    "build",
    ...engineWords(engine, builder),
    ...request.secrets.flatMap((name) => ["--secret", `id=${name.toLowerCase()},env=${name}`]),
    ...Object.entries(request.buildArguments).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]),
    ...(request.target === undefined ? [] : ["--target", request.target]),
    // BuildKit finds it by its name beside the Dockerfile.
    ...(request.ignoreFile === undefined || builder.kind === "buildkit" ? [] : ["--ignorefile", request.ignoreFile]),
    "--tag",
    checkedReference(request.tag),
    "--file",
    engine === "podman" ? listItem(request.dockerfile) : request.dockerfile,
    request.context,
  ];
}

function engineWords(engine: EngineName, builder: Builder): readonly string[] {
  // The OCI format has no place for HEALTHCHECK: Podman would leave it out with a warning.
  if (engine === "podman") return ["--format", "docker"];
  // The classic builder would leave the container of a step that fails.
  if (builder.kind === "classic") return ["--force-rm"];
  return [...(builder.loads ? ["--load"] : []), "--progress", "plain"];
}

/** Podman takes several files in one argument, as a line of CSV (RFC 4180). */
function listItem(path: string): string {
  return /[",\r\n]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
}
