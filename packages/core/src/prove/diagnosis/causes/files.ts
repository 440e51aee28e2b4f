import { cleanPath, fileNameOf, isAtOrBelow, joinPath } from "../../../context/path.ts";
import { isSystemFolder } from "../../../knowledge/system-folders.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { Remedy } from "../../cause.ts";
import type { Candidate, Strength } from "../candidate.ts";
import { parentOf, type ImageFiles } from "../image/files.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, codes, observed, said } from "../wording.ts";
import { otherBase, remedyWords } from "./bases.ts";
import { mountFor } from "./mounts.ts";

/** Files that the original's image has, the program asks for, and the hardened image lacks. */
export function missingFiles(situation: Situation): readonly Candidate[] {
  return situation.symptoms.flatMap((symptom) => {
    if (symptom.subject === undefined) return [];
    if (symptom.kind === "file") return file(symptom, symptom.subject, situation);
    return symptom.kind === "module" ? module(symptom, symptom.subject, situation) : [];
  });
}

function file(symptom: Observed, subject: string, situation: Situation): readonly Candidate[] {
  const { originalFiles, hardenedFiles } = situation;
  if (hardenedFiles === undefined) return [];
  const name = withoutPattern(subject);
  const [before, after] = [placeIn(name, originalFiles), placeIn(name, hardenedFiles)];
  if (after === undefined || hardenedFiles.has(after)) return [];
  if (originalFiles === undefined || before === undefined) return [];
  if (!originalFiles.has(before)) return name.includes("/") ? missingFolder(symptom, before, situation) : program(symptom, name, situation);
  if (hardenedFiles.has(before)) return [workingFolder(symptom, name, before, situation)];
  return [missing(topmost(before, hardenedFiles), before, [said(symptom)], "shown", situation)];
}

/** `templates/*.html` stands for what lies in `templates`. */
function withoutPattern(subject: string): string {
  const parts = subject.split("/");
  const first = parts.findIndex((part) => part.includes("*") || part.includes("?") || part.includes("["));
  return first === -1 ? subject : parts.slice(0, first).join("/") || "/";
}

function placeIn(name: string, files: ImageFiles | undefined): string | undefined {
  return files && joinPath(files.image.config.workdir || "/", cleanPath(name));
}

/** Some runtimes say of a program that is not on the PATH what they say of a file. */
function program(symptom: Observed, name: string, situation: Situation): readonly Candidate[] {
  const place = situation.originalFiles?.program(name);
  if (place === undefined || situation.hardenedFiles?.program(name) !== undefined) return [];
  const remedy = otherBase("package", situation);
  const message = `${code(name)} is not in the image, and the program starts it; the original has ${code(place)}${remedyWords(remedy)}`;
  return [{ strength: "shown", cause: { kind: "program-missing", constraint: undefined, subject: name, message, evidence: [said(symptom)], remedy } }];
}

/** A file that the original's image lacks too, in a folder that it has: the program makes the file, and cannot without the folder. */
function missingFolder(symptom: Observed, path: string, situation: Situation): readonly Candidate[] {
  const { originalFiles, hardenedFiles } = situation;
  const folder = parentOf(path);
  if (originalFiles?.at(folder)?.kind !== "folder" || hardenedFiles?.has(folder) !== false) return [];
  const mount = mountFor(path, situation, new Set());
  const remedy: Remedy | undefined = mount.kind === undefined ? undefined : { kind: mount.kind, path: mount.folder };
  const belongs = situation.account === undefined ? "" : ` that belongs to ${situation.account.uid}:${situation.account.gid}`;
  const advice = mount.kind === undefined ? `make the folder in the image${belongs.replace("that belongs", "and give it")}` : `make it a ${mount.kind}${belongs}`;
  const message = `${code(mount.folder)} is not in the hardened image: the program writes ${code(path)}, into a folder that the original's image has; ${advice}`;
  return [{ strength: "shown", cause: { kind: "file-missing", constraint: undefined, subject: mount.folder, message, evidence: [said(symptom)], remedy } }];
}

function workingFolder(symptom: Observed, name: string, before: string, { original, hardened }: Situation): Candidate {
  const [was, is] = [original.image?.config.workdir || "/", hardened.image?.config.workdir || "/"];
  const message = `${code(name)} is opened by a relative path and lies in ${code(parentOf(before))}, and the hardened image starts in ${code(is)} instead of ${code(was)}: set WORKDIR ${was}`;
  return { strength: "shown", cause: { kind: "file-missing", constraint: undefined, subject: before, message, evidence: [said(symptom)], remedy: undefined } };
}

/** The outermost folder on the way that is not there, so that all that lies in it comes along at once. */
function topmost(path: string, files: ImageFiles): string {
  for (let [inner, folder] = [path, parentOf(path)]; ; [inner, folder] = [folder, parentOf(folder)]) {
    if (folder === "/" || files.has(folder) || isSystemFolder(folder)) return inner;
  }
}

function missing(path: string, asked: string, evidence: readonly Evidence[], strength: Strength, { originalFiles }: Situation): Candidate {
  const what = path === asked ? code(path) : `${code(path)} with ${code(asked)} in it`;
  const folder = originalFiles?.at(path)?.kind === "folder";
  const remedy: Remedy = { kind: "file", path };
  const message = `${what} is not in the hardened image: the program opens it, and the original has it; copy the ${folder ? "folder" : "file"}`;
  return { strength, cause: { kind: "file-missing", constraint: undefined, subject: path, message, evidence, remedy } };
}

const PACKAGE_FOLDERS = ["/node_modules/", "/site-packages/", "/dist-packages/"];
const MODULE_ENDINGS = ["", ".py", ".js", ".rb", ".so", ".dll"];

/** A module is a path, or a package in one of the folders that interpreters look in. */
function module(symptom: Observed, name: string, situation: Situation): readonly Candidate[] {
  const { originalFiles, hardenedFiles } = situation;
  if (originalFiles === undefined || hardenedFiles === undefined) return [];
  const path = name.includes("/") && !name.startsWith("@") ? file(symptom, name, situation) : [];
  if (path.length > 0) return path;
  const folders = PACKAGE_FOLDERS.map((folder) => folder + name.split(".")[0]);
  const place = [...folders, `/${name}`].flatMap((end) => MODULE_ENDINGS.map((ending) => originalFiles.ending(end + ending))).find((found) => found !== undefined);
  if (place === undefined || hardenedFiles.has(place)) return [];
  return [missing(topmost(place, hardenedFiles), place, [said(symptom)], "shown", situation)];
}

const MOST_NAMED = 5;
/** What is only there to build: the sources of compiled programs, and what lies beside them. */
const BUILD_ENDINGS = [".go", ".mod", ".sum", ".rs", ".c", ".h", ".cc", ".cpp", ".java", ".kt", ".cs", ".csproj", ".md", ".lock"];
const BUILD_NAMES = new Set(["Dockerfile", "Makefile", "LICENSE", "node_modules", ".git", ".github", ".gitignore", ".dockerignore", "vendor", "target", "obj"]);

/** No word of any file: what the original has in its working directory, and the hardened image lacks, is likely what it misses. */
export function likelyFiles(situation: Situation): readonly Candidate[] {
  const { originalFiles, hardenedFiles, original, failure } = situation;
  const folder = cleanPath(original.image?.config.workdir || "/");
  if (originalFiles === undefined || hardenedFiles === undefined || folder === "/" || (!failure.start && failure.answers.length === 0)) return [];
  const names = new Set<string>();
  for (const [path, file] of originalFiles.image.files) {
    if (file.kind !== "file" || !isAtOrBelow(folder, path) || hardenedFiles.has(path) || isForBuilding(path, folder)) continue;
    names.add(topmost(path, hardenedFiles));
  }
  const paths = [...names].toSorted();
  const [first] = paths;
  if (first === undefined) return [];
  const message = `a guess: ${codes(paths, MOST_NAMED)} ${paths.length === 1 ? "is" : "are"} in the original's working directory and not in the hardened image, and nothing says what the program misses; copy what it reads at run time`;
  const remedy: Remedy | undefined = paths.length === 1 ? { kind: "file", path: first } : undefined;
  return [{ strength: "guess", cause: { kind: "file-missing", constraint: undefined, subject: paths.length === 1 ? first : folder, message, evidence: [observed(`${paths.length} ${paths.length === 1 ? "path" : "paths"} of ${code(folder)} ${paths.length === 1 ? "is" : "are"} not in the hardened image`)], remedy } }];
}

function isForBuilding(path: string, folder: string): boolean {
  const names = path.slice(folder.length + 1).split("/");
  return names.some((name) => BUILD_NAMES.has(name)) || BUILD_ENDINGS.some((ending) => fileNameOf(path).endsWith(ending));
}
