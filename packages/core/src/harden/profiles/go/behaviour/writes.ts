import { folderOf, isAtOrBelow } from "../../../../context/path.ts";
import type { Evidence } from "../../../../source/fact.ts";
import type { WrittenPath } from "../../../application.ts";
import type { GoFile } from "../language/go-file.ts";
import type { Possible } from "../language/possible.ts";
import { type GoCall, structureOf } from "../language/structure.ts";
import { DATABASE_CALLS, FILE_DATABASES, UPLOAD_CALLS, WRITE_FIELDS, type WriteCall, WRITES } from "./file-calls.ts";
import { absolutePath, databaseFile, dependence, isScratch } from "./paths.ts";
import { callsOf, CallTable, evidenceIn, type PlacedCall, type ProgramView, withoutMajor } from "./program-view.ts";

/** What the program writes when it runs. */
export interface RuntimeWrites {
  /** Folders, each once for a purpose. */
  readonly paths: readonly WrittenPath[];
  /** The written files themselves, absolute. */
  readonly files: readonly WrittenFile[];
  /** Written to a place that only the run tells. */
  readonly unresolved: readonly Evidence[];
}

export interface WrittenFile {
  readonly path: string;
  readonly relative: boolean;
  readonly evidence: Evidence;
}

interface Write {
  readonly target: Possible;
  readonly kind: WriteCall["path"];
  readonly file: GoFile;
  readonly start: number;
  readonly by: string;
}

const TABLE = new CallTable(WRITES);
/** A program that names more paths is not made to be read: the rest counts as not known. */
const MOST_PATHS = 500;
const WRITING_FLAGS = new Set(["O_CREATE", "O_WRONLY", "O_RDWR", "O_APPEND", "O_TRUNC"]);

/**
 * The folders that must be writable. A written file gives its folder, since that is what can be owned or mounted. Unsure is data:
 * only the folders that exist for scratch, and temporary files, are scratch.
 */
export function findWrites(view: ProgramView): RuntimeWrites {
  const paths = new Map<string, WrittenPath>();
  const files: WrittenFile[] = [];
  const unresolved: Evidence[] = [];
  for (const write of writes(view)) {
    if (write.kind === "temporary" && (write.target.texts.length === 0 || write.target.texts.every((text) => text === ""))) {
      const evidence = evidenceIn(write.file, write.start, `${write.by} writes temporary files`);
      paths.set("/tmp", { path: "/tmp", purpose: "scratch", evidence });
      continue;
    }
    if (write.target.texts.every((text) => text === "") || paths.size + files.length >= MOST_PATHS) {
      unresolved.push(evidenceIn(write.file, write.start, `${write.by} writes to a place that only the run tells${dependence(write.target)}`));
      continue;
    }
    for (const text of write.target.texts) {
      const named = write.kind === "data-source" ? databaseFile(text) : text;
      const path = named === undefined ? undefined : absolutePath(named, view.workdir);
      if (path === undefined) continue;
      const isFile = write.kind === "file" || write.kind === "data-source";
      const folder = isFile ? parentOf(path) : path;
      const evidence = evidenceIn(write.file, write.start, `writes ${named}${dependence(write.target)}`);
      if (isFile) files.push({ path, relative: !named?.startsWith("/"), evidence });
      const purpose = write.kind === "temporary" || isScratch(folder) ? "scratch" : "data";
      const before = paths.get(folder);
      const relative = !named?.startsWith("/") && before?.relative !== false;
      if (before?.purpose !== "data") paths.set(folder, { path: folder, purpose, relative, evidence });
      else if (!relative) paths.set(folder, { ...before, relative });
    }
  }
  return { paths: withoutInner([...paths.values()], view), files, unresolved };
}

function parentOf(path: string): string {
  const folder = folderOf(path);
  return folder === "" || folder === "." ? "/" : folder;
}

function* writes(view: ProgramView): Generator<Write> {
  for (const placed of callsOf(view.program)) {
    const { file, call } = placed;
    const base = { file, start: call.start, by: call.names.join(".") };
    if (placed.name === "os.OpenFile") {
      if (opensForWriting(file, call)) yield { ...base, kind: "file", target: view.values.argument(file, call, 0) };
      continue;
    }
    if (isUpload(placed)) yield { ...base, kind: "temporary", target: { texts: [], variables: [], flags: [], complete: true, settled: false } };
    if (DATABASE_CALLS.has(placed.name)) {
      const driver = view.values.argument(file, call, 0).texts;
      if (driver.some((name) => FILE_DATABASES.has(name))) yield { ...base, kind: "data-source", target: view.values.argument(file, call, 1) };
      continue;
    }
    const pattern = TABLE.find(placed);
    if (pattern !== undefined && call.arguments[pattern.argument] !== undefined) yield { ...base, kind: pattern.path, target: view.values.argument(file, call, pattern.argument) };
  }
  for (const file of view.program.files) {
    for (const field of view.names.used(structureOf(file).fields)) {
      const type = withoutMajor(view.names.qualified(file, field.type));
      if (!WRITE_FIELDS.some((candidate) => withoutMajor(candidate.type) === type && candidate.key === field.key)) continue;
      yield { kind: "file", file, start: field.start, by: field.type.join("."), target: view.values.of({ file, span: field.value, scope: field.scope }) };
    }
  }
}

/** Its second argument says so; one that is not spelled out is taken to write. */
function opensForWriting(file: GoFile, call: GoCall): boolean {
  const span = call.arguments[1];
  if (span === undefined) return false;
  const names = file.tokens.slice(span.start, span.end).filter((token) => token.kind === "identifier").map((token) => token.text);
  const known = names.filter((name) => name.startsWith("O_"));
  return known.length === 0 ? names.length > 0 : known.some((name) => WRITING_FLAGS.has(name));
}

function isUpload({ file, call }: PlacedCall): boolean {
  return UPLOAD_CALLS.has(call.names.at(-1) ?? "") && (call.names.length > 1 || !call.rooted) && file.imports.length > 0;
}

/** A folder below another of the same purpose is covered by it, but not below one that holds the program: that can be no volume. */
function withoutInner(paths: readonly WrittenPath[], { surroundings }: ProgramView): readonly WrittenPath[] {
  const covers = (outer: WrittenPath, inner: WrittenPath): boolean =>
    outer !== inner && outer.purpose === inner.purpose && isAtOrBelow(outer.path, inner.path) && !isAtOrBelow(outer.path, surroundings.program ?? surroundings.workdir);
  return paths.filter((path) => !paths.some((other) => covers(other, path)));
}
