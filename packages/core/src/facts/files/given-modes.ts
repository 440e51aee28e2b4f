import type { Stage } from "../../dockerfile/model.ts";
import type { PermissionCall } from "../../shell/calls.ts";
import type { Range } from "../../source/text.ts";
import type { FileMode } from "./file-mode.ts";
import { parseFileMode } from "./file-mode.ts";
import type { DockerfileSubject } from "../subject.ts";

/** A mode that the image which runs gives to paths: by `chmod`, `install -m`, `mkdir -m` or `COPY --chmod`. */
export interface GivenMode {
  readonly mode: FileMode;
  readonly text: string;
  /** The mode's word, or the flag that holds it. */
  readonly range: Range;
  /** The mode alone as it stands in the file, where it can be edited. */
  readonly editable: Range | undefined;
  /** The paths whose value is certain. */
  readonly paths: readonly string[];
  /** Known to be folders: made by `mkdir`, or written with a slash at the end. */
  readonly folders: boolean;
  readonly recursive: boolean;
}

export function givenModes(subject: DockerfileSubject): readonly GivenMode[] {
  return subject.runtimeStages.flatMap((stage) => [...fromFlags(stage), ...fromCalls(subject, stage)]);
}

function fromFlags(stage: Stage): readonly GivenMode[] {
  return stage.instructions.flatMap((instruction): readonly GivenMode[] => {
    if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return [];
    const flag = instruction.flags.find((candidate) => candidate.name === "chmod");
    const text = flag?.value === undefined ? undefined : stage.variablesAt(instruction).expand(flag.value);
    const mode = text === undefined ? undefined : parseFileMode(text);
    if (flag === undefined || text === undefined || mode === undefined) return [];
    const destination = instruction.arguments.at(-1)?.text ?? "";
    const editable = flag.value === text ? flag.valueRange : undefined;
    return [{ mode, text, range: flag.range, editable, paths: [destination], folders: destination.endsWith("/"), recursive: false }];
  });
}

function fromCalls(subject: DockerfileSubject, stage: Stage): readonly GivenMode[] {
  const calls = subject.permissionCalls(stage);
  const made = new Set(calls.filter((call) => call.tool === "mkdir").flatMap(pathsOf));
  const removed = new Set(subject.commands(stage).filter((command) => command.name === "rm").flatMap((command) => command.words.map((word) => word.value)));
  return calls.flatMap((call): readonly GivenMode[] => {
    const mode = call.mode === undefined ? undefined : parseFileMode(call.mode);
    const paths = pathsOf(call).filter((path) => !removed.has(path));
    if (call.mode === undefined || mode === undefined || (paths.length === 0 && call.paths.length > 0 && pathsOf(call).length > 0)) return [];
    const word = call.command.words.find((candidate) => candidate.value === call.mode);
    const folders = call.tool === "mkdir" || installsFolders(call) || (paths.length > 0 && paths.every((path) => path.endsWith("/") || made.has(path)));
    const editable = word?.editable === true && word.text === call.mode ? word.range : undefined;
    return [{ mode, text: call.mode, range: word?.range ?? call.command.range, editable, paths, folders, recursive: call.recursive }];
  });
}

/** `install -d` makes folders. */
function installsFolders({ tool, command }: PermissionCall): boolean {
  return tool === "install" && command.words.some(({ text }) => text === "--directory" || (text.startsWith("-") && !text.startsWith("--") && text.includes("d")));
}

function pathsOf(call: PermissionCall): readonly string[] {
  return call.paths.flatMap((word) => (word.value === undefined ? [] : [word.value]));
}
