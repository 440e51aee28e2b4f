import { fileNameOf, folderOf } from "../../../context/path.ts";
import type { Stage } from "../../../dockerfile/model.ts";
import { findImage } from "../../../knowledge/find-image.ts";
import { type Evidence, type Fact, known, unknown, valueOf } from "../../../source/fact.ts";
import type { HardenInput } from "../../plan.ts";
import { evidenceAt, summary } from "../../stage/line.ts";
import { findReads, type RuntimeReads } from "./behaviour/runtime-files.ts";
import type { ProgramView } from "./behaviour/program-view.ts";
import { findWrites, type RuntimeWrites } from "./behaviour/writes.ts";
import { findPorts, type Listening } from "./behaviour/ports.ts";
import { type CgoUse, cgoUse } from "./build/build-cgo.ts";
import { findIndirectBuilds, type IndirectBuild } from "./recipe/indirect-build.ts";
import { runsOtherBuilder } from "./recipe/other-builder.ts";
import { type Built, findGoBuilds, type GoBuild, imageFiles } from "./build/go-build.ts";
import type { ImageFiles } from "./container/image-files.ts";
import { imageEnvironment } from "./container/stage-environment.ts";
import { findStart, type Start } from "./container/start.ts";
import { nameIndex } from "./language/name-index.ts";
import { GoValues, type Surroundings } from "./language/values.ts";
import type { GoMod } from "./module/go-mod.ts";
import { goFilesByFolder, goModIn, type GoProgram, packageIn, readProgram } from "./module/packages.ts";

/** All that is found out about a Go project, once for recognising, collecting and hardening. */
export interface GoSurvey {
  readonly target: Stage;
  readonly files: ImageFiles<Built>;
  readonly start: Start;
  /** Every build command of the project's own packages, with how cgo stands in it. */
  readonly builds: readonly SurveyedBuild[];
  /** The one that makes what the container starts. */
  readonly built: Built | undefined;
  /** Without one: the commands that build it through a Makefile, a script or the like. */
  readonly indirect: readonly IndirectBuild[];
  /** The program that the container starts, where its source is at hand. */
  readonly view: ProgramView | undefined;
  readonly reads: RuntimeReads;
  readonly writes: RuntimeWrites;
  readonly listening: Listening;
  readonly recognised: Fact<boolean>;
}

export interface SurveyedBuild {
  readonly build: GoBuild;
  readonly program: GoProgram | undefined;
  readonly cgo: CgoUse;
}

const surveys = new WeakMap<HardenInput, GoSurvey>();
const NOTHING_READ: RuntimeReads = { files: [], missing: [], unresolved: [] };
const NOTHING_WRITTEN: RuntimeWrites = { paths: [], files: [], unresolved: [] };
const NOTHING_HEARD: Listening = { ports: [], loopback: [], unresolved: [] };
const MOST_MAIN_PACKAGES = 50;
const NO_TAGS: ReadonlySet<string> = new Set();
/** Folders of main packages that are not what a container starts. */
const ASIDE = new Set(["vendor", "testdata", "test", "tests", "testing", "e2e", "example", "examples", "tools", "hack", "scripts", "docs"]);

/** Survey a project; the same input is surveyed once. Undefined for a fragment without a stage. */
export function surveyGo(input: HardenInput): GoSurvey | undefined {
  const before = surveys.get(input);
  if (before !== undefined) return before;
  const { target } = input.subject;
  if (target === undefined) return undefined;
  const survey = compile(input, target);
  surveys.set(input, survey);
  return survey;
}

function compile(input: HardenInput, target: Stage): GoSurvey {
  const all = findGoBuilds(input);
  const files = imageFiles(input, all);
  const start = findStart(input, target, files);
  const programs = new Map<string, GoProgram>();
  const builds = ownBuilds(all).map((build): SurveyedBuild => {
    const program = programOf(input, build.module, build.targets.flatMap((one) => one.folder ?? []), build.tags, programs);
    return { build, program, cgo: cgoUse(input, build, program) };
  });
  const built = builtStart(start, builds);
  const indirect = built === undefined ? indirectBuilds(input, target, files, start) : [];
  const program = startedProgram(input, start, built, indirect, programs);
  const view = program === undefined ? undefined : viewOf(input, target, files, start, program);
  return {
    target, files, start, builds, built, indirect, view,
    reads: view === undefined ? NOTHING_READ : findReads(view, valueOf(start.program)?.arguments ?? []),
    writes: view === undefined ? NOTHING_WRITTEN : findWrites(view),
    listening: view === undefined ? NOTHING_HEARD : findPorts(view),
    recognised: recognise(input, target, start, all, program),
  };
}

/**
 * The builds of the project's own source. Where none of it is in the context, as after `git clone`, those of a folder: a tool of
 * others is named by its module with a version.
 */
function ownBuilds(builds: readonly GoBuild[]): readonly GoBuild[] {
  const own = builds.filter((build) => build.targets.some((one) => one.folder !== undefined));
  return own.length > 0 ? own : builds.filter((build) => build.targets.some((one) => !one.entry.includes("@")));
}

function programOf(input: HardenInput, module: GoMod | undefined, folders: readonly string[], tags: ReadonlySet<string>, programs: Map<string, GoProgram>): GoProgram | undefined {
  if (module === undefined || folders.length === 0) return undefined;
  const key = [module.path, ...folders, "", ...tags].join("\n");
  const before = programs.get(key);
  if (before !== undefined) return before;
  const program = readProgram(input.context, module, folders, tags);
  programs.set(key, program);
  return program.files.length === 0 ? undefined : program;
}

/** The build of what is started; where the start is a script or cannot be followed, the only build that there is. */
function builtStart(start: Start, builds: readonly SurveyedBuild[]): Built | undefined {
  if (start.origin?.kind === "made") return start.origin.made;
  if (start.origin?.kind === "context" && start.obstacles.length === 0) return undefined;
  const [only, second] = builds;
  const [target, other] = only?.build.targets ?? [];
  return only !== undefined && second === undefined && target !== undefined && other === undefined ? { build: only.build, target } : undefined;
}

/** In the stage that the program is copied out of; in the one that runs, where nothing of the Dockerfile says how it got there. */
function indirectBuilds(input: HardenInput, target: Stage, files: ImageFiles<Built>, start: Start): readonly IndirectBuild[] {
  const program = valueOf(start.program);
  if (start.origin?.kind === "copied") return start.origin.stage === undefined ? [] : findIndirectBuilds(input, files, start.origin.stage, start.origin.path);
  return start.origin === undefined && program !== undefined ? findIndirectBuilds(input, files, target, program.path) : [];
}

function startedProgram(input: HardenInput, start: Start, built: Built | undefined, indirect: readonly IndirectBuild[], programs: Map<string, GoProgram>): GoProgram | undefined {
  if (built !== undefined) return programOf(input, built.build.module, built.target.folder === undefined ? [] : [built.target.folder], built.build.tags, programs);
  if (start.origin?.kind !== "copied" && start.origin !== undefined) return undefined;
  const path = start.origin?.path ?? valueOf(start.program)?.path ?? "";
  const found = mainPackageOf(input, indirect) ?? mainPackageNamed(input, fileNameOf(path));
  return found === undefined ? undefined : programOf(input, found.module, [found.folder], new Set(), programs);
}

/** The one main package that a recipe names. */
function mainPackageOf(input: HardenInput, indirect: readonly IndirectBuild[]): { readonly module: GoMod; readonly folder: string } | undefined {
  const [folder, second] = new Set(indirect.flatMap((build) => build.folders));
  const module = folder === undefined || second !== undefined || !goFilesByFolder(input.context).has(folder) ? undefined : moduleAbove(input, folder);
  return folder === undefined || module === undefined ? undefined : { module, folder };
}

/** The main package that a program of this name is made of, where `make` or a script builds it: one of its name, or the only one. */
function mainPackageNamed(input: HardenInput, name: string): { readonly module: GoMod; readonly folder: string } | undefined {
  const mains: string[] = [];
  for (const folder of goFilesByFolder(input.context).keys()) {
    if (mains.length > MOST_MAIN_PACKAGES || folder.split("/").some((part) => ASIDE.has(part) || part.startsWith("_"))) continue;
    if (packageIn(input.context, folder, NO_TAGS) === "main") mains.push(folder);
  }
  const named = mains.filter((folder) => fileNameOf(folder) === name);
  const [folder, second] = named.length > 0 ? named : mains;
  if (folder === undefined || second !== undefined) return undefined;
  const module = moduleAbove(input, folder);
  return module === undefined ? undefined : { module, folder };
}

function moduleAbove(input: HardenInput, from: string): GoMod | undefined {
  for (let folder = from; ; folder = folderOf(folder)) {
    const module = goModIn(input.context, folder);
    if (module !== undefined || folder === ".") return module;
  }
}

function viewOf(input: HardenInput, target: Stage, files: ImageFiles<Built>, start: Start, program: GoProgram): ProgramView {
  const started = valueOf(start.program);
  const workdir = started?.workdir ?? valueOf(target.config.workdir) ?? "/";
  const surroundings: Surroundings = {
    workdir,
    program: started?.path,
    environment: (name) => imageEnvironment(target, name),
    flag: (name) => flagIn(started?.arguments ?? [], name),
  };
  return { program, surroundings, names: nameIndex(program), values: new GoValues(program, surroundings), context: input.context, target, files, workdir };
}

/** `-addr :9090`, `-addr=:9090`, `--addr=:9090`. */
function flagIn(argv: readonly string[], name: string): string | undefined {
  for (const [index, word] of argv.entries()) {
    const plain = word.startsWith("--") ? word.slice(1) : word;
    if (plain === `-${name}`) return argv[index + 1];
    if (plain.startsWith(`-${name}=`)) return plain.slice(name.length + 2);
  }
  return undefined;
}

/** Whether what the container starts is a Go program: built by the go command, or in a stage with Go in it. */
function recognise(input: HardenInput, target: Stage, start: Start, builds: readonly GoBuild[], read: GoProgram | undefined): Fact<boolean> {
  if (start.origin?.kind === "made") return known(true, buildEvidence(input, start.origin.made.build));
  const chain = input.subject.runtimeStages;
  const sources = new Set([...chain, ...chain.flatMap((stage) => stage.dependencies)]);
  const related = builds.find((build) => sources.has(build.stage));
  const program = valueOf(start.program);
  if (start.origin?.kind === "context" && start.obstacles.length === 0) return unknown("what the container starts comes from the build context as it is");
  const isFollowed = start.origin?.kind === "copied" || (start.origin === undefined && program !== undefined) || start.obstacles.length > 0;
  if (related !== undefined && isFollowed) return known(true, buildEvidence(input, related));
  const stage = start.origin?.kind === "copied" ? start.origin.stage : target;
  const image = stage === undefined ? undefined : goImage(stage);
  if (image !== undefined && stage !== undefined && isFollowed) return known(true, evidenceAt(input, stage.from.range, `is made from ${image}, which has Go`));
  const builder = start.origin?.kind === "copied" && read !== undefined && stage !== undefined ? input.subject.commands(stage).find(runsOtherBuilder) : undefined;
  if (builder !== undefined && read !== undefined) {
    const module: Evidence = { observation: "is a Go module", path: read.module.path, line: read.module.module?.line ?? 1 };
    return known(true, evidenceAt(input, builder.range, `runs ${builder.words.slice(0, 3).map((word) => word.text).join(" ")}`), module);
  }
  return unknown("nothing that the container starts is built by the go command");
}

function buildEvidence(input: HardenInput, build: GoBuild): Evidence {
  return evidenceAt(input, build.go.command.range, `builds it (${summary(build.script.instruction, input.subject.source)})`);
}

function goImage(stage: Stage): string | undefined {
  let root: Stage = stage;
  while (root.base.kind === "stage") root = root.base.stage;
  if (root.base.kind !== "image") return undefined;
  return findImage(root.base.reference)?.language?.name === "go" ? root.base.reference.text : undefined;
}
