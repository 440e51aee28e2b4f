import { fileNameOf, folderOf, isInside, joinPath } from "../../../../context/path.ts";
import type { Stage } from "../../../../dockerfile/model.ts";
import type { Instruction } from "../../../../dockerfile/syntax.ts";
import { settingFor } from "../../../../facts/build/settings.ts";
import type { ShellScript } from "../../../../shell/command.ts";
import { flagOf, type GoCommand, readGoCommand } from "../../../../shell/index.ts";
import { valueOf } from "../../../../source/fact.ts";
import type { HardenInput } from "../../../plan.ts";
import { below, ImageFiles } from "../container/image-files.ts";
import { placeCommands } from "../container/working-folder.ts";
import { isMajorVersion } from "../language/go-file.ts";
import type { GoMod } from "../module/go-mod.ts";
import { goFilesByFolder, goModIn, packageFolders, packageIn } from "../module/packages.ts";

/** A `go build` or `go install` of the Dockerfile with what it makes. */
export interface GoBuild {
  readonly stage: Stage;
  readonly script: ShellScript;
  readonly go: GoCommand;
  /** The absolute folder in which it runs, `-C` included; undefined when that is not certain. */
  readonly folder: string | undefined;
  /** The module that it builds from, when its source comes from the build context; without a name where there is no `go.mod`. */
  readonly module: GoMod | undefined;
  readonly targets: readonly BuildTarget[];
  readonly tags: ReadonlySet<string>;
}

/** One main package of a build command. */
export interface BuildTarget {
  /** As named in the command: `./cmd/api`; `.` when none is named. */
  readonly entry: string;
  /** Its folder in the build context, where its source is at hand. */
  readonly folder: string | undefined;
  /** The built file's absolute path, where it can be told. */
  readonly output: string | undefined;
}

/** A Dockerfile with more build commands is not written by a person; the rest stays as it is. */
const MOST_BUILDS = 100;
const MOST_MAIN_PACKAGES = 50;
const PROGRAM_FOLDERS = new Set(["/", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/go/bin", "/tmp", "/opt", "/root"]);

/** The build commands of every stage that the target needs, in the order of the file. */
export function findGoBuilds(input: HardenInput): readonly GoBuild[] {
  const { subject, context } = input;
  const sources = new ImageFiles<never>(subject.model, context, subject.scripts, () => undefined);
  const builds: GoBuild[] = [];
  for (const stage of subject.model.stages.filter((candidate) => candidate.reachable)) {
    for (const script of subject.scripts(stage)) {
      for (const { command, folder } of placeCommands(stage, script)) {
        const go = readGoCommand(command);
        if (go === undefined || go.action === "run") continue;
        if (builds.length === MOST_BUILDS) return builds;
        builds.push(new BuildReader(input, sources, stage, script).read(go, folder));
      }
    }
  }
  return builds;
}

/** A module's folder in the image and in the context. */
interface ModuleRoot {
  readonly image: string;
  readonly context: string;
}

/** A main package as named, its folder in the context, and the name that its program gets. */
interface Entry {
  readonly entry: string;
  readonly folder: string | undefined;
  readonly name: string | undefined;
}

class BuildReader {
  readonly #input: HardenInput;
  readonly #sources: ImageFiles<never>;
  readonly #stage: Stage;
  readonly #script: ShellScript;

  constructor(input: HardenInput, sources: ImageFiles<never>, stage: Stage, script: ShellScript) {
    this.#input = input;
    this.#sources = sources;
    this.#stage = stage;
    this.#script = script;
  }

  read(go: GoCommand, start: string | undefined): GoBuild {
    const change = go.changeTo === undefined ? "." : go.changeTo.value?.replace(/^-C=/, "");
    const folder = start === undefined || change === undefined ? undefined : joinPath(start, change);
    const root = folder === undefined ? undefined : this.#moduleRoot(joinPath(folder, packageFolder(go.packages[0]?.value)));
    const found = root === undefined ? undefined : goModIn(this.#input.context, root.context);
    const tags = this.#tags(go);
    const entries = folder === undefined ? [] : this.#entries(go, folder, root, found, tags);
    const count = folder === undefined ? 0 : this.#packageCount(go, entries, folder, root, found);
    const module = found ?? withoutModule(entries[0]?.folder);
    const named = flagOf(go, "-o");
    const targets = entries.map((entry): BuildTarget => {
      const output = folder === undefined ? undefined : this.#output(go, folder, named === undefined ? undefined : (named.value ?? false), entry.name, count);
      return { entry: entry.entry, folder: entry.folder, output };
    });
    return { stage: this.#stage, script: this.#script, go, folder, module, targets, tags };
  }

  /** The nearest folder upwards with a `go.mod`, in the image and in the context. */
  #moduleRoot(from: string): ModuleRoot | undefined {
    for (let folder = from; ; folder = parent(folder)) {
      const origin = this.#sources.origin(this.#stage, joinPath(folder, "go.mod"), this.#script.instruction);
      if (origin?.kind === "context" && !origin.folder && fileNameOf(origin.path) === "go.mod") return { image: folder, context: folderOf(origin.path) };
      if (folder === "/") return undefined;
    }
  }

  #entries(go: GoCommand, folder: string, root: ModuleRoot | undefined, module: GoMod | undefined, tags: ReadonlySet<string>): readonly Entry[] {
    const words = go.packages.length === 0 ? ["."] : go.packages.map((word) => word.value);
    const [first] = words;
    if (first !== undefined && namesFiles(first)) {
      const file = this.#sources.origin(this.#stage, joinPath(folder, first), this.#script.instruction);
      const at = file?.kind === "context" ? folderOf(file.path) : this.#contextFolder(joinPath(folder, folderOf(first)), root);
      return [{ entry: first, folder: at, name: first.includes("*") ? undefined : fileNameOf(first).slice(0, -".go".length) }];
    }
    return words.flatMap((word, index) => {
      if (word === undefined) return [{ entry: go.packages[index]?.text ?? "", folder: undefined, name: undefined }];
      const image = this.#imageFolder(word, folder, root, module);
      const at = image === undefined ? undefined : this.#contextFolder(image.endsWith("/...") ? image.slice(0, -"/...".length) : image, root);
      if (word.endsWith("...")) return at === undefined ? [] : this.#mainPackages(at, tags).map((found) => ({ entry: word, folder: found, name: programName(found, root, module) }));
      return [{ entry: word, folder: at, name: at === undefined ? lastElement(withoutVersion(word)) : programName(at, root, module) }];
    });
  }

  /** Where a package that is named by folder or import path lies in the image; undefined for one from elsewhere. */
  #imageFolder(word: string, folder: string, root: ModuleRoot | undefined, module: GoMod | undefined): string | undefined {
    if (word === "." || word.startsWith("./") || word.startsWith("../") || word === ".." || word.startsWith("/") || word === "...") return joinPath(folder, word);
    const path = module?.module?.path;
    if (path === undefined || root === undefined) return undefined;
    if (word === path) return root.image;
    return word.startsWith(`${path}/`) ? joinPath(root.image, word.slice(path.length + 1)) : undefined;
  }

  #contextFolder(image: string, root: ModuleRoot | undefined): string | undefined {
    const origin = this.#sources.origin(this.#stage, image, this.#script.instruction);
    if (origin?.kind === "context" && origin.folder && goFilesByFolder(this.#input.context).has(origin.path)) return origin.path;
    const rest = root === undefined ? undefined : below(root.image, image);
    if (root === undefined || rest === undefined) return undefined;
    const folder = joinPath(root.context, rest);
    return isInside(folder) ? folder : undefined;
  }

  /** Folders with a main package among those that `...` names below a folder of the context. */
  #mainPackages(from: string, tags: ReadonlySet<string>): readonly string[] {
    const { context } = this.#input;
    const found: string[] = [];
    for (const folder of packageFolders(context, from)) {
      if (found.length >= MOST_MAIN_PACKAGES) break;
      if (packageIn(context, folder, tags) === "main") found.push(folder);
    }
    return found;
  }

  /** How many packages a command names; with more than one, `go build` without a folder to write to keeps nothing. */
  #packageCount(go: GoCommand, entries: readonly Entry[], folder: string, root: ModuleRoot | undefined, module: GoMod | undefined): number {
    const pattern = go.packages.find((word) => word.value?.endsWith("...") === true)?.value;
    const image = pattern === undefined ? undefined : this.#imageFolder(pattern, folder, root, module);
    const at = image === undefined ? undefined : this.#contextFolder(image.endsWith("/...") ? image.slice(0, -"/...".length) : image, root);
    return at === undefined ? entries.length : packageFolders(this.#input.context, at).length;
  }

  /** `named` is the value of `-o`, undefined without one and false when it is not certain. Source: `go help build`, `go help install`. */
  #output(go: GoCommand, folder: string, named: string | false | undefined, name: string | undefined, count: number): string | undefined {
    if (named === false) return undefined;
    if (go.action === "install") {
      const bin = this.#installFolder(go);
      return bin === undefined || name === undefined ? undefined : joinPath(bin, name);
    }
    if (named === undefined) return count === 1 && name !== undefined ? joinPath(folder, name) : undefined;
    const path = joinPath(folder, named);
    if (!named.endsWith("/") && count === 1 && !this.#isFolder(path, named)) return path;
    return name === undefined ? undefined : joinPath(path, name);
  }

  /** `-o` names a folder when it exists: made by an earlier command, a WORKDIR, copied, or part of every image. */
  #isFolder(path: string, named: string): boolean {
    if (named === "." || named === ".." || named.endsWith("/.") || PROGRAM_FOLDERS.has(path)) return true;
    const { instructions } = this.#stage;
    const own = instructions.indexOf(this.#script.instruction);
    if (instructions.slice(0, own).some((instruction) => valueOf(this.#stage.configAt(instruction).workdir) === path)) return true;
    const made = this.#input.subject.scripts(this.#stage).some((script) => script.instruction.range.start <= this.#script.instruction.range.start && makesFolder(this.#stage, script, path));
    if (made) return true;
    const origin = this.#sources.origin(this.#stage, path, this.#script.instruction);
    return origin?.kind === "context" && origin.folder;
  }

  #installFolder(go: GoCommand): string | undefined {
    const setting = (name: string) => settingFor(this.#stage, this.#script, go.command, name);
    const crossed = [setting("GOOS"), setting("GOARCH")].some((value) => value !== undefined);
    if (crossed) return undefined;
    const bin = setting("GOBIN");
    if (bin !== undefined) return bin.value;
    const path = setting("GOPATH");
    if (path !== undefined) return path.value === undefined ? undefined : joinPath(path.value.split(":")[0] ?? "/go", "bin");
    return "/go/bin";
  }

  #tags(go: GoCommand): ReadonlySet<string> {
    const value = flagOf(go, "-tags")?.value ?? "";
    return new Set(value.split(/[ ,]/).filter((tag) => tag !== ""));
  }
}

/** `main.go`, `cmd/api/*.go`, `cmd/api/*`: files instead of a package. */
function namesFiles(word: string): boolean {
  return word.endsWith(".go") || word.endsWith("*");
}

/** The folder of a package that is named by one: in a workspace its module is not that of the working folder. */
function packageFolder(word: string | undefined): string {
  if (word !== undefined && namesFiles(word)) return folderOf(word);
  if (word === undefined || !(word.startsWith(".") || word.startsWith("/"))) return ".";
  return word.endsWith("...") ? word.slice(0, -"...".length) : word;
}

/** Files of a folder can be built without a `go.mod`, as long as they import Go's own library alone. */
function withoutModule(folder: string | undefined): GoMod | undefined {
  return folder === undefined ? undefined : { path: joinPath(folder, "go.mod"), module: undefined, goVersion: undefined, toolchain: undefined, requires: [], replaces: [] };
}

function makesFolder(stage: Stage, script: ShellScript, path: string): boolean {
  return placeCommands(stage, script).some(({ command, folder }) =>
    folder !== undefined && command.name === "mkdir" && command.words.slice(1).some((word) => word.value !== undefined && joinPath(folder, word.value) === path),
  );
}

/** The last element of a main package's import path, less a major version. Source: `go help build`. */
function programName(folder: string, root: ModuleRoot | undefined, module: GoMod | undefined): string | undefined {
  const path = root !== undefined && folder === root.context ? (module?.module?.path ?? folder) : folder;
  return lastElement(path);
}

function lastElement(path: string): string | undefined {
  const elements = path.split("/").filter((element) => element !== "" && element !== ".");
  const last = elements.at(-1);
  const name = last !== undefined && isMajorVersion(last) ? elements.at(-2) : last;
  return name === undefined || name === ".." ? undefined : name;
}

function withoutVersion(word: string): string {
  const at = word.indexOf("@");
  return at === -1 ? word : word.slice(0, at);
}

function parent(folder: string): string {
  const slash = folder.lastIndexOf("/");
  return slash <= 0 ? "/" : folder.slice(0, slash);
}

/** Files by origin, where builds make their outputs. */
export function imageFiles(input: HardenInput, builds: readonly GoBuild[]): ImageFiles<Built> {
  const { subject, context } = input;
  const maker = (stage: Stage, instruction: Instruction, path: string): Built | undefined => {
    for (const build of builds) {
      if (build.stage !== stage || build.script.instruction !== instruction) continue;
      const target = build.targets.find((candidate) => candidate.output === path);
      if (target !== undefined) return { build, target };
    }
    return undefined;
  };
  return new ImageFiles(subject.model, context, subject.scripts, maker);
}

export interface Built {
  readonly build: GoBuild;
  readonly target: BuildTarget;
}
