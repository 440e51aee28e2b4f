import { fileNameOf } from "../context/path.ts";
import { serviceNeeds } from "../knowledge/service-needs.ts";
import { unknown, valueOf, type Evidence, type Fact } from "../source/fact.ts";
import { baseEvidence, baseName, type Chain } from "./chain.ts";
import type { Posture } from "./posture.ts";
import { scriptLines, type ScriptLine } from "./script-lines.ts";
import { startScripts } from "./start-scripts.ts";

/** Endings of variables that name a place in the file system. */
const PATH_VARIABLES = ["_DIR", "_DIRECTORY", "_PATH", "_FOLDER", "_HOME", "_ROOT", "_FILE", "_DB", "_LOCATION"];

/** Folders below which programs keep what they write. */
const DATA_FOLDERS = ["/var", "/data", "/tmp", "/run", "/cache", "/logs", "/log", "/uploads", "/storage", "/db", "/state"];

/** Folders below those that hold what was installed. */
const INSTALLED_FOLDERS = ["/var/www", "/var/lib/gems", "/var/lib/apt", "/var/lib/dpkg", "/var/task"];

/** Paths that the container writes: volumes, variables that point to data folders, what the entrypoint script writes, and the base's own. */
export function writablePathsFact(chain: Chain, start: Posture["entrypoint"], volumes: Posture["volumes"]): Fact<readonly string[]> {
  const paths = new Map<string, Evidence>();
  const write = (path: string, evidence: Evidence): void => {
    if (!paths.has(path)) paths.set(path, evidence);
  };
  for (const { path, range } of valueOf(volumes) ?? []) {
    write(path, range === undefined ? baseEvidence(chain, `${path} is a volume of ${baseName(chain)}`) : chain.at(range, `${path} is a volume`));
  }
  addVariables(chain, write);
  const files = start.known ? startScripts(chain, start.value).files : [];
  for (const line of files.flatMap(scriptLines)) {
    for (const path of writtenPaths(line)) write(path, { path: line.path, line: line.line, observation: `writes ${path}` });
  }
  const needs = chain.image === undefined ? undefined : serviceNeeds(chain.image.name);
  for (const path of needs?.writes ?? []) write(path, baseEvidence(chain, `${baseName(chain)} writes ${path}`));
  if (paths.size === 0) return unknown("neither the file nor a script that the container starts tells where the program writes");
  return { known: true, value: [...paths.keys()], evidence: [...paths.values()] };
}

function addVariables(chain: Chain, write: (path: string, evidence: Evidence) => void): void {
  for (const stage of chain.stages) {
    for (const instruction of stage.instructions) {
      if (instruction.keyword !== "ENV") continue;
      for (const { pair, range } of instruction.arguments) {
        if (pair?.rawValue === undefined || !PATH_VARIABLES.some((ending) => pair.key.toUpperCase().endsWith(ending))) continue;
        const value = stage.variablesAt(instruction).expand(pair.rawValue);
        if (value !== undefined && isDataPath(value)) write(value, chain.at(range, `${pair.key} names ${value}`));
      }
    }
  }
}

function isDataPath(path: string): boolean {
  const isBelow = (folder: string) => path === folder || path.startsWith(`${folder}/`);
  return !path.includes(":") && DATA_FOLDERS.some(isBelow) && !INSTALLED_FOLDERS.some(isBelow);
}

const MAKES_FOLDERS = new Set(["mkdir"]);
const MAKES_FILES = new Set(["touch", "mktemp", "tee"]);

/** Absolute paths without variables that a line makes; of a file that it makes or redirects to, the folder: a mount takes a folder's place, never a file's. */
function writtenPaths({ words, outputs }: ScriptLine): readonly string[] {
  const made = (makes: ReadonlySet<string>): readonly string[] => words.flatMap((word, at) => (makes.has(fileNameOf(word)) ? operandsAfter(words, at) : []));
  const isPlain = (path: string) => path.startsWith("/") && !path.includes("$") && !path.includes("*");
  const isKept = (path: string): boolean => isPlain(path) && !path.startsWith("/dev/") && !path.startsWith("/proc/");
  return [...[...outputs, ...made(MAKES_FILES)].filter(isKept).map(folderOf), ...made(MAKES_FOLDERS).filter(isKept)];
}

/** Of a file in `/` there is none that could be mounted: it stays as it is. */
function folderOf(path: string): string {
  const end = path.replace(/\/$/, "").lastIndexOf("/");
  return end <= 0 ? path : path.slice(0, end);
}

function operandsAfter(words: readonly string[], at: number): readonly string[] {
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => !word.startsWith("-") && !word.startsWith("/") && !/^[0-7]{3,4}$/.test(word));
  return (end === -1 ? rest : rest.slice(0, end)).filter((word) => word.startsWith("/"));
}
