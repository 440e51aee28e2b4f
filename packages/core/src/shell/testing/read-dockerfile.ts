import { parseDockerfile } from "../../dockerfile/parse.ts";
import type { Range } from "../../source/text.ts";
import { SourceText } from "../../source/text.ts";
import type { Command, ShellScript, Word } from "../command.ts";
import { readShell } from "../read-shell.ts";

/** A script with a way to see what its ranges cover. */
export interface ReadScript {
  readonly script: ShellScript;
  readonly source: SourceText;
  readonly slice: (range: Range) => string;
}

interface Surroundings {
  readonly shell?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** The scripts of a Dockerfile's instructions, with one SHELL and one set of variables for all. */
export function readScripts(text: string, { shell = ["/bin/sh", "-c"], variables = {} }: Surroundings = {}): readonly ReadScript[] {
  const source = new SourceText("Dockerfile", text);
  const { instructions } = parseDockerfile(source);
  return instructions.flatMap((instruction) => {
    const script = readShell(instruction, { shell, variables: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined) });
    return script === undefined ? [] : [{ script, source, slice: (range: Range) => source.slice(range) }];
  });
}

/** The script of one RUN, whose body is given. */
export function readRun(body: string, surroundings: Surroundings = {}): ReadScript {
  const [read] = readScripts(`FROM scratch\nRUN ${body}\n`, surroundings);
  if (read === undefined) throw new Error(`no script in RUN ${body}`);
  return read;
}

/** The commands as the shell would see them; a word that is not certain stands as written, behind a question mark. */
export function argvOf(script: ShellScript): readonly string[] {
  return script.commands.map(({ words }) => words.map(written).join(" "));
}

function written(word: Word): string {
  return word.value ?? `?${word.text}`;
}

/** The command with this name; the test is wrong when there is none. */
export function commandNamed(script: ShellScript, name: string): Command {
  const found = script.commands.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name} among ${script.commands.map((command) => command.name).join(", ")}`);
  return found;
}
