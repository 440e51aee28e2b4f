import { fileNameOf } from "../context/path.ts";
import type { CommandSetting } from "../dockerfile/model.ts";
import { known, unknown, valueOf, type Evidence, type Fact } from "../source/fact.ts";
import type { Chain } from "./chain.ts";
import type { StartCommand } from "./posture.ts";
import { isScriptName, isShell, programOf, readProgram } from "./start-scripts.ts";

/** What the container starts, ENTRYPOINT and CMD composed. Source: Dockerfile reference, "Understand how CMD and ENTRYPOINT interact". */
export function entrypointFact(chain: Chain): Fact<StartCommand> {
  const { entrypoint, cmd } = chain.stage.config;
  if (!entrypoint.known) return unknown(entrypoint.reason);
  const isShellForm = entrypoint.value?.form === "shell";
  if (!cmd.known && !isShellForm) return unknown(cmd.reason);
  const command = valueOf(cmd);
  const argv = isShellForm ? (entrypoint.value?.argv ?? []) : [...(entrypoint.value?.argv ?? []), ...(command?.argv ?? [])];
  const shell = throughShell(chain, entrypoint.value ?? command, argv);
  const evidence = [...entrypoint.evidence, ...(cmd.known ? cmd.evidence : []), ...shell.evidence];
  return known({ argv, entrypoint: entrypoint.value, cmd: command, throughShell: shell.value }, ...evidence);
}

interface Judged {
  readonly value: boolean;
  readonly evidence: readonly Evidence[];
}

function throughShell(chain: Chain, setting: CommandSetting | undefined, argv: readonly string[]): Judged {
  if (setting?.form === "shell") return { value: true, evidence: place(chain, setting, "the shell form starts a shell") };
  const program = programOf(argv)[0];
  if (program === undefined) return { value: false, evidence: [] };
  const name = fileNameOf(program);
  if (isShell(name)) return { value: true, evidence: place(chain, setting, `starts ${name}`) };
  const script = readProgram(chain, program);
  if (script !== undefined) {
    const value = hasShellShebang(script.text);
    return { value, evidence: [{ path: script.path, line: script.firstLine, observation: value ? "is a script for a shell" : "is no script for a shell" }] };
  }
  const value = isScriptName(name);
  return { value, evidence: place(chain, setting, value ? `${program} is a shell script by its name` : `${program} is no shell script by its name`) };
}

function place(chain: Chain, setting: CommandSetting | undefined, observation: string): readonly Evidence[] {
  return setting?.instruction === undefined ? [{ observation }] : [chain.at(setting.instruction.range, observation)];
}

/** Whether a text is a script for a shell; one without an interpreter line is run by a shell as well, if at all. */
function hasShellShebang(text: string): boolean {
  const first = text.slice(0, 200).split("\n", 1)[0] ?? "";
  if (!first.startsWith("#!")) return true;
  return first.slice(2).trim().split(/[ \t]/).some((word) => isShell(fileNameOf(word)));
}
