import { ask, call, failure, type EngineCommand } from "../engine-command.ts";
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
export function commandStore(command: EngineCommand): Store {
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
  };
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
