import { ask, call, type EngineCommand } from "../../engine-command.ts";
import { at, flagAt, parseJson } from "@bulwark/image";
import { checkedReference } from "../names.ts";
import type { VolumeWanted } from "./neutralise.ts";

/** Makes a volume as it is wanted. One that is there already is made anew as long as no container has used it, and else kept with its data. */
export async function makeVolume(command: EngineCommand, { name, options }: VolumeWanted): Promise<void> {
  const there = await call(command, ["volume", "inspect", checkedReference(name)]);
  const volume = at(parseJson(there.output), 0);
  if (there.exit === 0 && volume !== undefined) {
    if (flagAt(volume, "NeedsChown") !== true) return;
    await ask(command, ["volume", "rm", name]);
  }
  await ask(command, ["volume", "create", ...options, name]);
}
