import { neededSource } from "../../../../context/needed-source.ts";
import { folderOf, isAtOrBelow, joinPath } from "../../../../context/path.ts";
import { type Evidence, valueOf } from "../../../../source/fact.ts";
import type { RuntimeFile } from "../../../application.ts";
import { below, contextFolders } from "../container/image-files.ts";
import { stringValue } from "../language/literal.ts";
import { exactly, type Possible } from "../language/possible.ts";
import { structureOf } from "../language/structure.ts";
import { READ_FIELDS, READS } from "./file-calls.ts";
import { absolutePath, dependence } from "./paths.ts";
import { callsOf, CallTable, evidenceIn, type ProgramView, withoutMajor } from "./program-view.ts";
import type { GoFile } from "../language/go-file.ts";

/** What the program reads when it runs. */
export interface RuntimeReads {
  readonly files: readonly RuntimeFile[];
  /** Read, but put into the image by nothing that the Dockerfile shows. */
  readonly missing: readonly MissingFile[];
  /** Read from a place that only the run tells. */
  readonly unresolved: readonly Evidence[];
}

export interface MissingFile {
  readonly path: string;
  /** Where it lies in the build context; undefined when it is not there either. */
  readonly contextPath: string | undefined;
  /** It may lie in a folder that is copied out of a stage or another image. */
  readonly copied: boolean;
  readonly evidence: Evidence;
}

interface Read {
  readonly path: Possible;
  readonly kind: "file" | "folder" | "glob";
  readonly optional: boolean;
  readonly file: GoFile;
  readonly start: number;
  readonly by: string;
}

const TABLE = new CallTable(READS);
const MOST_GLOB_MATCHES = 200;
/** A program that names more paths is not made to be read: the rest counts as not known. */
const MOST_PATHS = 500;

/** Templates, static files, migrations and configuration, each followed to the build context. What `//go:embed` takes in is part of the program. */
export function findReads(view: ProgramView, startArguments: readonly string[]): RuntimeReads {
  const files = new Map<string, RuntimeFile>();
  const missing = new Map<string, MissingFile>();
  const unresolved: Evidence[] = [];
  const volumes = (valueOf(view.target.config.volumes) ?? []).map((volume) => volume.path);
  for (const read of reads(view)) {
    if ((!read.path.complete && read.path.texts.length === 0) || files.size + missing.size >= MOST_PATHS) {
      if (!read.optional) unresolved.push(evidenceIn(read.file, read.start, `${read.by} reads from a place that only the run tells${dependence(read.path)}`));
      continue;
    }
    for (const text of read.path.texts) {
      const path = absolutePath(text, view.workdir);
      if (path === undefined || isFilledIn(text)) continue;
      const evidence = evidenceIn(read.file, read.start, `reads ${text}${dependence(read.path)}`);
      const found = locate(view, path, read.kind, !text.startsWith("/"), evidence);
      for (const one of found) files.set(one.path, one);
      const isData = path === view.workdir || volumes.some((volume) => isAtOrBelow(volume, path));
      const origin = found.length === 0 ? view.files.origin(view.target, path) : undefined;
      const copied = origin?.kind === "copied";
      if (found.length > 0 || read.optional || isData) continue;
      missing.set(path, { path, contextPath: copied ? undefined : inContext(view, text), copied, evidence });
    }
  }
  for (const argument of startArguments) {
    const text = argument.slice(argument.startsWith("-") ? argument.indexOf("=") + 1 : 0);
    const path = text === "" || text.startsWith("-") ? undefined : absolutePath(text, view.workdir);
    const found = path === undefined ? [] : locate(view, path, "file", !text.startsWith("/"), { observation: `the start command names ${text}` });
    for (const one of found) if (one.kind === "file" && !files.has(one.path)) files.set(one.path, one);
  }
  return { files: withoutInner([...files.values()]), missing: [...missing.values()], unresolved };
}

/** `assets/{id}`: the program fills it in when it runs. */
function isFilledIn(text: string): boolean {
  return text.includes("{") || text.includes("%");
}

function* reads(view: ProgramView): Generator<Read> {
  const hasEmbeddedBase = callsOf(view.program).some((placed) => withoutMajor(placed.name) === "github.com/pressly/goose.SetBaseFS" && !isNil(placed.file, placed.call.arguments[0]?.start));
  for (const placed of callsOf(view.program)) {
    const { file, call } = placed;
    const pattern = TABLE.find(placed);
    if (pattern === undefined || (hasEmbeddedBase && pattern.name.startsWith("github.com/pressly/goose."))) continue;
    const base = { kind: pattern.kind, optional: pattern.optional === true, file, start: call.start, by: call.names.join(".") };
    const places = pattern.arguments === "all" ? call.arguments.map((_, index) => index) : pattern.arguments;
    if (places.length === 0 && pattern.fallback !== undefined) yield { ...base, path: exactly(pattern.fallback) };
    for (const index of places) {
      if (call.arguments[index] !== undefined && !isNil(file, call.arguments[index].start)) yield { ...base, path: view.values.argument(file, call, index) };
    }
  }
  yield* fieldReads(view);
  yield* fileUrls(view);
  yield* viperConfiguration(view);
}

function isNil(file: GoFile, token: number | undefined): boolean {
  return token !== undefined && file.tokens[token]?.text === "nil";
}

function* fieldReads(view: ProgramView): Generator<Read> {
  for (const file of view.program.files) {
    for (const field of view.names.used(structureOf(file).fields)) {
      const type = withoutMajor(view.names.qualified(file, field.type));
      const pattern = READ_FIELDS.find((candidate) => candidate.type === type && candidate.key === field.key);
      if (pattern === undefined) continue;
      const path = view.values.of({ file, span: field.value, scope: field.scope });
      yield { kind: pattern.kind, optional: false, file, start: field.start, by: `${field.type.join(".")}.${field.key}`, path };
    }
  }
}

/** `file://migrations`, as golang-migrate takes its source. */
function* fileUrls(view: ProgramView): Generator<Read> {
  for (const file of view.program.files) {
    for (const token of file.tokens) {
      if (!token.text.startsWith("file://", 1)) continue;
      const value = stringValue(token);
      if (value === undefined || value.length === "file://".length) continue;
      yield { kind: "folder", optional: false, file, start: token.start, by: "a file:// source", path: exactly(value.slice("file://".length)) };
    }
  }
}

/** viper joins `AddConfigPath`, `SetConfigName` and a known ending; what it does not find it goes without, or says so. */
function* viperConfiguration(view: ProgramView): Generator<Read> {
  const named = callsOf(view.program).filter(({ call }) => call.names.at(-1) === "SetConfigName");
  const folders = callsOf(view.program).filter(({ call }) => call.names.at(-1) === "AddConfigPath");
  for (const { file, call } of folders) {
    for (const folder of view.values.argument(file, call, 0).texts) {
      for (const name of named.flatMap((placed) => view.values.argument(placed.file, placed.call, 0).texts)) {
        for (const ending of ["yaml", "yml", "json", "toml", "env"]) {
          yield { kind: "file", optional: true, file, start: call.start, by: "viper", path: exactly(joinPath(folder, `${name}.${ending}`)) };
        }
      }
    }
  }
}

/** The files of the image at a path; several for a pattern of names. */
function locate(view: ProgramView, path: string, kind: Read["kind"], relative: boolean, evidence: Evidence): readonly RuntimeFile[] {
  if (kind === "glob" && [..."*?[\\"].some((special) => path.includes(special))) return locatePattern(view, path, relative, evidence);
  const origin = view.files.origin(view.target, path);
  if (origin === undefined || (origin.kind === "copied" && !origin.named)) return [];
  const isFolder = origin.kind === "context" ? origin.folder : kind === "folder";
  return [{ path, stage: view.target, kind: isFolder ? "folder" : "file", relative, evidence }];
}

/** `templates/*.html` takes its folder; where that would be the working folder itself, the files one by one. */
function locatePattern(view: ProgramView, pattern: string, relative: boolean, evidence: Evidence): readonly RuntimeFile[] {
  const special = pattern.search(/[*?[\\]/);
  const folder = folderOf(pattern.slice(0, special + 1)) || "/";
  const origin = view.files.origin(view.target, folder);
  if (origin === undefined || (origin.kind === "copied" && !origin.named)) return [];
  const whole: RuntimeFile = { path: folder, stage: view.target, kind: "folder", relative, evidence };
  if (origin.kind !== "context" || (folder !== view.workdir && folder !== "/")) return [whole];
  const names = neededSource(joinPath(origin.path, pattern.slice(folder === "/" ? 1 : folder.length + 1)));
  const found: RuntimeFile[] = [];
  for (const { path } of view.context.tree.entries()) {
    if (found.length >= MOST_GLOB_MATCHES) break;
    const rest = names.names(path) && view.context.canCopy(path) ? below(`/${origin.path}`.replace(/^\/\.$/, "/"), `/${path}`) : undefined;
    if (rest !== undefined) found.push({ path: joinPath(folder, rest), stage: view.target, kind: "file", relative, evidence });
  }
  return found;
}

/** Where a relative path lies in the build context, seen from its root or from a main package: people run their programs there. */
function inContext(view: ProgramView, text: string): string | undefined {
  const special = text.search(/[*?[]/);
  const plain = special === -1 ? text : folderOf(text.slice(0, special + 1));
  const name = plain.startsWith("/") ? plain.slice(1) : plain;
  const candidates = [".", ...view.program.mains.map((main) => main.folder)].map((folder) => joinPath(folder, name));
  return candidates.find((path) => path !== "." && (view.context.tree.has(path) || contextFolders(view.context).has(path)));
}

/** What lies in a folder that is taken whole need not be named again. */
function withoutInner(files: readonly RuntimeFile[]): readonly RuntimeFile[] {
  const folders = files.filter((file) => file.kind === "folder");
  return files.filter((file) => !folders.some((folder) => folder !== file && below(folder.path, file.path) !== undefined));
}
