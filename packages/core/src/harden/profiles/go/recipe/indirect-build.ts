import { fileNameOf, folderOf, isInside, joinPath } from "../../../../context/path.ts";
import type { Stage } from "../../../../dockerfile/model.ts";
import { canEdit } from "../../../../facts/build/edit-place.ts";
import { linksStatically } from "../../../../facts/build/go-flags.ts";
import { type Setting, settingFor } from "../../../../facts/build/settings.ts";
import { runtimeStages } from "../../../../posture/runtime-stages.ts";
import type { Command, ShellScript } from "../../../../shell/command.ts";
import { flagOf } from "../../../../shell/index.ts";
import type { Evidence } from "../../../../source/fact.ts";
import type { HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import type { ImageFiles } from "../container/image-files.ts";
import { placeCommands } from "../container/working-folder.ts";
import { cgoSigns } from "../build/build-cgo.ts";
import type { Built } from "../build/go-build.ts";
import { MAKEFILES, makeArguments } from "./make-arguments.ts";
import { runsOtherBuilder } from "./other-builder.ts";
import { type Recipe, type RecipeBuild, type RecipeCall, readRecipe } from "./read-recipe.ts";

/** How the program is linked by a build whose own file says how. */
export type Linking =
  /** CGO_ENABLED=0, or `-extldflags "-static"`. */
  | { readonly kind: "static"; readonly evidence: readonly Evidence[] }
  /** Nothing sets CGO_ENABLED, and the environment of the RUN reaches the build. */
  | { readonly kind: "unset" }
  | { readonly kind: "cgo"; readonly evidence: readonly Evidence[] }
  | { readonly kind: "uncertain"; readonly reason: string };

/** `make build`, `./build.sh`, `task build`: a command of a RUN that builds the program in a way that another file names. */
export interface IndirectBuild {
  readonly stage: Stage;
  readonly script: ShellScript;
  readonly command: Command;
  readonly linking: Linking;
  /** Main packages that the recipe names, in the context. */
  readonly folders: readonly string[];
  /** Neither the Dockerfile nor the files that it reads say anything about `-trimpath` or GOFLAGS. */
  readonly mayTrim: boolean;
  readonly canEdit: boolean;
}

/** Each of them reads its files anew; no Dockerfile that a person writes has more. */
const MOST_CALLS = 20;

const DEFINITIONS: Readonly<Record<string, readonly string[]>> = {
  task: ["Taskfile.yml", "Taskfile.yaml", "taskfile.yml", "taskfile.yaml", "Taskfile.dist.yml", "Taskfile.dist.yaml"],
  just: ["justfile", "Justfile", ".justfile"], mage: ["magefile.go", "mage.go", "magefiles/magefile.go"],
};
/** What leads a definition to other files that are not read. */
const LEADS_ELSEWHERE: Readonly<Record<string, readonly string[]>> = { task: ["includes:", ".sh"], just: ["import ", "mod ", ".sh"], mage: ["mage:import", ".sh"] };

/** The commands of a stage, and of those that it is made FROM, that build the program through another file. */
export function findIndirectBuilds(input: HardenInput, files: ImageFiles<Built>, stage: Stage, program: string): readonly IndirectBuild[] {
  const found: IndirectBuild[] = [];
  let calls = 0;
  for (const owner of [...runtimeStages(stage)].reverse()) {
    for (const script of input.subject.scripts(owner)) {
      for (const { command, folder } of placeCommands(owner, script)) {
        if (!runsOtherBuilder(command)) continue;
        if (calls++ === MOST_CALLS) return [...found, { stage: owner, script, command, folders: [], mayTrim: false, canEdit: false, linking: { kind: "uncertain", reason: `more than ${MOST_CALLS} commands build through other files` } }];
        const build = new IndirectReader(input, files, { stage: owner, script, command, folder }).read(program);
        if (build !== undefined) found.push(build);
      }
    }
  }
  return found;
}

interface CallPlace {
  readonly stage: Stage;
  readonly script: ShellScript;
  readonly command: Command;
  /** In the image. */
  readonly folder: string | undefined;
}

class IndirectReader {
  readonly #input: HardenInput;
  readonly #files: ImageFiles<Built>;
  readonly #place: CallPlace;

  constructor(input: HardenInput, files: ImageFiles<Built>, place: CallPlace) {
    this.#input = input;
    this.#files = files;
    this.#place = place;
  }

  /** Undefined for a call that is read and builds nothing in Go. */
  read(program: string): IndirectBuild | undefined {
    const { stage, script, command } = this.#place;
    const editable = canEdit(this.#input.subject.source, { script, command });
    const call = this.#call();
    if (call !== undefined) {
      const recipe = readRecipe(this.#input.context, call, this.#environment);
      const builds = relevant(recipe.builds, program);
      if (builds.length === 0 && recipe.complete) return undefined;
      const folders = builds.flatMap(mainFolder);
      return { stage, script, command, canEdit: editable, folders, linking: this.#linking(call, recipe, builds), mayTrim: this.#mayTrim([...recipe.files.values()]) };
    }
    const text = this.#definition();
    return { stage, script, command, canEdit: editable, folders: [], linking: this.#linkingByText(text), mayTrim: this.#mayTrim(text === undefined ? [] : [text.text]) };
  }

  readonly #environment = (name: string): Setting | undefined => {
    const { stage, script, command } = this.#place;
    return settingFor(stage, script, command, name);
  };

  /** The Makefile or script in the build context, and how it is called. */
  #call(): RecipeCall | undefined {
    const { command, folder } = this.#place;
    const [program, first] = command.words;
    if (folder === undefined) return undefined;
    if (isMake(command)) {
      const found = makeArguments(command);
      const makefile = found && this.#fileIn(joinPath(folder, found.folder), found.file === undefined ? MAKEFILES : [found.file]);
      const own = found && this.#contextFolder(joinPath(folder, found.folder));
      return found === undefined || makefile === undefined ? undefined : { kind: "make", path: makefile, folder: own ?? folderOf(makefile), targets: found.targets, given: found.given };
    }
    const path = program?.value?.endsWith(".sh") === true ? program.value : first?.value?.endsWith(".sh") === true ? first.value : undefined;
    const script = path === undefined ? undefined : this.#contextPath(joinPath(folder, path));
    const own = this.#contextFolder(folder);
    return script === undefined || own === undefined ? undefined : { kind: "script", path: script, folder: own, targets: [], given: new Map() };
  }

  #fileIn(folder: string, names: readonly string[]): string | undefined {
    for (const name of names) {
      const path = this.#contextPath(joinPath(folder, name));
      if (path !== undefined) return path;
    }
    return undefined;
  }

  #contextPath(image: string): string | undefined {
    const origin = this.#files.origin(this.#place.stage, image, this.#place.script.instruction);
    return origin?.kind === "context" && !origin.folder ? origin.path : undefined;
  }

  #contextFolder(image: string): string | undefined {
    const origin = this.#files.origin(this.#place.stage, image, this.#place.script.instruction);
    return origin?.kind === "context" && origin.folder ? origin.path : undefined;
  }

  #linking(call: RecipeCall, recipe: Recipe, builds: readonly RecipeBuild[]): Linking {
    const name = this.#place.command.name ?? "the script";
    if (builds.length === 0) return { kind: "uncertain", reason: `what ${name} runs (${call.path}) could not be followed to a go build` };
    const found = builds.map((build) => this.#linkingOf(build));
    const worst = found.find((linking) => linking.kind === "cgo") ?? found.find((linking) => linking.kind === "uncertain") ?? found.find((linking) => linking.kind === "unset");
    if (worst === undefined) return { kind: "static", evidence: found.flatMap((linking) => (linking.kind === "static" ? linking.evidence : [])) };
    if (worst.kind !== "unset") return worst;
    if (!recipe.complete) return { kind: "uncertain", reason: `not all that ${name} runs (${call.path}) could be read` };
    return this.#reaches(call, program(builds)) ? worst : { kind: "uncertain", reason: `${call.path} sets CGO_ENABLED in a way that CGO_ENABLED=0 in the RUN does not reach` };
  }

  #linkingOf({ go, path, line, cgo }: RecipeBuild): Linking {
    const at = (observation: string): readonly Evidence[] => [{ observation, path, line }];
    if (cgo?.value === "0") {
      const place = cgo.path === undefined ? evidenceAt(this.#input, this.#environment("CGO_ENABLED")?.range ?? this.#place.command.range, "sets CGO_ENABLED=0") : { observation: "sets CGO_ENABLED=0", path: cgo.path, line: cgo.line ?? line };
      return { kind: "static", evidence: [place] };
    }
    const linker = linkerText(go).split(/[ \t\n"'=]/);
    if (linksStatically(linker) && linker.includes("-extldflags")) return { kind: "static", evidence: at("links statically (-extldflags -static)") };
    if (cgo !== undefined && cgo.value !== "1") return { kind: "uncertain", reason: `${cgo.path ?? path}${cgo.line === undefined ? "" : `:${cgo.line}`} sets CGO_ENABLED to something that is not certain` };
    if (cgo?.value === "1") return { kind: "cgo", evidence: [{ observation: "sets CGO_ENABLED=1", path: cgo.path ?? path, line: cgo.line ?? line }] };
    const [sign] = cgoSigns(go, linker);
    return sign === undefined ? { kind: "unset" } : { kind: "cgo", evidence: at(sign.observation) };
  }

  /** Whether CGO_ENABLED=0 in front of the command is what the go command of the recipe finds, and nothing else there needs cgo. */
  #reaches(call: RecipeCall, name: string | undefined): boolean {
    const given = (variable: string): Setting | undefined => (variable === "CGO_ENABLED" ? { value: "0", range: undefined, place: "before the command" } : this.#environment(variable));
    const recipe = readRecipe(this.#input.context, call, given);
    return recipe.builds.filter((build) => name === undefined || outputName(build) === name).every((build) => build.cgo?.value === "0") && !recipe.needsCgo;
  }

  /** task, just and mage: their files are not read as such, so only what they do not mention is certain. */
  #definition(): { readonly path: string; readonly text: string } | undefined {
    const { command, folder } = this.#place;
    const path = folder === undefined ? undefined : this.#fileIn(folder, DEFINITIONS[command.name ?? ""] ?? []);
    const text = path === undefined ? undefined : this.#input.context.tree.read(path);
    return path === undefined || text === undefined ? undefined : { path, text };
  }

  #linkingByText(definition: { readonly path: string; readonly text: string } | undefined): Linking {
    const name = this.#place.command.name ?? "the script";
    if (definition === undefined) return { kind: "uncertain", reason: `the file that tells what ${name} runs is not in the build context, or is called in a way that is not certain` };
    const setting = this.#environment("CGO_ENABLED");
    const { path, text } = definition;
    const line = 1 + text.slice(0, Math.max(0, text.indexOf("CGO_ENABLED"))).split("\n").length - 1;
    const isPlain = ![...(LEADS_ELSEWHERE[name] ?? ["CGO_ENABLED"]), "-race", "linkmode", "buildmode", "docker"].some((mark) => text.includes(mark));
    if (text.includes("CGO_ENABLED")) return { kind: "uncertain", reason: `${path}:${line} sets CGO_ENABLED, and how ${name} hands it on is not read` };
    if (!isPlain) return { kind: "uncertain", reason: `${path} leads to commands that are not read` };
    if (setting === undefined) return { kind: "unset" };
    const evidence = evidenceAt(this.#input, setting.range ?? this.#place.command.range, `sets CGO_ENABLED=${setting.value ?? "…"} ${setting.place}`);
    if (setting.value === "0") return { kind: "static", evidence: [evidence] };
    return setting.value === "1" ? { kind: "cgo", evidence: [evidence] } : { kind: "uncertain", reason: `CGO_ENABLED is set ${setting.place} to something that is not certain` };
  }

  #mayTrim(texts: readonly string[]): boolean {
    return texts.length > 0 && this.#environment("GOFLAGS") === undefined && !texts.some((text) => text.includes("GOFLAGS") || text.includes("-trimpath"));
  }
}

function isMake({ name }: Command): boolean {
  return name === "make" || name === "gmake";
}

/** The builds whose output has the program's name; all of the project's own, where none has. */
function relevant(builds: readonly RecipeBuild[], path: string): readonly RecipeBuild[] {
  const own = builds.filter(({ go }) => !go.packages.some((word) => (word.value ?? word.text).includes("@")));
  const named = own.filter((build) => outputName(build) === fileNameOf(path));
  return named.length > 0 ? named : own;
}

function program(builds: readonly RecipeBuild[]): string | undefined {
  const names = new Set(builds.map(outputName));
  return names.size === 1 ? [...names][0] : undefined;
}

function outputName({ go }: RecipeBuild): string | undefined {
  const output = flagOf(go, "-o");
  const [first] = go.packages;
  return fileNameOf(output === undefined ? (first?.value ?? "") : (output.value ?? ""));
}

function linkerText(go: RecipeBuild["go"]): string {
  const flag = flagOf(go, "-ldflags");
  return flag?.value ?? flag?.valueWord?.text ?? "";
}

function mainFolder({ go, folder }: RecipeBuild): readonly string[] {
  const [first, second] = go.packages;
  if (folder === undefined || second !== undefined || (first !== undefined && first.value === undefined)) return [];
  const written = first?.value ?? ".";
  if (written.includes("...") || written.includes("*") || !(written === "." || written.startsWith("./"))) return [];
  const path = joinPath(folder, written.endsWith(".go") ? folderOf(written) : written);
  return isInside(path) ? [path] : [];
}
