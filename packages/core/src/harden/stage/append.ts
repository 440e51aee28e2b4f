import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { format } from "../identity.ts";
import type { Decision } from "../plan.ts";
import type { Move, WrittenStage } from "../move.ts";
import type { RuntimeFile } from "../application.ts";
import { outOfRoot, programOutOfRoot } from "./closed-folder.ts";
import { carryEnvironment } from "./environment.ts";
import { donorFolder, ownedFolders } from "./folders.ts";
import { convertHealth } from "./health.ts";
import { copyLine, evidenceAt, execForm, runLine, unusedStageName } from "./line.ts";
import { alpineCommands } from "./packages.ts";
import { canMove, movedPorts } from "./ports.ts";
import { proberCopy, proberStage } from "./prober.ts";

/** Build and run stood in one stage: the build stays, and a stage that takes over only what runs is appended. */
export function appendStage(move: Move): WrittenStage | Decision {
  const { input, application, choice, identity } = move;
  const start = application.start;
  if (!start.known) return refuse("start", `what it starts is not known: ${start.reason}`);
  const target = input.subject.target ?? application.buildStage;
  const name = nameStage(move, target);
  const stages = [...input.subject.runtimeStages].reverse();
  const environment = carryEnvironment(stages, new Set(application.ports.filter(canMove).flatMap((port) => port.variable ?? [])));
  const folders = ownedFolders(move);
  const health = convertHealth(move);
  const ports = movedPorts(move);
  const source = name.name;
  const donor = donorFolder(move);
  const prober = unusedStageName(input, "healthcheck", "health-check");
  const program = programOutOfRoot(start.value);
  const copies = application.files.map((file) => copyOf(move, file, folders.paths, file.stage === target ? source : (file.stage.name ?? String(file.stage.index))));
  const givenFolders = choice.shell ? [] : folders.paths.map((path) => copyLine(source, donor + path, path, `--chown=${format(identity)} `));
  const lines = [
    ...(choice.shell || folders.paths.length === 0 ? [] : [runLine([`mkdir -p ${folders.paths.map((path) => donor + path).join(" ")}`], input), ""]),
    ...(health.probe === undefined ? [] : [...proberStage(move, source, prober), ""]),
    `FROM ${choice.reference}`,
    ...(choice.packageManager === "apk" ? [runLine(alpineCommands(choice.packages, identity, folders.paths), input)] : []),
    `LABEL org.opencontainers.image.base.name="${choice.reference}"`,
    ...environment,
    ...ports.environmentLines,
    // A folder belongs to whoever makes it first, and keeps its owner: root's come first, then those of the identity with what lies in them.
    ...copies.filter((copy) => copy.folder === undefined).map((copy) => copy.line),
    ...givenFolders,
    ...copies.filter((copy) => copy.folder !== undefined).map((copy) => copy.line),
    `WORKDIR ${program.workdir}`,
    ...(health.probe === undefined ? [] : [proberCopy(prober)]),
    ...carried(stages, move),
    ...ports.exposeLines,
    `USER ${format(identity)}`,
    ...(health.line === undefined ? [] : [health.line]),
    ...startLines(program.entrypoint, program.cmd, program.path),
  ];
  const eol = input.subject.source.lineEnd;
  return {
    decisions: [...name.decisions, ...folders.decisions, ...health.decisions, ...ports.decisions, takeOver(move)],
    appended: eol + lines.map((line) => line.split("\n").map((part) => part.replace(/\r$/, "")).join(eol) + eol).join(""),
    healthcheck: health.command,
    reference: choice.reference,
    baseDecisions: choice.decisions,
    replaced: undefined,
  };
}

/** The built stage needs a name that COPY --from can say; one that it has is kept. */
function nameStage(move: Move, target: Stage): { readonly name: string; readonly decisions: readonly Decision[] } {
  const { source } = move.input.subject;
  if (target.name !== undefined && target.nameRange !== undefined) return { name: source.slice(target.nameRange), decisions: [] };
  const name = unusedStageName(move.input, "build", "builder", "build-stage");
  const at = target.base.range.end;
  return {
    name,
    decisions: [
      {
        id: "stages",
        question: "Is building split from running?",
        answer: "adapt",
        outcome: `the original stage becomes "${name}" and only builds; toolchain, source and caches stay behind in it`,
        evidence: [evidenceAt(move.input, target.from.range, "builds and runs in one stage")],
        edits: [{ range: { start: at, end: at }, text: ` AS ${name}` }],
        rule: "no-build-tools-at-runtime",
      },
    ],
  };
}

interface FileCopy {
  readonly line: string;
  /** The folder of the identity in which it lies. */
  readonly folder: string | undefined;
}

/** What the program may have to write belongs to the identity; the program and what stands beside it do not. */
function copyOf({ identity }: Move, file: RuntimeFile, given: readonly string[], from: string): FileCopy {
  const destination = outOfRoot(file.path);
  const folder = given.find((path) => destination === path || destination.startsWith(`${path}/`));
  return { line: copyLine(from, file.path, destination, file.written === true ? `--chown=${format(identity)} ` : ""), folder };
}

/** LABEL, VOLUME and STOPSIGNAL as they were written. */
function carried(stages: readonly Stage[], move: Move): readonly string[] {
  const { source } = move.input.subject;
  const wanted = (instruction: Instruction): boolean => instruction.keyword === "LABEL" || instruction.keyword === "VOLUME" || instruction.keyword === "STOPSIGNAL";
  return stages.flatMap((stage) => stage.instructions.filter(wanted).map((instruction) => source.slice(instruction.range)));
}

/** The original's split between ENTRYPOINT and CMD, with the program by its absolute path. */
function startLines(entrypoint: readonly string[], cmd: readonly string[], path: string): readonly string[] {
  const withPath = (argv: readonly string[]): string => execForm([path, ...argv.slice(1)]);
  if (entrypoint.length === 0) return [`CMD ${withPath(cmd)}`];
  return [`ENTRYPOINT ${withPath(entrypoint)}`, ...(cmd.length === 0 ? [] : [`CMD ${execForm(cmd)}`])];
}

function takeOver(move: Move): Decision {
  const { files } = move.application;
  return {
    id: "runtime-files",
    question: "What does the program need beside itself?",
    answer: "adapt",
    outcome: `the running image takes over ${files.map((file) => file.path).join(", ")} and nothing else`,
    evidence: files.map((file) => file.evidence),
    edits: [],
  };
}

function refuse(id: string, outcome: string): Decision {
  return { id, question: "Can the running part be taken out?", answer: "refuse", outcome, evidence: [], edits: [] };
}
