import { cleanPath, fileNameOf, folderOf } from "../../context/path.ts";
import type { BuildContext } from "../../context/build-context.ts";
import type { CopySource } from "../../dockerfile/instructions.ts";
import { readCopy, sourceKind } from "../../dockerfile/read-copy.ts";
import { effectiveInstruction } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const outer of stage.instructions) {
      const setting = readCopy(effectiveInstruction(outer));
      if (setting?.instruction.keyword !== "ADD" || setting.sources.length === 0 || setting.instruction.flags.some(({ name }) => ONLY_ADD.has(name))) continue;
      const kinds = setting.sources.map((source) => contentOf(source, stage.variablesAt(outer).expand(source.text), subject.context));
      if (kinds.some((kind) => kind === "for-add")) continue;
      const { keywordText, keywordRange } = setting.instruction;
      yield {
        range: keywordRange,
        message: `${keywordText} of files of the build context: it unpacks whatever turns out to be an archive, where COPY only copies.`,
        fix: toCopy(keywordText, keywordRange, kinds.includes("unsure")),
      };
    }
  }
}

/** Flags that COPY does not have. */
const ONLY_ADD: ReadonlySet<string> = new Set(["checksum", "keep-git-dir", "unpack"]);

function toCopy(keyword: string, range: Problem["range"], unsure: boolean): Fix {
  const text = keyword === keyword.toUpperCase() ? "COPY" : keyword === keyword.toLowerCase() ? "copy" : "Copy";
  return { kind: unsure ? "behavioural" : "preserving", description: `Write ${text}`, edits: [{ range, text }] };
}

/** `for-add`: an archive, an address, or what cannot be told. `plain`: COPY does the same. `unsure`: only an odd file would differ. */
type Content = "for-add" | "plain" | "unsure";

const ARCHIVE_ENDINGS = [".tar", ".gz", ".tgz", ".tpz", ".bz2", ".tbz", ".tbz2", ".tb2", ".xz", ".txz", ".lzma", ".tlz", ".lz", ".zst", ".tzst", ".z", ".tz", ".taz"];

function contentOf(source: CopySource, path: string | undefined, context: BuildContext | undefined): Content {
  if (source.kind === "heredoc") return "plain";
  if (path === undefined) return namesPlainFile(source.text) ? "plain" : "for-add";
  if (sourceKind(path) !== "path") return "for-add";
  if (isArchive(path)) return "for-add";
  const name = fileNameOf(path);
  if (name === "" || name === "." || name === "..") return "plain";
  const last = name.slice(name.lastIndexOf(".") + 1);
  if (isPattern(name)) return name.includes(".") && !isPattern(last) ? "plain" : matchesArchive(path, context) ? "for-add" : "unsure";
  if (context !== undefined && context.tree.read(cleanPath(path.startsWith("/") ? path.slice(1) : path)) !== undefined) return "plain";
  return name.includes(".") ? "plain" : "unsure";
}

/** Whether a path whose variables are not known is no address by its beginning and no archive by its end: `target/$JAR.jar`. */
function namesPlainFile(text: string): boolean {
  const ending = text.slice(Math.max(text.lastIndexOf("$"), text.lastIndexOf("}")) + 1);
  const hasOwnEnding = ending.includes(".") || ending.endsWith("/");
  return !text.startsWith("$") && sourceKind(text) === "path" && hasOwnEnding && !isArchive(text);
}

function isArchive(path: string): boolean {
  const lower = path.toLowerCase();
  return ARCHIVE_ENDINGS.some((ending) => lower.endsWith(ending));
}

function isPattern(text: string): boolean {
  return text.includes("*") || text.includes("?") || text.includes("[");
}

/** Whether an archive lies in the folder of a pattern, so that ADD may be meant to unpack it. */
function matchesArchive(pattern: string, context: BuildContext | undefined): boolean {
  const folder = folderOf(cleanPath(pattern.startsWith("/") ? pattern.slice(1) : pattern));
  return context?.tree.entries().some(({ path }) => isArchive(path) && folderOf(path) === folder) === true;
}
