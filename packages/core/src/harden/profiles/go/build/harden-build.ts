import { fileNameOf } from "../../../../context/path.ts";
import type { Evidence } from "../../../../source/fact.ts";
import { valueOf } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import { isAtOrBelow } from "../behaviour/paths.ts";
import { exposedPorts } from "../container/exposed-ports.ts";
import type { GoSurvey } from "../survey.ts";
import { cacheDecision } from "./cache-decision.ts";
import { cgoDecision } from "./cgo-decision.ts";
import { flagsDecision } from "./flags-decision.ts";
import { flagOf } from "./go-command.ts";
import { runsOtherBuilder } from "./other-builder.ts";

const MOST_EVIDENCE = 20;

/** Decisions about the build, and about what the source says and the Dockerfile does not heed. */
export function hardenGoBuild(input: HardenInput, survey: GoSurvey): readonly Decision[] {
  const decisions: Decision[] = [];
  for (const surveyed of survey.builds) {
    decisions.push(cgoDecision(input, surveyed), flagsDecision(input, surveyed.build));
    const obsolete = obsoleteDecision(input, surveyed);
    if (obsolete !== undefined) decisions.push(obsolete);
  }
  const stages = new Map(survey.builds.map(({ build }) => [build.stage, build]));
  for (const build of stages.values()) {
    const cache = cacheDecision(input, survey, build);
    if (cache !== undefined) decisions.push(cache);
  }
  if (survey.builds.length === 0) decisions.push(indirectDecision(input, survey));
  return [...withoutRepeats(decisions), ...fileDecisions(survey), ...portDecisions(input, survey)];
}

/** Several builds of one RUN ask for the same mounts once. */
function withoutRepeats(decisions: readonly Decision[]): readonly Decision[] {
  const seen = new Set<string>();
  return decisions.map((decision) => ({
    ...decision,
    edits: decision.edits.filter((edit) => {
      const key = `${edit.range.start}-${edit.range.end}:${edit.text}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    }),
  }));
}

/** Advice of Go before 1.10 that many pages repeat. Source: Go 1.10 release notes, "Build". */
function obsoleteDecision(input: HardenInput, { build }: GoSurvey["builds"][number]): Decision | undefined {
  const found = [flagOf(build.go, "-installsuffix"), flagOf(build.go, "-a")].filter((flag) => flag !== undefined);
  if (found.length === 0) return undefined;
  return {
    id: "obsolete-flags",
    question: "Are there flags that no longer do anything useful?",
    answer: "warn",
    outcome: `${found.map((flag) => flag.name).join(" and ")}: needed before Go 1.10 to keep two kinds of packages apart; the build cache does that now, and -a only makes it compile everything anew. Left as it stands; take it out to build faster`,
    evidence: found.map((flag) => evidenceAt(input, flag.word.range, `builds with ${flag.word.text}`)),
    edits: [],
  };
}

/** `make build` and scripts: what they run is not in the Dockerfile, so nothing in it can be edited. */
function indirectDecision(input: HardenInput, survey: GoSurvey): Decision {
  const chain = [...new Set([...input.subject.runtimeStages, ...input.subject.runtimeStages.flatMap((stage) => stage.dependencies)])];
  const builder = chain.flatMap((stage) => input.subject.commands(stage)).find(runsOtherBuilder);
  const place = survey.start.origin?.instruction;
  const evidence: readonly Evidence[] =
    builder === undefined
      ? place === undefined ? [{ observation: "no go build and no go install in the Dockerfile" }] : [evidenceAt(input, place.range, "copies the built program in")]
      : [evidenceAt(input, builder.range, `runs ${builder.words.slice(0, 3).map((word) => word.text).join(" ")}`)];
  const where = builder === undefined ? "to the command that builds it" : `to the go build that ${builder.name ?? "it"} runs`;
  return {
    id: "build-flags",
    question: "Is the program built static, without paths and debug information?",
    answer: "warn",
    outcome: `not seen: the Dockerfile itself has no go build. Add CGO_ENABLED=0, -trimpath and -ldflags='-s -w' ${where}, where nothing needs cgo`,
    evidence,
    edits: [],
  };
}

/** Files that the source reads and the image has not; files that it writes beside the program. */
function fileDecisions({ reads, writes, view, start }: GoSurvey): readonly Decision[] {
  const decisions: Decision[] = [];
  if (view === undefined) return decisions;
  const isWritten = (path: string): boolean => writes.paths.some((written) => isAtOrBelow(written.path, path) && !isAtOrBelow(written.path, view.workdir)) || writes.files.some((file) => file.path === path);
  const missing = reads.missing.filter(({ path }) => !isWritten(path));
  const forgotten = missing.filter(({ contextPath }) => contextPath !== undefined);
  const elsewhere = missing.filter(({ contextPath, copied }) => contextPath === undefined && !copied);
  const unresolved = [...reads.unresolved, ...missing.filter(({ copied }) => copied).map(({ evidence, path }) => ({ ...evidence, observation: `${evidence.observation}, which may lie in what is copied to ${path}` }))];
  const question = "Does the image have what the program reads?";
  if (forgotten.length > 0) {
    const pairs = forgotten.map(({ path, contextPath }) => `${path} (${contextPath ?? ""} in the build context)`);
    decisions.push({ id: "assets", question, answer: "warn", outcome: `it reads ${list(pairs)}, which nothing copies into the image; add a COPY, or the program fails where it reads it`, evidence: forgotten.slice(0, MOST_EVIDENCE).map((file) => file.evidence), edits: [] });
  }
  if (elsewhere.length > 0) {
    const outcome = `it reads ${list(elsewhere.map(({ path }) => path))}, which is neither in the build context nor put into the image by the Dockerfile: it comes with the original base, is mounted, or is made at run time; mount it where it is needed`;
    decisions.push({ id: "assets", question, answer: "warn", outcome, evidence: elsewhere.slice(0, MOST_EVIDENCE).map((file) => file.evidence), edits: [] });
  }
  if (unresolved.length > 0) {
    const outcome = `${unresolved.length} ${unresolved.length === 1 ? "place reads" : "places read"} a file that is not certain to be found; whatever is not named in this plan and is not mounted would be missing`;
    decisions.push({ id: "assets", question, answer: "warn", outcome, evidence: unresolved.slice(0, MOST_EVIDENCE), edits: [] });
  }
  const program = valueOf(start.program)?.path;
  const beside = writes.paths.filter((written) => written.purpose === "data" && program !== undefined && isAtOrBelow(written.path, program));
  const files = writes.files.filter((file) => beside.some((written) => isAtOrBelow(written.path, file.path)));
  if (beside.length > 0 && program !== undefined) {
    const names = files.length === 0 ? beside.map((written) => written.path) : files.map((file) => file.path);
    const outcome = `it writes ${list(names)} into the folder of ${fileNameOf(program)} itself, which can be neither read-only nor a volume; let it write into a folder of its own, as ${view.workdir === "/" ? "" : view.workdir}/data`;
    decisions.push({ id: "writes", question: "Can what it writes be kept apart from the program?", answer: "warn", outcome, evidence: beside.map((written) => written.evidence), edits: [] });
  }
  if (writes.unresolved.length > 0) {
    const outcome = `${writes.unresolved.length} ${writes.unresolved.length === 1 ? "place writes" : "places write"} to a path that only the run tells; with a read-only root it fails there unless that folder is a volume or scratch space`;
    decisions.push({ id: "writes", question: "Is it known where it writes?", answer: "warn", outcome, evidence: writes.unresolved.slice(0, MOST_EVIDENCE), edits: [] });
  }
  return decisions;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8);
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}

/** EXPOSE and the source tell different ports; or the program listens only for itself. */
function portDecisions(input: HardenInput, { listening, target }: GoSurvey): readonly Decision[] {
  const exposed = exposedPorts(target).filter((port) => port.range !== undefined);
  const own = listening.ports.map((port) => port.port);
  const decisions: Decision[] = [];
  const wrong = listening.unresolved.length > 0 || own.length === 0 ? [] : exposed.filter((port) => !own.includes(port.port));
  if (wrong.length > 0) {
    const evidence = [...wrong.map((port) => evidenceAt(input, port.range ?? target.from.range, `exposes ${port.port}`)), ...listening.ports.map((port) => port.evidence)];
    decisions.push({ id: "port", question: "Does EXPOSE name the port on which the program listens?", answer: "warn", outcome: `EXPOSE names ${wrong.map((port) => port.port).join(", ")}, the source listens on ${own.join(", ")}; the run line and the manifests follow the source`, evidence, edits: [] });
  }
  if (own.length === 0 && listening.loopback.length > 0) {
    decisions.push({ id: "port", question: "Can the program be reached?", answer: "warn", outcome: "it listens only on the loopback address, which nothing outside of its container reaches; let it listen on 0.0.0.0 or an empty host", evidence: listening.loopback, edits: [] });
  }
  return decisions;
}
