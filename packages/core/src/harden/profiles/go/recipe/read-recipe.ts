import type { BuildContext } from "../../../../context/build-context.ts";
import { fileNameOf, folderOf, isInside, joinPath } from "../../../../context/path.ts";
import { type Setting, settingInScript } from "../../../../facts/build/settings.ts";
import type { Command } from "../../../../shell/command.ts";
import { type GoCommand, readGoCommand, readShellText } from "../../../../shell/index.ts";
import { SourceText } from "../../../../source/text.ts";
import { MAKEFILES, makeArguments } from "./make-arguments.ts";
import { type Makefile, type MakeRule, readMakefile } from "./makefile.ts";
import { MakeScope } from "./make-scope.ts";

/** A go command of a recipe or script, with its place there. */
export interface RecipeBuild {
  readonly go: GoCommand;
  /** The file in the context and the line, counted from 1. */
  readonly path: string;
  readonly line: number;
  /** What CGO_ENABLED is there: undefined when nothing sets it; a value that is undefined is not certain. */
  readonly cgo: { readonly value: string | undefined; readonly path: string | undefined; readonly line: number | undefined } | undefined;
  /** The folder of the context in which it runs, where no `cd` stands before it. */
  readonly folder: string | undefined;
}

export interface Recipe {
  readonly builds: readonly RecipeBuild[];
  /** A command beside the builds needs cgo, as `go test -race` does. */
  readonly needsCgo: boolean;
  /** Every command of it was read. */
  readonly complete: boolean;
  /** The files that were read, with their texts. */
  readonly files: ReadonlyMap<string, string>;
}

/** What starts a recipe: a Makefile with targets, or a script. */
export interface RecipeCall {
  readonly kind: "make" | "script";
  /** In the build context. */
  readonly path: string;
  /** The folder of the context in which it runs. */
  readonly folder: string;
  /** Targets of make; its default when there are none. */
  readonly targets: readonly string[];
  /** Variables of make's command line. */
  readonly given: ReadonlyMap<string, string | undefined>;
}

/** Flags of every go command that need cgo. Source: `go help build`. */
const RACE = new Set(["-race", "-msan", "-asan"]);
const MOST_STEPS = 500;
const DEEPEST = 8;

/** Read what a call runs, through prerequisites, `$(MAKE)` and scripts of the build context, in an environment. */
export function readRecipe(context: BuildContext, call: RecipeCall, environment: (name: string) => Setting | undefined): Recipe {
  return new RecipeReader(context, environment).read(call);
}

class RecipeReader {
  readonly #context: BuildContext;
  readonly #environment: (name: string) => Setting | undefined;
  readonly #builds: RecipeBuild[] = [];
  readonly #files = new Map<string, string>();
  readonly #makefiles = new Map<string, Makefile>();
  readonly #seen = new Set<string>();
  #complete = true;
  #needsCgo = false;

  constructor(context: BuildContext, environment: (name: string) => Setting | undefined) {
    this.#context = context;
    this.#environment = environment;
  }

  read(call: RecipeCall): Recipe {
    if (call.kind === "make") this.#make(call, 0);
    else this.#script(call.path, call.folder, this.#environment, 0);
    return { builds: this.#builds, needsCgo: this.#needsCgo, complete: this.#complete, files: this.#files };
  }

  #make(call: RecipeCall, depth: number): void {
    const makefile = this.#makefile(call.path);
    if (makefile === undefined || depth > DEEPEST) {
      this.#complete = false;
      return;
    }
    const scope = new MakeScope(makefile, call.given, this.#environment);
    const targets = call.targets.length > 0 ? call.targets : makefile.firstTarget === undefined ? [] : [makefile.firstTarget];
    for (const target of targets) {
      if (!makefile.rules.has(target)) this.#complete = false;
      this.#target(call, makefile, scope, target, depth);
    }
  }

  #target(call: RecipeCall, makefile: Makefile, scope: MakeScope, target: string, depth: number): void {
    const rule = makefile.rules.get(target);
    const key = `${call.path}\n${target}`;
    if (rule === undefined || this.#seen.has(key)) return;
    if (this.#seen.size > MOST_STEPS || depth > DEEPEST * 10) {
      this.#complete = false;
      return;
    }
    this.#seen.add(key);
    for (const written of rule.prerequisites) {
      for (const name of scope.expand(written, target, rule).split(/[ \t]/)) this.#target(call, makefile, scope, name, depth + 1);
    }
    for (const { text, line } of rule.recipe) this.#recipeLine(call, scope, { target, rule, text, line, depth });
  }

  #recipeLine(call: RecipeCall, scope: MakeScope, { target, rule, text, line, depth }: { target: string; rule: MakeRule; text: string; line: number; depth: number }): void {
    const expanded = scope.expand(text, target, rule);
    const script = readShellText(expanded);
    if (!script.complete) this.#complete = false;
    const outside = (name: string): Setting | undefined => {
      const found = scope.environmentOf(name, target, rule);
      return found && { value: found.value, range: undefined, place: found.line === undefined ? (found.setting?.place ?? "on make's command line") : `in ${call.path}:${found.line}` };
    };
    const origin = (name: string): number | undefined => scope.environmentOf(name, target, rule)?.line;
    this.#commands(script.commands, { path: call.path, folder: call.folder, source: new SourceText(call.path, expanded), firstLine: line, outside, origin, depth, call });
  }

  #script(path: string, folder: string, outside: (name: string) => Setting | undefined, depth: number): void {
    const text = this.#read(path);
    if (text === undefined || depth > DEEPEST || this.#seen.has(path)) {
      this.#complete &&= text !== undefined && depth <= DEEPEST;
      return;
    }
    this.#seen.add(path);
    const script = readShellText(text);
    if (!script.complete) this.#complete = false;
    this.#commands(script.commands, { path, folder, source: new SourceText(path, text), firstLine: 1, outside, origin: () => undefined, depth, call: undefined });
  }

  #commands(commands: readonly Command[], place: CommandPlace): void {
    let folder: string | undefined = place.folder;
    for (const command of commands) {
      if (command.name === "cd" || command.name === "pushd") folder = undefined;
      this.#needsCgo ||= command.words.some((word) => RACE.has(word.value ?? ""));
      const go = readGoCommand(command);
      if (go !== undefined) this.#builds.push(...this.#build(commands, command, go, place, folder));
      else this.#follow(command, place);
    }
  }

  #build(commands: readonly Command[], command: Command, go: GoCommand, place: CommandPlace, folder: string | undefined): readonly RecipeBuild[] {
    if (go.action === "run") return [];
    const line = lineAt(place, command.range.start);
    const outside = place.outside("CGO_ENABLED");
    const own = settingInScript({ commands }, command, "CGO_ENABLED", outside !== undefined);
    const cgo = own !== undefined ? { value: own.value, path: place.path, line: own.range === undefined ? line : lineAt(place, own.range.start) } : outside && { value: outside.value, path: place.origin("CGO_ENABLED") === undefined ? undefined : place.path, line: place.origin("CGO_ENABLED") };
    return [{ go, path: place.path, line, cgo, folder: go.changeTo === undefined ? folder : undefined }];
  }

  /** `$(MAKE) other` and scripts run more; another builder, or a program of the project, may do anything. */
  #follow(command: Command, place: CommandPlace): void {
    const [program, first] = command.words;
    const { name } = command;
    if (name === "make" || name === "gmake") {
      const call = this.#makeCall(command, place);
      if (call === undefined) this.#complete = false;
      else this.#make(call, place.depth + 1);
      return;
    }
    const path = name === "sh" || name === "bash" ? first?.value : program?.value;
    if (path?.endsWith(".sh") === true) this.#script(joinPath(place.folder, path), place.folder, place.outside, place.depth + 1);
    else if (name === undefined || ["docker", "goreleaser", "mage", "task", "just", "bazel", "eval", "source", "."].includes(name)) this.#complete = false;
  }

  /** A make that make starts gets the variables of its command line. */
  #makeCall(command: Command, place: CommandPlace): RecipeCall | undefined {
    const found = makeArguments(command);
    if (found === undefined) return undefined;
    const folder = joinPath(place.folder, found.folder);
    const names = found.file === undefined ? (found.folder === "." && place.call !== undefined ? [fileNameOf(place.call.path)] : MAKEFILES) : [found.file];
    const path = names.map((name) => joinPath(folder, name)).find((candidate) => this.#context.tree.has(candidate));
    return path === undefined ? undefined : { kind: "make", path, folder, targets: found.targets, given: new Map([...(place.call?.given ?? []), ...found.given]) };
  }

  #makefile(path: string): Makefile | undefined {
    const before = this.#makefiles.get(path);
    if (before !== undefined) return before;
    const text = this.#read(path);
    if (text === undefined) return undefined;
    const own = readMakefile(text);
    let joined = own;
    for (const include of own.includes) joined = this.#include(joined, path, include);
    this.#makefiles.set(path, joined);
    return joined;
  }

  /** Included rules and variables count as the file's own; what they include in turn is not followed. */
  #include(own: Makefile, path: string, include: string): Makefile {
    const place = joinPath(folderOf(path), include);
    const text = /[$*?[]/.test(include) || !isInside(place) ? undefined : this.#read(place);
    if (text === undefined) {
      if (!this.#isAbsent(place)) this.#complete = false;
      return own;
    }
    const other = readMakefile(text);
    if (other.includes.length > 0) this.#complete = false;
    return {
      ...own,
      rules: new Map([...other.rules, ...own.rules]),
      variables: new Map([...other.variables, ...own.variables]),
      exported: new Set([...own.exported, ...other.exported]),
      exportsAll: own.exportsAll || other.exportsAll,
    };
  }

  #isAbsent(path: string): boolean {
    return !/[$*?[]/.test(path) && this.#context.tree.complete && !this.#context.tree.has(path);
  }

  #read(path: string): string | undefined {
    const text = isInside(path) && this.#context.tree.has(path) && this.#context.canCopy(path) ? this.#context.tree.read(path) : undefined;
    if (text !== undefined) this.#files.set(path, text);
    return text;
  }
}

interface CommandPlace {
  readonly path: string;
  readonly folder: string;
  readonly source: SourceText;
  readonly firstLine: number;
  readonly outside: (name: string) => Setting | undefined;
  readonly origin: (name: string) => number | undefined;
  readonly depth: number;
  readonly call: RecipeCall | undefined;
}

function lineAt({ source, firstLine }: CommandPlace, offset: number): number {
  return firstLine + source.position(offset).line - 1;
}
