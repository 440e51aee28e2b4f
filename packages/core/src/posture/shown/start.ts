import { fileNameOf } from "../../context/path.ts";
import type { CommandSetting } from "../../dockerfile/model.ts";
import type { ImageContents, ProgramFormat } from "../../image/contents.ts";
import { fileCapabilityNames } from "../../image/file-capabilities.ts";
import { resolvePath } from "../../image/resolve-path.ts";
import { searchPaths } from "../../image/start-paths.ts";
import { known, unknown, type Evidence, type Fact } from "../../source/fact.ts";
import type { Posture, StartCommand } from "../posture.ts";
import { isShell, programOf } from "../start-scripts.ts";

/** What the container starts, and whether a shell stands between engine and program: by name, or because the program is a script for one. */
export function shownEntrypoint(contents: ImageContents): Fact<StartCommand> {
  const { entrypoint, cmd } = contents.config;
  const argv = [...entrypoint, ...cmd];
  const shell = throughShell(contents, argv);
  return known({ argv, entrypoint: setting(entrypoint), cmd: setting(cmd), throughShell: shell.value }, shell.evidence);
}

function setting(argv: readonly string[]): CommandSetting | undefined {
  if (argv.length === 0) return undefined;
  const isShellForm = argv.length === 3 && argv[1] === "-c" && isShell(fileNameOf(argv[0] ?? ""));
  return { form: isShellForm ? "shell" : "exec", argv, instruction: undefined };
}

interface Judged {
  readonly value: boolean;
  readonly evidence: Evidence;
}

function throughShell(contents: ImageContents, argv: readonly string[]): Judged {
  const word = programOf(argv)[0];
  if (word === undefined) return { value: false, evidence: { observation: "the image names nothing to start" } };
  if (isShell(fileNameOf(word))) return { value: true, evidence: { observation: `the image starts ${word}` } };
  const path = pathOf(contents, word);
  if (path === undefined) return { value: false, evidence: { observation: `${word}, which the image starts, is not in it` } };
  const program = contents.programs.get(path);
  const value = program !== undefined && isShellScript(program);
  return { value, evidence: { path, observation: value ? "is a script for a shell" : describe(program) } };
}

/** Where the engine finds a program of the image; undefined when it finds none. */
function pathOf(contents: ImageContents, word: string): string | undefined {
  return searchPaths(contents.config, word).find((path) => resolvePath(contents, path) !== undefined);
}

function isShellScript(program: ProgramFormat): boolean {
  if (program.format !== "script") return false;
  const words = [program.interpreter, ...(program.argument?.split(" ") ?? [])];
  return words.some((word) => isShell(fileNameOf(word)));
}

function describe(program: ProgramFormat | undefined): string {
  if (program === undefined) return "is there; how it is started could not be read";
  if (program.format === "script") return `is a script for ${program.interpreter}`;
  return program.format === "elf" ? "is a program" : "is neither a program nor a script";
}

/** What the file capabilities of the started program give it; whether it needs others, an image does not show. */
export function shownCapabilities(contents: ImageContents): Posture["capabilities"] {
  const word = programOf([...contents.config.entrypoint, ...contents.config.cmd])[0];
  const path = word === undefined ? undefined : pathOf(contents, word);
  const real = path === undefined ? undefined : resolvePath(contents, path);
  const attribute = real === undefined ? undefined : contents.files.get(real)?.capabilities;
  if (real === undefined || attribute === undefined) return unknown("an image shows only file capabilities, and the program that it starts has none");
  const names = fileCapabilityNames(attribute);
  if (names === undefined) return unknown(`the file capabilities of ${real} are malformed`);
  return known([...names].sort(), { path: real, observation: `has the file capabilities ${names.join(", ")}` });
}
