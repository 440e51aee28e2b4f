import type { BuildContext } from "../../context/build-context.ts";
import { cleanPath } from "../../context/path.ts";
import type { CopySetting } from "../../dockerfile/instructions.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { readCopy } from "../../dockerfile/read-copy.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { holdsSecret, secretFile, type SecretFile } from "../../knowledge/secret-file.ts";
import type { Range } from "../../source/text.ts";
import { effectiveInstruction } from "../build/build-commands.ts";
import type { DockerfileSubject } from "../subject.ts";

/** One path that a COPY or ADD of a stage takes. */
export interface CopiedPath {
  readonly stage: Stage;
  readonly instruction: Instruction;
  readonly setting: CopySetting;
  /** With the variables that are certain expanded; as written otherwise. */
  readonly path: string;
  readonly range: Range;
}

/** The paths that COPY and ADD of every stage take, from the context and from other stages; no URLs and no heredocs. */
export function* copiedPaths(subject: DockerfileSubject): Iterable<CopiedPath> {
  for (const stage of subject.model.stages) {
    for (const outer of stage.instructions) {
      const setting = readCopy(effectiveInstruction(outer));
      if (setting?.destination === undefined) continue;
      for (const source of setting.sources) {
        if (source.kind !== "path") continue;
        yield { stage, instruction: outer, setting, path: stage.variablesAt(outer).expand(source.text) ?? source.text, range: source.range };
      }
    }
  }
}

/** The copies that take the whole build context, each by its first such source. */
export function* wholeContextCopies(subject: DockerfileSubject): Iterable<CopiedPath> {
  let last: Instruction | undefined;
  for (const copied of copiedPaths(subject)) {
    if (copied.setting.from !== undefined || copied.instruction === last || !isWholeContext(copied.path)) continue;
    if (copied.setting.instruction.flags.some((flag) => flag.name === "exclude")) continue;
    last = copied.instruction;
    yield copied;
  }
}

function isWholeContext(path: string): boolean {
  const clean = cleanPath(path.startsWith("/") ? path.slice(1) : path);
  return clean === "." || clean === "*" || clean === "**";
}

export interface SecretInContext {
  readonly path: string;
  readonly file: SecretFile;
}

const secretsOf = new WeakMap<BuildContext, readonly SecretInContext[]>();

/** The files of secrets that the builder is sent and COPY sees, looked for once; those whose text decides are read. */
export function secretsInContext(context: BuildContext): readonly SecretInContext[] {
  const before = secretsOf.get(context);
  if (before !== undefined) return before;
  const found = context.tree.entries().flatMap(({ path, kind }) => {
    const file = kind === "file" ? secretFile(path) : undefined;
    return file !== undefined && !isTestData(path) && context.canCopy(path) && isSecret(context, path, file) ? [{ path, file }] : [];
  });
  secretsOf.set(context, found);
  return found;
}

function isSecret({ tree }: BuildContext, path: string, file: SecretFile): boolean {
  const text = file.textDecides ? tree.read(path) : "";
  return text !== undefined && (!file.textDecides || holdsSecret(path, text));
}

/** Keys and passwords made up for tests lie in many a repository. */
function isTestData(path: string): boolean {
  return path.split("/").some((part) => [".git", "test", "tests", "testdata", "fixtures", "__tests__", "node_modules", "vendor", "examples"].includes(part));
}
