import type { BuildContext } from "../../../../context/build-context.ts";
import type { Stage } from "../../../../dockerfile/model.ts";
import type { Evidence } from "../../../../source/fact.ts";
import type { Built } from "../build/go-build.ts";
import type { ImageFiles } from "../container/image-files.ts";
import { type GoFile, lineOf } from "../language/go-file.ts";
import { nameIndex, type NameIndex } from "../language/name-index.ts";
import { type GoCall, structureOf } from "../language/structure.ts";
import type { GoValues, Surroundings } from "../language/values.ts";
import type { GoProgram } from "../module/packages.ts";

/** A program with the container that it runs in: what every question about its behaviour looks at. */
export interface ProgramView {
  readonly program: GoProgram;
  readonly values: GoValues;
  readonly surroundings: Surroundings;
  readonly names: NameIndex;
  readonly context: BuildContext;
  readonly target: Stage;
  readonly files: ImageFiles<Built>;
  readonly workdir: string;
}

/** A call with its file and the name under which tables know it: `os.ReadFile`. */
export interface PlacedCall {
  readonly file: GoFile;
  readonly call: GoCall;
  readonly name: string;
}

const placed = new WeakMap<GoProgram, readonly PlacedCall[]>();

/** Every call of a program outside of functions that nothing uses, listed once. */
export function callsOf(program: GoProgram): readonly PlacedCall[] {
  const before = placed.get(program);
  if (before !== undefined) return before;
  const names = nameIndex(program);
  const nameOf = (file: GoFile, call: GoCall): string => (call.rooted ? names.qualified(file, call.names) : call.names.join("."));
  const calls = program.files.flatMap((file) => names.used(structureOf(file).calls).map((call) => ({ file, call, name: nameOf(file, call) })));
  placed.set(program, calls);
  return calls;
}

/** A kind of call: a function by its qualified name, or a method of a value from a package that the file imports. */
export interface CallPattern {
  /** `os.ReadFile`; for a method its name alone. */
  readonly name: string;
  /** The module or package that makes it a method of interest. */
  readonly of?: string;
}

/** Finds the pattern of a call, the first in the table that fits. */
export class CallTable<Pattern extends CallPattern> {
  readonly #functions = new Map<string, Pattern>();
  readonly #methods = new Map<string, Pattern[]>();

  constructor(patterns: readonly Pattern[]) {
    for (const pattern of patterns) {
      if (pattern.of === undefined) {
        if (!this.#functions.has(pattern.name)) this.#functions.set(pattern.name, pattern);
      } else this.#methods.set(pattern.name, [...(this.#methods.get(pattern.name) ?? []), pattern]);
    }
  }

  find({ file, call, name }: PlacedCall): Pattern | undefined {
    const named = this.#functions.get(withoutMajor(name));
    if (named !== undefined) return named;
    const methods = call.rooted && call.names.length < 2 ? undefined : this.#methods.get(call.names.at(-1) ?? "");
    return methods?.find((pattern) => imports(file, pattern.of ?? ""));
  }
}

/** `github.com/labstack/echo/v4.New` as `github.com/labstack/echo.New`. */
export function withoutMajor(name: string): string {
  const at = name.lastIndexOf("/v");
  if (at === -1) return name;
  let end = at + 2;
  while (name.charCodeAt(end) >= 48 && name.charCodeAt(end) <= 57) end++;
  return end > at + 2 && (end === name.length || name[end] === "." || name[end] === "/") ? name.slice(0, at) + name.slice(end) : name;
}

/** Whether a file imports a module or a package of it, in any major version. */
export function imports(file: GoFile, path: string): boolean {
  return file.imports.some((place) => {
    const plain = withoutMajor(place.path);
    return plain === path || plain.startsWith(`${path}/`);
  });
}

export function evidenceIn(file: GoFile, start: number, observation: string): Evidence {
  return { observation, path: file.path, line: lineOf(file, start) };
}
