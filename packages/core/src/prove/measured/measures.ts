import type { Surface } from "../../image/surface.ts";
import type { Judgement } from "../../judge/judge.ts";
import { SEVERITIES } from "../../rules/severity.ts";
import type { Fact } from "../../source/fact.ts";
import type { Candidate, MeasuredImage } from "../proof.ts";
import type { ProcessState, Trial } from "../trial.ts";
import { baseOf } from "./base.ts";
import type { Figure } from "./figure.ts";

/** One row of the comparison: what it is called, and how it is read from what was measured of one container. */
export interface Measure {
  /** Stable: a statement of an earlier proof names its figures by it. */
  readonly id: string;
  readonly label: string;
  /** Whether less (or a better letter) is better; else the row only tells. */
  readonly judged: boolean;
  /** What a cell says when there is nothing to show; the reason stands beside the table. */
  readonly missing: string;
  readonly read: (candidate: Candidate) => Figure;
}

const NOT_MEASURED = "not measured";
/** An image can hold any number of files of any name; a figure stays one that people can read. */
const MOST_NAMES = 50;
const LONGEST_NAME = 200;
const LONGEST_TEXT = 600;

/** The rows of the comparison in their order; every view of a proof shows these. */
export const MEASURES: readonly Measure[] = [
  judged("grade", "Grade", ({ judgement }) => gradeFigure(judgement)),
  judged("findings", "Findings", ({ judgement }) => findingsFigure(judgement)),
  told("base", "Base", (candidate) => ofFact(baseOf(candidate), text)),
  told("distribution", "Distribution", ofSurface((surface) => (surface.distribution === undefined ? missing("the image has no os-release") : text(surface.distribution)))),
  judged("packages", "Packages", ofSurface((surface) => packages(surface))),
  judged("user", "User", user),
  judged("shells", "Shells", ofSurface((surface) => names(surface.shells))),
  judged("packageManagers", "Package managers", ofSurface((surface) => names(surface.packageManagers))),
  judged("setuid", "Setuid files", ofSurface((surface) => names(surface.setuid))),
  judged("fileCapabilities", "File capabilities", ofSurface((surface) => names(surface.fileCapabilities.map((file) => `${file.path} (${file.capabilities.join(", ")})`)))),
  judged("executables", "Executables", ofSurface((surface) => count(surface.executables))),
  judged("ports", "Listening ports", ofTrial(({ listening }) => ofFact(listening, (ports) => names([...new Set(ports.map((port) => `${port.port}/${port.protocol}`))])))),
  judged("capabilities", "Capabilities", ofProcess((process) => names(process.capabilities))),
  judged("writable", "Writable at run time", ofProcess(writable)),
  judged("size", "Image size", ofImage((image) => bytes(image.size))),
  judged("compressedSize", "Size compressed", ofImage((image) => ofFact(image.compressedSize, bytes))),
  told("layers", "Layers", ofImage((image) => count(image.layers))),
  told("build", "Build time", ({ build }) => (build.outcome === "built" ? time(build.seconds * 1000) : missing("it did not build"))),
  judged("start", "Start time", ofTrial(startTime)),
  judged("stop", "Stop", ofTrial(({ stop }) => (stop === undefined ? missing("it was not stopped while it ran") : { kind: "stop", milliseconds: stop.milliseconds, exitCode: stop.exitCode, killed: stop.killed }))),
  { ...told("vulnerabilities", "Vulnerabilities", () => missing("this release of Bulwark has no scanner; scan both images with the one that you have")), missing: "not scanned" },
  told("debugging", "Debugging", (candidate) => text(candidate.debugging)),
  told("upkeep", "Upkeep", (candidate) => text(candidate.upkeep)),
];

function judged(id: string, label: string, read: Measure["read"]): Measure {
  return { id, label, judged: true, missing: NOT_MEASURED, read };
}

function told(id: string, label: string, read: Measure["read"]): Measure {
  return { id, label, judged: false, missing: NOT_MEASURED, read };
}

function ofImage(read: (image: MeasuredImage) => Figure): Measure["read"] {
  return ({ image, build }) => (image === undefined ? missing(build.outcome === "built" ? "its image was not read" : "it did not build") : read(image));
}

/** Counts of half an image would be a false answer. */
function ofSurface(read: (surface: Surface) => Figure): Measure["read"] {
  return ofImage(({ surface, faults }) => (faults[0] === undefined ? read(surface) : missing(`only part of its image was read: ${faults[0]}`)));
}

function ofTrial(read: (trial: Trial) => Figure): Measure["read"] {
  return ({ trial, build }) => (trial === undefined ? missing(build.outcome === "built" ? "it was not started" : "it did not build") : read(trial));
}

function ofProcess(read: (process: ProcessState, trial: Trial) => Figure): Measure["read"] {
  return ofTrial((trial) => ofFact(trial.process, (process) => read(process, trial)));
}

function ofFact<T>(fact: Fact<T>, read: (value: T) => Figure): Figure {
  return fact.known ? read(fact.value) : missing(fact.reason);
}

export function gradeFigure({ grade }: Judgement): Figure {
  return { kind: "grade", letter: grade.letter, points: grade.points };
}

export function findingsFigure({ findings }: Judgement): Figure {
  const of = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  const [info, low, medium, high, critical] = SEVERITIES.map(of);
  return { kind: "findings", counts: { info: info ?? 0, low: low ?? 0, medium: medium ?? 0, high: high ?? 0, critical: critical ?? 0 } };
}

/** As the running process has it; of a container that never ran, as its image says. */
function user({ image, trial }: Candidate): Figure {
  const process = trial?.process;
  if (process?.known === true) {
    const { uid, gid } = process.value;
    return { kind: "user", text: uid === 0 ? "root" : `${uid}:${gid}`, root: uid === 0 };
  }
  if (image === undefined) return missing(process?.reason ?? "it did not build");
  const [name = ""] = image.user.split(":");
  const root = name === "" || name === "root" || name === "0";
  return { kind: "user", text: root ? "root" : image.user, root };
}

function writable(process: ProcessState, { settings, changes }: Trial): Figure {
  const paths = [...settings.tmpfs, ...settings.volumes].map((mount) => mount.path).sort();
  return { kind: "writable", everything: !process.readOnlyRoot, paths, changed: changes.known ? changes.value.length : null };
}

function startTime({ start }: Trial): Figure {
  if (start.readyMilliseconds !== undefined) return time(start.readyMilliseconds);
  if (start.outcome === "running") return missing("it answered nothing that tells when it was ready");
  return missing(start.outcome === "refused" ? "the engine did not start it" : "it ended before it was ready");
}

function missing(reason: string): Figure {
  return { kind: "missing", reason };
}

function text(value: string): Figure {
  return value.trim() === "" ? missing("nothing says so") : { kind: "text", text: value.slice(0, LONGEST_TEXT) };
}

function names(values: readonly string[]): Figure {
  return { kind: "names", count: values.length, names: values.toSorted().slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME)) };
}

/** An image without a database of packages has none. */
function packages({ packages }: Surface): Figure {
  if (packages === undefined) return { kind: "packages", manager: "", count: 0 };
  const { manager, names } = packages;
  return names === undefined ? missing(`the database of ${manager} in the image was not read`) : { kind: "packages", manager, count: names.length };
}

function count(value: number): Figure {
  return { kind: "count", count: value };
}

function bytes(value: number): Figure {
  return { kind: "bytes", bytes: value };
}

function time(milliseconds: number): Figure {
  return { kind: "time", milliseconds };
}
