import type { ContainerSettings } from "@bulwark/core/deploy";
import type { EngineHost } from "../choose/answer.ts";
import { call, failure, type EngineCommand } from "../engine-command.ts";
import { EngineError, type EngineName, type Started } from "../engine.ts";
import { plainWords, saysUnreachable } from "../words/engine-words.ts";
import { checkedReference } from "./names.ts";
import { makeVolume } from "./podman/make-volume.ts";
import type { PodmanImage } from "./podman/neutralise.ts";
import { startOptions } from "./start-options.ts";

export interface StartRequest {
  readonly command: EngineCommand;
  readonly engine: EngineName;
  readonly host: EngineHost;
  readonly settings: ContainerSettings;
  /** Of `settings.secrets`: the command hands them on from its environment. */
  readonly secretValues: Readonly<Record<string, string>>;
  /** What is known of the image for Podman; asked for only there. */
  readonly lookAtImage: () => Promise<PodmanImage>;
  /** A volume was made for this container alone. */
  readonly onVolume: (name: string) => void;
  readonly onNotice: (notice: string) => void;
}

const START_SECONDS = 120;

/** Starts a container in the background. What was created of a refused one stays until it is removed by its name. */
export async function startContainer({ command, engine, host, settings, secretValues, lookAtImage, onVolume, onNotice }: StartRequest): Promise<Started> {
  checkedReference(settings.name);
  checkedReference(settings.image);
  const image = engine === "podman" ? await lookAtImage() : { root: false, absentPaths: [] };
  const { words, volumes, notices } = startOptions(engine, settings, host, image);
  for (const notice of notices) onNotice(notice);
  for (const volume of volumes) {
    if (!settings.volumes.some(({ name }) => name === volume.name)) onVolume(volume.name);
    await makeVolume(command, volume);
  }

  const withSecrets = { ...command, environment: { ...command.environment, ...secretValues } };
  const result = await call(withSecrets, words, { timeoutSeconds: START_SECONDS });
  if (result.exit === 0) return { outcome: "running", container: settings.name };
  if (saysUnreachable(result.error)) throw failure(command, words, result);
  const error = refusal(result.error);
  if (settings.init && lacksInit(error)) {
    throw new EngineError("unsupported", `${engine} has no init program to start as the first process (--init): ${error}`, "Install catatonit for Podman, or tini for nerdctl.");
  }
  return { outcome: "refused", error, exitCode: result.exit };
}

/** The engine's sentence. What a command logs on the way (warnings, systemd that is not there) stands before it. */
function refusal(text: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => SENTENCES.some((beginning) => line.startsWith(beginning)) || line.includes(" level=fatal "));
  return plainWords(lines.slice(Math.max(start, 0)).join("\n"));
}

const SENTENCES = ["Error: ", "docker: ", "Error response from daemon: "];

function lacksInit(error: string): boolean {
  const words = error.toLowerCase();
  return words.includes("container-init binary not found") || words.includes("catatonit") || (words.includes("tini") && words.includes("not found"));
}
