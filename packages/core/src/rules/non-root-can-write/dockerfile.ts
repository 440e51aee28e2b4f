import type { Stage } from "../../dockerfile/model.ts";
import { readCopy } from "../../dockerfile/read-copy.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import type { PermissionCall } from "../../shell/calls.ts";
import type { Range } from "../../source/text.ts";
import { groupByScript } from "../../facts/build/build-commands.ts";
import { parseFileMode } from "../../facts/files/file-mode.ts";
import { foldersAbove } from "../../facts/files/folders-above.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const user = subject.posture.user;
  if (!user.known || user.value.root || !ownershipIsShown(subject)) return;
  const given = new Set(givenPaths(subject));
  const above = new Set([...given].flatMap(foldersAbove));
  const open = (path: string) => given.has(path) || above.has(path) || foldersAbove(path).some((folder) => given.has(folder));
  const told = new Set<string>();
  for (const { path, range, what } of [...volumes(subject), ...madeFolders(subject)]) {
    if (told.has(path) || open(path)) continue;
    told.add(path);
    yield {
      range,
      message: `The container runs as ${user.value.text}, but ${what} ${path} belongs to root and nothing gives it to that user: the first write there fails.`,
      evidence: user.evidence,
      fix: { kind: "suggested", description: `Create ${path} with its owner before USER: mkdir -p ${path} && chown ${user.value.uid ?? "uid"}:${user.value.gid ?? "gid"} ${path}`, edits: [] },
    };
  }
}

interface WrittenPath {
  readonly path: string;
  readonly range: Range;
  readonly what: string;
}

/** Volumes that this file declares: one that does not exist in the image is made by root. */
function volumes(subject: DockerfileSubject): readonly WrittenPath[] {
  return subject.runtimeStages.toReversed().flatMap((stage) =>
    stage.instructions
      .filter((instruction) => instruction.keyword === "VOLUME")
      .flatMap((instruction) => {
        const scope = stage.variablesAt(instruction);
        return instruction.arguments.flatMap((argument) => {
          const path = scope.expand(argument.text);
          return path?.startsWith("/") === true && !isOfPackages(path) && !isOpenToAll(path) ? [{ path: trimmed(path), range: argument.range, what: "the volume" }] : [];
        });
      }),
  );
}

/** Every image lets everyone write there. */
function isOpenToAll(path: string): boolean {
  return ["/tmp", "/var/tmp", "/dev/shm"].some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** Where packages put folders with owners of their own. */
function isOfPackages(path: string): boolean {
  return ["/var", "/etc", "/usr", "/run", "/opt"].some((folder) => path === folder || path.startsWith(`${folder}/`));
}

/** Folders for data that root makes in a RUN: those that ENV names, and those below the places where data lies. */
function madeFolders(subject: DockerfileSubject): readonly WrittenPath[] {
  return subject.runtimeStages.toReversed().flatMap((stage) => {
    const named = new Set(stage.instructions.filter(({ keyword }) => keyword === "ENV").flatMap(folderVariables));
    return permissionCallsOf(subject, stage)
      .filter(({ call, asRoot }) => call.tool === "mkdir" && asRoot)
      .flatMap(({ call }) => call.paths)
      .flatMap((word) => {
        const path = word.value === undefined ? undefined : trimmed(word.value);
        if (path === undefined || !(named.has(path) || isDataFolder(path))) return [];
        return [{ path, range: word.range, what: named.has(path) ? "the folder that ENV names" : "the folder for data" }];
      });
  });
}

function folderVariables(instruction: Instruction): readonly string[] {
  return instruction.arguments.flatMap(({ pair }) => {
    const isFolder = pair !== undefined && ["_DIR", "_DIRECTORY", "_PATH", "_FOLDER", "_ROOT"].some((ending) => pair.key.toUpperCase().endsWith(ending));
    return isFolder && pair.value?.startsWith("/") === true ? [trimmed(pair.value)] : [];
  });
}

function isDataFolder(path: string): boolean {
  return ["/data", "/uploads", "/var/log", "/var/cache", "/var/run", "/run"].some((folder) => (path === folder && folder.lastIndexOf("/") === 0 && folder !== "/run") || path.startsWith(`${folder}/`));
}

/** Paths that somebody other than root is given, or may write: whose they are exactly is for a run to show. */
function givenPaths(subject: DockerfileSubject): readonly string[] {
  return subject.runtimeStages.flatMap((stage) => [
    ...permissionCallsOf(subject, stage).flatMap(({ call, asRoot }) => {
      const mode = call.mode === undefined ? undefined : parseFileMode(call.mode);
      const opens = mode?.othersWrite === true || (call.tool === "chmod" && call.mode?.includes("g") === true);
      const givesAway = call.owner !== undefined && call.owner !== "root" && call.owner !== "root:root" && call.owner !== "0" && call.owner !== "0:0";
      const made = call.tool === "mkdir" && !asRoot;
      return opens || givesAway || made ? call.paths.flatMap((word) => (word.value === undefined ? [] : [trimmed(word.value)])) : [];
    }),
    ...subject.accountCalls(stage).flatMap((call) => call.home ?? (call.name === undefined ? [] : [`/home/${call.name}`])),
    ...stage.instructions.flatMap((instruction) => {
      const copy = readCopy(instruction);
      return copy?.chown === undefined || copy.destination === undefined ? [] : [trimmed(copy.destination.path)];
    }),
  ]);
}

/** The calls of a stage, each with whether it is known to run as root. */
function permissionCallsOf(subject: DockerfileSubject, stage: Stage): readonly { readonly call: PermissionCall; readonly asRoot: boolean }[] {
  return groupByScript(subject.scripts(stage), subject.permissionCalls(stage)).flatMap(({ script, calls }) => {
    const { user } = stage.configAt(script.instruction);
    const asRoot = user.known && (user.value.user === "root" || Number(user.value.user) === 0);
    return calls.map((call) => ({ call, asRoot }));
  });
}

/** Every RUN was understood and none runs a script of its own, which may give paths away. */
function ownershipIsShown(subject: DockerfileSubject): boolean {
  const scripts = subject.runtimeStages.flatMap((stage) => subject.scripts(stage));
  return scripts.every((script) => script.complete && script.commands.every((command) => command.name !== undefined && command.words[0]?.value?.startsWith("./") !== true && command.words[0]?.value?.endsWith(".sh") !== true));
}

function trimmed(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
