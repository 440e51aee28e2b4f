import type { ContainerSettings } from "@bulwark/core/deploy";
import { ask, call, type EngineCommand } from "../../engine-command.ts";
import type { ImageFacts } from "../../engine.ts";
import type { PodmanImage } from "./neutralise.ts";

/** By id of the image and paths: the same image is started many times. */
export type AbsentPaths = Map<string, readonly string[]>;

/** What has to be known of an image before Podman can run it as Docker would. `seen` is filled on the way. */
export async function lookAtImage(command: EngineCommand, settings: ContainerSettings, { id, config }: ImageFacts, seen: AbsentPaths): Promise<PodmanImage> {
  const mounted = new Set([...settings.volumes, ...settings.tmpfs].map(({ path }) => path));
  const paths = [...settings.volumes.map(({ path }) => path), ...config.volumes.filter((path) => !mounted.has(path))];
  const key = [id, ...paths].join("\n");
  const absent = seen.get(key) ?? (await absentPaths(command, settings, paths));
  seen.set(key, absent);
  return { root: isRoot(settings.user ?? config.user), absentPaths: absent };
}

/** Podman's own test (specgen, security_linux.go): by what is written, not by what it means. */
function isRoot(user: string): boolean {
  return ["", "0", "root"].includes(user.split(":", 1)[0] ?? "");
}

/** Which of the paths the image does not have: asked of a container that is made without its volumes, and never started. */
async function absentPaths(command: EngineCommand, settings: ContainerSettings, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const look = `${settings.name}-look`;
  await ask(command, ["create", "--name", look, "--pull", "never", "--image-volume", "ignore", "--", settings.image, "/look"]);
  try {
    const absent: string[] = [];
    for (const path of paths) {
      const { exit, error } = await call(command, ["cp", `${look}:${path}`, "-"], { mostBytes: ERROR_BYTES });
      if (exit !== 0 && error.includes("could not be found")) absent.push(path);
    }
    return absent;
  } finally {
    await call(command, ["rm", "--force", "--volumes", look], { cleans: true });
  }
}

const ERROR_BYTES = 16 * 1024;
