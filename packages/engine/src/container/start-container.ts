import type { ContainerSettings } from "@bulwark/core/deploy";
import type { EngineHost } from "../choose/answer.ts";
import { ask, call, failure, type EngineCommand } from "../engine-command.ts";
import { EngineError, type EngineName, type Started } from "../engine.ts";
import { plainWords, saysUnreachable } from "../words/engine-words.ts";
import { checkedReference } from "./names.ts";
import { isRoot, startOptions } from "./start-options.ts";

export interface StartRequest {
  readonly command: EngineCommand;
  readonly engine: EngineName;
  readonly host: EngineHost;
  readonly settings: ContainerSettings;
  /** The image's own user, asked for only where it matters. */
  readonly imageUser: () => Promise<string>;
  readonly onNotice: (notice: string) => void;
}

const START_SECONDS = 120;

/** Starts a container in the background. What was created of a refused one stays until it is removed by its name. */
export async function startContainer({ command, engine, host, settings, imageUser, onNotice }: StartRequest): Promise<Started> {
  checkedReference(settings.name);
  checkedReference(settings.image);
  const user = settings.user ?? (engine === "podman" ? await imageUser() : "");
  const { words, volumes, notices } = startOptions(engine, settings, host, isRoot(user));
  for (const notice of notices) onNotice(notice);
  for (const volume of volumes) await ask(command, ["volume", "create", ...volume.options, checkedReference(volume.name)]);

  const result = await call(command, words, { timeoutSeconds: START_SECONDS });
  if (result.exit === 0) return { outcome: "running", container: settings.name };
  if (saysUnreachable(result.error)) throw failure(command, words, result);
  const error = refusal(result.error);
  if (settings.init && lacksInit(error)) {
    throw new EngineError("unsupported", `${engine} has no init program to start as the first process (--init): ${error}`, "Install catatonit for Podman, or tini for nerdctl.");
  }
  return { outcome: "refused", error, exitCode: result.exit };
}

/** The engine's sentences: a container's id stands on standard output, warnings stand before the refusal. */
function refusal(text: string): string {
  const lines = plainWords(text).split("\n");
  const told = lines.filter((line) => !line.startsWith("WARNING: ") && !line.startsWith("level=warning"));
  return (told.length === 0 ? lines : told).join("\n");
}

function lacksInit(error: string): boolean {
  const words = error.toLowerCase();
  return words.includes("container-init binary not found") || words.includes("catatonit") || (words.includes("tini") && words.includes("not found"));
}
