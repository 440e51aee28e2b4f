import { cleanPath, fileNameOf, joinPath } from "../../../../context/path.ts";
import type { CommandSetting, Stage } from "../../../../dockerfile/model.ts";
import type { Instruction } from "../../../../dockerfile/syntax.ts";
import type { Command, ShellScript } from "../../../../shell/command.ts";
import { dialectOf } from "../../../../shell/dialect.ts";
import { readShellText, readStageInstruction } from "../../../../shell/read-shell.ts";
import { INITS, unwrap } from "../../../../shell/wrappers.ts";
import { type Evidence, type Fact, known, unknown, valueOf } from "../../../../source/fact.ts";
import type { Obstacle, StartedProgram } from "../../../application.ts";
import type { HardenInput } from "../../../plan.ts";
import { evidenceAt, summary } from "../../../stage/line.ts";
import type { Built } from "../build/go-build.ts";
import type { ImageFiles, Origin } from "./image-files.ts";
import { launcherObstacle } from "./launchers.ts";
import { searchPath } from "./stage-environment.ts";

/** What the container starts and where that comes from. */
export interface Start {
  readonly program: Fact<StartedProgram>;
  readonly origin: Origin<Built> | undefined;
  readonly obstacles: readonly Obstacle[];
}

/** Wrappers that leave nothing behind when the program runs. */
const TRANSPARENT = new Set(["exec", ...INITS]);

/** An argument vector split as the image splits it. */
interface Vector {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Resolve CMD and ENTRYPOINT of the target: to a built file, a file of the build context, or the reason why it cannot be told. */
export function findStart(input: HardenInput, target: Stage, files: ImageFiles<Built>): Start {
  const { entrypoint, cmd } = target.config;
  if (!entrypoint.known || !cmd.known) return undecided(input, target, files);
  if (entrypoint.value === undefined && cmd.value === undefined) return { program: unknown("neither ENTRYPOINT nor CMD says what is started"), origin: undefined, obstacles: [] };
  const settings = [entrypoint.value, cmd.value];
  const evidence = settings.flatMap((setting) => instructionEvidence(input, setting));
  const commands = settings.flatMap((setting) => (setting?.instruction === undefined ? [] : (scriptOf(target, setting.instruction)?.commands ?? [])));
  const development = developmentObstacle(commands, evidence);
  if (development !== undefined) return { program: unknown(development.reason), origin: undefined, obstacles: [development] };
  const vector = composeVector(input, target, entrypoint.value, cmd.value);
  if ("reason" in vector) return { program: unknown(vector.reason), origin: undefined, obstacles: [vector] };
  return resolve(input, target, files, vector);
}

/** A base that is not known may have an ENTRYPOINT, which would get what CMD names as its arguments: whose source that is can be told all the same. */
function undecided(input: HardenInput, target: Stage, files: ImageFiles<Built>): Start {
  const { entrypoint, cmd, workdir } = target.config;
  const setting = valueOf(entrypoint) ?? valueOf(cmd);
  const plain = setting === undefined ? undefined : setting.form === "exec" ? [...setting.argv] : plainArguments(target, setting);
  const program = Array.isArray(plain) ? plain[0] : undefined;
  const place = program === undefined ? undefined : locate(target, files, program, valueOf(workdir) ?? "/");
  const reason = entrypoint.known ? (cmd.known ? "" : cmd.reason) : entrypoint.reason;
  const evidence = instructionEvidence(input, setting);
  const obstacle: Obstacle = { reason: `what the container starts is not certain (${reason}); write ENTRYPOINT and CMD into the Dockerfile`, evidence, rulesOut: "base-change" };
  return { program: unknown(reason), origin: place?.origin, obstacles: [obstacle] };
}

function composeVector(input: HardenInput, target: Stage, entrypoint: CommandSetting | undefined, cmd: CommandSetting | undefined): Vector | Obstacle {
  const evidence = [entrypoint, cmd].flatMap((setting) => instructionEvidence(input, setting));
  const first = entrypoint ?? cmd;
  if (first?.form === "shell") {
    const plain = plainArguments(target, first);
    if (!Array.isArray(plain)) return { reason: `${keywordOf(first)} ${plain}`, evidence, rulesOut: "base-change" };
    return entrypoint === undefined ? { entrypoint: [], cmd: plain, evidence } : { entrypoint: plain, cmd: [], evidence };
  }
  if (entrypoint !== undefined && cmd?.form === "shell") {
    const plain = plainArguments(target, cmd);
    if (!Array.isArray(plain)) return { reason: `CMD ${plain}`, evidence, rulesOut: "base-change" };
    return { reason: "CMD in shell form gives the ENTRYPOINT a shell as its arguments; write CMD as a JSON array", evidence, rulesOut: "base-change" };
  }
  return unwrapVector({ entrypoint: entrypoint?.argv ?? [], cmd: cmd?.argv ?? [], evidence });
}

function instructionEvidence(input: HardenInput, setting: CommandSetting | undefined): readonly Evidence[] {
  const instruction = setting?.instruction;
  return instruction === undefined ? [] : [evidenceAt(input, instruction.range, `is ${summary(instruction, input.subject.source)}`)];
}

function keywordOf(setting: CommandSetting): string {
  return setting.instruction?.keyword ?? "the start command";
}

/** The arguments of a shell form that is one plain command; else what it needs a shell for, as the end of a sentence. */
function plainArguments(target: Stage, setting: CommandSetting): string[] | string {
  const { instruction } = setting;
  const script = instruction === undefined ? undefined : scriptOf(target, instruction);
  if (script === undefined || !script.complete) return "is in shell form and could not be read; write it as a JSON array";
  const [command, second] = script.commands;
  if (command === undefined) return "starts nothing";
  if (second !== undefined) return "runs several commands in a shell; start one program as a JSON array and do the rest in the program, in the build or in a second container";
  const reason = needsShell(command);
  if (reason !== undefined) return `${reason}; write it as a JSON array or let the program do it`;
  return command.words.flatMap((word) => word.value ?? []);
}

function needsShell(command: Command): string | undefined {
  const { conditional, background, pipeline } = command.circumstance;
  if (conditional || background || pipeline.length > 1) return "uses the shell's operators";
  if (command.redirections.length > 0) return "redirects its input or output";
  if (command.assignments.length > 0) return "sets environment variables in a shell";
  if (command.wrappers.some((wrapper) => !TRANSPARENT.has(wrapper.name))) return `starts through ${command.wrappers.map((wrapper) => wrapper.name).join(", ")}`;
  if (command.words.some((word) => word.value === undefined)) return "uses variables that only a shell expands";
  return undefined;
}

/** The script of an instruction, also of one that the stage inherits from a stage of the file. */
function scriptOf(stage: Stage, instruction: Instruction): ShellScript | undefined {
  for (let owner: Stage | undefined = stage; owner !== undefined; owner = owner.base.kind === "stage" ? owner.base.stage : undefined) {
    if (owner.instructions.includes(instruction)) return readStageInstruction(owner, instruction);
  }
  return undefined;
}

/** `tini -- program` starts the program. The wrapper may stand alone in ENTRYPOINT with the program in CMD. */
function unwrapVector(vector: Vector): Vector | Obstacle {
  const argv = [...vector.entrypoint, ...vector.cmd];
  const { wrappers, assignments, start } = unwrap(argv);
  if (wrappers.length === 0) return vector;
  const other = wrappers.find((wrapper) => !INITS.has(wrapper.name));
  if (other !== undefined || assignments.length > 0) {
    return { reason: `it is started through ${other?.name ?? "env"}; start the program itself and give it its user and environment with USER and ENV`, evidence: vector.evidence, rulesOut: "base-change" };
  }
  const inits = wrappers.map((wrapper) => ({ observation: `${wrapper.name} only passes on signals; the engine's own init does that (--init)` }));
  const kept = Math.max(start, 0);
  return {
    entrypoint: vector.entrypoint.slice(Math.min(kept, vector.entrypoint.length)),
    cmd: vector.cmd.slice(Math.max(0, kept - vector.entrypoint.length)),
    evidence: [...vector.evidence, ...inits],
  };
}

function resolve(input: HardenInput, target: Stage, files: ImageFiles<Built>, vector: Vector): Start {
  const argv = [...vector.entrypoint, ...vector.cmd];
  const [program = "", ...rest] = argv;
  const workdir = valueOf(target.config.workdir) ?? "/";
  const obstacle = obstacleOf(argv, vector.evidence);
  const place = locate(target, files, program, workdir);
  const path = place?.path ?? (program.includes("/") ? joinPath(workdir, program) : undefined);
  if (path === undefined) {
    const reason = program === "" ? "the start command is empty" : `where ${program} lies is not seen: no COPY and no build command puts it into a folder of PATH`;
    return { program: unknown(reason), origin: undefined, obstacles: obstacle === undefined ? [] : [obstacle] };
  }
  const isInCmd = vector.entrypoint.length === 0;
  const started: StartedProgram = { path, arguments: rest, entrypoint: withPath(vector.entrypoint, path), cmd: isInCmd ? withPath(vector.cmd, path) : vector.cmd, workdir };
  const script = obstacle ?? scriptObstacle(input, place?.origin, path, vector.evidence);
  return { program: known(started, ...vector.evidence), origin: place?.origin, obstacles: script === undefined ? [] : [script] };
}

function withPath(argv: readonly string[], path: string): readonly string[] {
  return argv.length === 0 ? argv : [path, ...argv.slice(1)];
}

/** Where the engine finds a program: by its path, else in the first folder of PATH that has it. */
function locate(target: Stage, files: ImageFiles<Built>, program: string, workdir: string): { readonly path: string; readonly origin: Origin<Built> } | undefined {
  const candidates = program.includes("/") ? [joinPath(workdir, program)] : program === "" ? [] : searchPath(target).map((folder) => joinPath(folder, program));
  for (const path of candidates) {
    const origin = files.origin(target, cleanPath(path));
    const isFile = origin !== undefined && !(origin.kind === "context" && origin.folder);
    // A whole folder that is copied from elsewhere may or may not hold a program of a bare name.
    if (isFile && (program.includes("/") || origin.kind !== "copied" || origin.named)) return { path, origin };
  }
  return undefined;
}

/** What is for development in a shell or a script that the container starts: `sh -c "go run ."`, `go mod download && air`. */
function developmentObstacle(commands: readonly Command[], evidence: readonly Evidence[]): Obstacle | undefined {
  for (const { words } of commands) {
    const obstacle = launcherObstacle(words.map((word) => word.value), evidence);
    if (obstacle?.rulesOut === "everything") return obstacle;
  }
  return undefined;
}

/** What is started is no program of the project: a toolchain, a reloader, a supervisor, a shell. */
function obstacleOf(argv: readonly string[], evidence: readonly Evidence[]): Obstacle | undefined {
  const program = fileNameOf(argv[0] ?? "");
  const launcher = launcherObstacle(argv, evidence);
  if (launcher !== undefined) return launcher;
  if (dialectOf(program) === undefined) return undefined;
  return { reason: `it is started through ${program}; start the program itself as a JSON array`, evidence, rulesOut: "base-change" };
}

/** A script as the start: it and every tool in it would have to come along. */
function scriptObstacle(input: HardenInput, origin: Origin<Built> | undefined, path: string, evidence: readonly Evidence[]): Obstacle | undefined {
  const place = origin?.kind === "context" ? origin.path : undefined;
  const text = place === undefined ? undefined : input.context.tree.read(place);
  const isScript = text?.startsWith("#!") === true || path.endsWith(".sh");
  if (!isScript) return undefined;
  const own: Evidence = place === undefined ? { observation: `${path} is a shell script` } : { observation: "is a script that the container starts", path: place, line: 1 };
  const development = text === undefined ? undefined : developmentObstacle(readShellText(text).commands, [...evidence, own]);
  if (development !== undefined) return development;
  return {
    reason: `${path} is a script, which needs a shell and every program that it calls; start the program itself as a JSON array and move what the script prepares into the program or the build`,
    evidence: [...evidence, own],
    rulesOut: "base-change",
  };
}
