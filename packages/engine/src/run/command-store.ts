import { ask, call, failure, type EngineCommand } from "../engine-command.ts";
import type { EngineName } from "../engine.ts";
import { itemsAt, parseJson, textAt } from "@bulwark/image";
import type { Made, Store } from "./store.ts";

const PREFIX = "bulwark-";

/** How each kind is listed: a name a line. */
const LIST: Readonly<Record<Made["kind"], readonly string[]>> = {
  container: ["ps", "--all", "--format", "{{.Names}}"],
  image: ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}"],
  volume: ["volume", "ls", "--format", "{{.Name}}"],
  network: ["network", "ls", "--format", "{{.Name}}"],
};

const REMOVE: Readonly<Record<Made["kind"], readonly string[]>> = {
  container: ["rm", "--force", "--volumes"],
  image: ["image", "rm", "--force"],
  volume: ["volume", "rm"],
  network: ["network", "rm"],
};

const KINDS: readonly Made["kind"][] = ["container", "image", "volume", "network"];

/** What the command's engine keeps under Bulwark's names. */
export function commandStore(command: EngineCommand, engine: EngineName): Store {
  return {
    list: async () => {
      const lists = await Promise.all(KINDS.map(async (kind) => namesIn(await ask(command, LIST[kind], { cleans: true })).map((name) => ({ kind, name }))));
      return lists.flat();
    },
    remove: async (kind, names) => {
      const words = [...REMOVE[kind], ...names];
      const result = await call(command, words, { cleans: true });
      if (result.exit === 0) return;
      const complaints = result.error.split("\n").filter((line) => line.trim() !== "" && !saysGone(line));
      if (complaints.length > 0 || result.error.trim() === "") throw failure(command, words, result);
    },
    removeWorking: async (ids) => {
      if (engine !== "podman") return;
      const working = await workingAmong(command, ids);
      if (working.length > 0) await ask(command, ["rm", "--force", ...working], { cleans: true });
    },
  };
}

/** Containers that only the builder knows are listed with `--external`, and their state is `storage` (podman-ps(1)). */
async function workingAmong(command: EngineCommand, ids: readonly string[]): Promise<readonly string[]> {
  const listed = await ask(command, ["ps", "--all", "--external", "--no-trunc", "--format", "json"], { cleans: true });
  const working = itemsAt(parseJson(listed)).filter((container) => textAt(container, "State")?.toLowerCase() === "storage");
  return working.flatMap((container) => textAt(container, "Id") ?? []).filter((id) => ids.includes(id));
}

/** Podman puts images that are not from a registry under `localhost/`. */
function namesIn(text: string): readonly string[] {
  const names = text.split("\n").map((line) => line.trim().replace(/^(?:localhost\/|docker\.io\/library\/)/, ""));
  return names.filter((name) => name.startsWith(PREFIX) && !name.endsWith(":<none>"));
}

function saysGone(text: string): boolean {
  const words = text.toLowerCase();
  return ["no such container", "no such image", "no such volume", "no such network", "not found", "image not known", "already in progress"].some((part) => words.includes(part));
}
