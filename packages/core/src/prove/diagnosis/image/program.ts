import { fileNameOf } from "../../../context/path.ts";
import type { ProgramFormat } from "../../../image/contents.ts";
import { dialectOf } from "../../../shell/dialect.ts";
import { allows, type Account, type ImageFiles } from "./files.ts";

/** Why the kernel, or the loader that it starts, cannot run a program of an image. */
export type ProgramProblem =
  | { readonly problem: "absent"; readonly program: string; readonly shell: boolean }
  | { readonly problem: "interpreter"; readonly program: string; readonly interpreter: string; readonly shell: boolean }
  | { readonly problem: "loader"; readonly program: string; readonly loader: string; readonly libc: "glibc" | "musl" | undefined }
  | { readonly problem: "library"; readonly program: string; readonly libraries: readonly string[] }
  | { readonly problem: "architecture"; readonly program: string; readonly built: string; readonly image: string }
  | { readonly problem: "format"; readonly program: string }
  | { readonly problem: "mode"; readonly program: string; readonly mode: number; readonly owner: number; readonly others: boolean };

/** As whom and where a program is started. */
export interface ProgramStart {
  readonly files: ImageFiles;
  /** Undefined when it is not known as whom. */
  readonly account: Account | undefined;
}

/** What stands in the way of starting a program by its name or path; undefined when nothing that an image shows does. */
export function programProblem(name: string, start: ProgramStart): ProgramProblem | undefined {
  const path = start.files.program(name);
  if (path === undefined) return { problem: "absent", program: name, shell: isShell(name) };
  return modeProblem(path, start) ?? formatProblem(path, start, 0);
}

export function isShell(program: string): boolean {
  return dialectOf(program) !== undefined;
}

function modeProblem(path: string, { files, account }: ProgramStart): ProgramProblem | undefined {
  const file = files.at(path);
  if (file === undefined || file.kind !== "file") return undefined;
  const others = (file.mode & 0o111) !== 0;
  if (others && (account === undefined || allows(file, account, "execute") || (account.uid === 0 && others))) return undefined;
  return { problem: "mode", program: path, mode: file.mode, owner: file.uid, others };
}

/** How many scripts may run each other: the kernel follows five (binfmt_script). */
const MOST_INTERPRETERS = 5;

function formatProblem(path: string, start: ProgramStart, depth: number): ProgramProblem | undefined {
  const format = formatOf(path, start.files);
  if (format === undefined || depth > MOST_INTERPRETERS) return undefined;
  if (format.format === "elf") return elfProblem(path, format, start.files);
  if (format.format === "other") return { problem: "format", program: path };
  const wanted = interpreterOf(format);
  if (wanted === undefined) return undefined;
  const interpreter = start.files.program(wanted);
  if (interpreter === undefined) return { problem: "interpreter", program: path, interpreter: wanted, shell: isShell(wanted) };
  return formatProblem(interpreter, start, depth + 1);
}

/** `env` finds what it is given on the PATH; with `-S` more words follow. */
function interpreterOf(format: Extract<ProgramFormat, { format: "script" }>): string | undefined {
  if (fileNameOf(format.interpreter) !== "env") return format.interpreter;
  return format.argument?.split(" ").find((word) => word !== "" && !word.startsWith("-") && !word.includes("="));
}

function formatOf(path: string, files: ImageFiles): ProgramFormat | undefined {
  return files.image.programs.get(path) ?? files.image.programs.get(files.real(path));
}

function elfProblem(path: string, elf: Extract<ProgramFormat, { format: "elf" }>, files: ImageFiles): ProgramProblem | undefined {
  const { architecture } = files.image.config;
  if (architecture !== "" && elf.architecture !== architecture) return { problem: "architecture", program: path, built: elf.architecture, image: architecture };
  if (elf.interpreter === undefined) return undefined;
  if (!files.has(elf.interpreter)) return { problem: "loader", program: path, loader: elf.interpreter, libc: libcOf(elf.interpreter) };
  const musl = libcOf(elf.interpreter) === "musl";
  const libraries = elf.needed.filter((library) => !(musl && isMusl(library)) && !files.hasNamed(library));
  return libraries.length === 0 ? undefined : { problem: "library", program: path, libraries };
}

/** The C library to which a loader belongs, by the names that each gives its own. */
function libcOf(loader: string): "glibc" | "musl" | undefined {
  const name = fileNameOf(loader);
  if (name.startsWith("ld-musl-")) return "musl";
  return name.startsWith("ld-linux") || name.startsWith("ld64.so") || name.startsWith("ld.so") ? "glibc" : undefined;
}

/** musl's loader is its C library too. */
function isMusl(library: string): boolean {
  return library === "libc.so" || library.startsWith("libc.musl-");
}
