import type { Command, Word } from "../../shell/command.ts";
import { buildCommands } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

const PROGRAMS: ReadonlySet<string> = new Set(["npm", "npx", "yarn", "yarnpkg", "pnpm"]);
const KEYS: ReadonlySet<string> = new Set(["strict-ssl", "enablestrictssl"]);

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { command } of buildCommands(subject)) {
    const word = strictSslOff(command);
    if (word === undefined) continue;
    yield {
      range: word.range,
      message: `${command.name} stops verifying the registry's certificate (${word.text}): anyone on the way can replace packages, which run code while they are installed.`,
      fix: { kind: "suggested", description: "Remove the setting; name your own authority with cafile", edits: [] },
    };
  }
}

/** The word of `config set strict-ssl false`, `set strict-ssl=false`, `--strict-ssl=false`, `--strict-ssl false` or `--no-strict-ssl`. */
function strictSslOff(command: Command): Word | undefined {
  if (command.name === undefined || !PROGRAMS.has(command.name)) return undefined;
  const isSetting = command.words.some((word) => word.value === "set");
  return command.words.find((word, index) => {
    const text = (word.value ?? "").toLowerCase();
    if (text === "--no-strict-ssl") return true;
    const equals = text.indexOf("=");
    const name = equals === -1 ? text : text.slice(0, equals);
    const key = name.startsWith("--") ? name.slice(2) : name;
    if (!KEYS.has(key) || (key === name && !isSetting)) return false;
    const value = equals === -1 ? command.words[index + 1]?.value : text.slice(equals + 1);
    return value !== undefined && ["false", "0", "null"].includes(value.toLowerCase());
  });
}
