import { fileNameOf, folderOf } from "../../../context/path.ts";
import { canEdit } from "../../../facts/build/edit-place.ts";
import type { Stage } from "../../../dockerfile/model.ts";
import { type Evidence, type Fact, known, unknown, valueOf } from "../../../source/fact.ts";
import { adjustmentsIn } from "../../adjust/stated.ts";
import type { Application, BuildCommand, ListeningPort, Obstacle, RuntimeFile } from "../../application.ts";
import type { HardenInput } from "../../plan.ts";
import type { Profile } from "../../profile.ts";
import { evidenceAt } from "../../stage/line.ts";
import { findEnvironment } from "./behaviour/environment.ts";
import { fileDecisions } from "./behaviour/file-decisions.ts";
import { findHealth } from "./behaviour/health.ts";
import { findNeeds } from "./behaviour/needs.ts";
import { portDecisions } from "./behaviour/port-decisions.ts";
import { evidenceIn } from "./behaviour/program-view.ts";
import { builtLibc } from "./build/build-cgo.ts";
import { indirectLibc } from "./recipe/indirect-decisions.ts";
import { exposedPorts } from "./container/exposed-ports.ts";
import { hardenGoBuild, indirectNeed } from "./build/harden-build.ts";
import { isMajorVersion } from "./language/go-file.ts";
import { type GoSurvey, surveyGo } from "./survey.ts";

const UNREAD = "the source of the program is not in the build context";
const GENERIC_FOLDERS = new Set(["cmd", "main", "api", "server", "app", "service", "svc", "web", "http", "backend", "bin", "src", "."]);
const NEEDS_UNREAD: Application["needs"] = { caCertificates: unknown(UNREAD), timeZones: unknown(UNREAD), programs: [], account: unknown(UNREAD) };
const MOST_NOTES = 20;
const MOST_EMBEDS = 5;

/** Go services: what they need is read in their source, and their own `go build` is hardened. */
export const goProfile: Profile = {
  name: "go",
  recognises(input) {
    return surveyGo(input)?.recognised ?? unknown("there is no stage");
  },
  collect(input) {
    const survey = surveyGo(input);
    if (survey === undefined) throw new RangeError("a fragment without a stage has no program to collect");
    return collect(input, survey);
  },
  hardenBuild(input) {
    const survey = surveyGo(input);
    return survey === undefined ? [] : [...hardenGoBuild(input, survey), ...fileDecisions(survey, adjustmentsIn(input).files.map(({ value }) => value)), ...portDecisions(input, survey)];
  },
};

function collect(input: HardenInput, survey: GoSurvey): Application {
  const { target, view, start } = survey;
  const ports = listeningPorts(input, survey);
  const needs = view === undefined ? NEEDS_UNREAD : findNeeds(view);
  return {
    ecosystem: "go",
    name: nameOf(input, survey),
    buildStage: buildStage(survey),
    builds: survey.builds.map((surveyed) => buildCommand(input, surveyed)),
    start: start.program,
    libc: libc(input, survey),
    files: runtimeFiles(survey),
    writes: survey.writes.paths,
    ports,
    health: findHealth(input, view, target, ports),
    needs,
    environment: view === undefined ? [] : findEnvironment(view),
    obstacles: [...start.obstacles, ...programObstacles(needs)],
    looked: looked(survey),
  };
}

/** The last part of the module's path; that of the main package's folder where it says more than `cmd/api`. */
function nameOf(input: HardenInput, { view, built, start }: GoSurvey): string {
  const module = (view?.program.module ?? built?.build.module)?.module?.path;
  const folder = view?.program.mains[0]?.folder;
  const own = folder === undefined ? "." : fileNameOf(folder);
  const isRoot = view !== undefined && folder === folderOf(view.program.module.path);
  if (!isRoot && !GENERIC_FOLDERS.has(own)) return own;
  const elements = (module?.split("/") ?? []).filter((element) => !isMajorVersion(element));
  const name = elements.findLast((element, index) => index > 0 && !GENERIC_FOLDERS.has(element)) ?? elements.at(-1);
  return name ?? fileNameOf(valueOf(start.program)?.path ?? "") ?? fileNameOf(input.contextFolder.folder);
}

/** Where the built program lies: in the stage that builds it, in one that it is copied out of, else in the one that runs. */
function buildStage({ target, built, start }: GoSurvey): Stage {
  if (built !== undefined) return built.build.stage;
  return start.origin?.kind === "copied" ? (start.origin.stage ?? target) : target;
}

function buildCommand(input: HardenInput, { build }: GoSurvey["builds"][number]): BuildCommand {
  const [first, second] = build.targets;
  const evidence = evidenceAt(input, build.go.command.range, `is ${build.go.command.words.slice(0, 2).map((word) => word.text).join(" ")}`);
  const several = "it builds several main packages";
  const output: Fact<string> = second !== undefined ? unknown(several) : first?.output === undefined ? unknown("where the built file goes is not certain") : known(first.output, evidence);
  const entry: Fact<string> = second !== undefined ? unknown(several) : first === undefined ? unknown("which package is built is not certain") : known(first.entry, evidence);
  return { stage: build.stage, script: build.script, command: build.go.command, output, entry };
}

function libc(input: HardenInput, survey: GoSurvey): Fact<"none" | "glibc" | "musl"> {
  const use = survey.builds.find(({ build }) => build === survey.built?.build);
  if (use === undefined) return indirectLibc(input, survey.indirect, indirectNeed(input, survey));
  return builtLibc(input, use.build, use.cgo, canEdit(input.subject.source, { script: use.build.script, command: use.build.go.command }, use.build.go.actionWord));
}

/** The program, what it reads, and data that it begins with, all in the file system of the stage that runs in the original. */
function runtimeFiles(survey: GoSurvey): readonly RuntimeFile[] {
  const { target, start, reads, writes } = survey;
  const program = valueOf(start.program);
  const written = new Set(writes.files.map((file) => file.path));
  const read = new Set(reads.files.map((file) => file.path));
  const others = [...reads.files.map((file) => (written.has(file.path) ? { ...file, written: true } : file)), ...firstData(survey).filter((file) => !read.has(file.path))];
  if (program === undefined) return others;
  const evidence: Evidence = start.program.known ? (start.program.evidence[0] ?? { observation: "is what the container starts" }) : { observation: "is what the container starts" };
  const own: RuntimeFile = { path: program.path, stage: target, kind: "program", relative: false, evidence };
  return [own, ...others.filter((file) => file.path !== program.path)];
}

/** Files that it writes and that the image has already, as a database with its tables: without them it begins with nothing. */
function firstData({ target, files, writes }: GoSurvey): readonly RuntimeFile[] {
  const found = new Map<string, RuntimeFile>();
  for (const { path, relative, evidence } of writes.files) {
    const origin = files.origin(target, path);
    const isThere = origin?.kind === "context" ? !origin.folder : origin?.kind === "copied" && origin.named;
    if (isThere) found.set(path, { path, stage: target, kind: "file", relative, written: true, evidence });
  }
  return [...found.values()];
}

/** What the source opens; and what EXPOSE names, where the source does not tell all. */
function listeningPorts(input: HardenInput, { target, listening, view }: GoSurvey): readonly ListeningPort[] {
  const complete = view !== undefined && listening.unresolved.length === 0 && listening.ports.length > 0;
  const exposed = complete ? [] : exposedPorts(target);
  const added = exposed.flatMap((port): ListeningPort[] => {
    if (port.protocol === "sctp" || listening.ports.some((own) => own.port === port.port && own.protocol === port.protocol)) return [];
    const evidence = port.range === undefined ? { observation: `the base exposes ${port.port}` } : evidenceAt(input, port.range, `exposes ${port.port}`);
    return [{ port: port.port, protocol: port.protocol, variable: undefined, fixed: true, evidence }];
  });
  return [...listening.ports, ...added];
}

/** Programs that a base without them and without a shell cannot run. */
function programObstacles({ programs }: Application["needs"]): readonly Obstacle[] {
  if (programs.length === 0) return [];
  const names = [...new Set(programs.map((program) => program.name ?? "one whose name only the run tells"))];
  const reason =
    `it starts other programs (${names.join(", ")}), which a base without them and without a shell cannot run; ` +
    "do it in Go, or take a base with a package manager and install them";
  return [{ reason, evidence: programs.map((program) => program.evidence), rulesOut: "shell-less" }];
}

function looked({ view, reads, writes, listening, start }: GoSurvey): readonly Evidence[] {
  if (view === undefined) return [{ observation: `${UNREAD}: only the Dockerfile was read` }];
  const { program } = view;
  const extent = program.complete ? "none left out" : `but ${program.gaps.join("; ")}`;
  const whole: Evidence = { observation: `${program.files.length} Go files in ${program.packages.length} packages were read, ${extent}` };
  const foreign = [...program.external.keys()].filter((path) => (path.split("/")[0] ?? "").includes(".")).length;
  const module = program.module.module === undefined ? {} : { path: program.module.path };
  const others: Evidence[] = foreign === 0 ? [] : [{ observation: `${foreign} packages of other modules are imported and were not read`, ...module }];
  const open = [...reads.unresolved, ...writes.unresolved, ...listening.unresolved];
  const more: Evidence[] = open.length > MOST_NOTES ? [{ observation: `${open.length - MOST_NOTES} more places read or write what only the run tells` }] : [];
  const unresolvedStart: Evidence[] = start.program.known ? [] : [{ observation: start.program.reason }];
  const heard = listening.ports.length + listening.unresolved.length + listening.loopback.length;
  const silent: Evidence[] = heard > 0 ? [] : [{ observation: `nothing in ${program.files.length} Go files opens a port in a way that is known; EXPOSE is taken at its word` }];
  const embeds = program.files.flatMap((file) => file.embeds.map((embed) => evidenceIn(file, embed.start, `embeds ${embed.pattern}, which is part of the program`)));
  return [whole, ...others, ...embeds.slice(0, MOST_EMBEDS), ...unresolvedStart, ...silent, ...open.slice(0, MOST_NOTES), ...more, ...listening.loopback];
}
