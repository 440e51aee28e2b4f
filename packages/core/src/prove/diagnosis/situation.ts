import { joinPath } from "../../context/path.ts";
import { settingsOf, type ContainerSettings } from "../../deploy/container-settings.ts";
import { accountOf } from "../../image/accounts.ts";
import { valueOf } from "../../source/fact.ts";
import type { Answer } from "../answer.ts";
import type { Constraint } from "../constraint.ts";
import { failureOf, type Failure } from "./failure.ts";
import { ImageFiles, type Account } from "./image/files.ts";
import type { DiagnosisInput, RelaxedTrial } from "./input.ts";
import { matters } from "./relaxation.ts";
import { keyOf, symptomsOf, type Symptom } from "./symptoms.ts";

/** The input, with what every cause asks of it. */
export interface Situation extends DiagnosisInput {
  readonly failure: Failure;
  /** How the hardened container was started. */
  readonly settings: ContainerSettings;
  /** As whom it runs; undefined when a name stands there whose number is not known. */
  readonly account: Account | undefined;
  readonly originalFiles: ImageFiles | undefined;
  readonly hardenedFiles: ImageFiles | undefined;
  /** The program and what it needs beside it: a mount over these would hide them. */
  readonly needed: readonly string[];
  /** Sets of constraints without which it works; empty while none is known. */
  readonly lifts: readonly (readonly Constraint[])[];
  /** It does not work with everything lifted either: the image itself is what differs. */
  readonly imageDiffers: boolean;
  /** What the hardened container said and the original did not, in order. */
  readonly symptoms: readonly Observed[];
}

/** A symptom with whoever says so: `the log`, `the engine`, `GET / on 8080`. */
export interface Observed extends Symptom {
  readonly speaker: string;
}

export function situationOf(input: DiagnosisInput): Situation {
  const { profile, hardened, original, relaxed } = input;
  const settings = hardened.trial?.settings ?? settingsOf(profile, "");
  const hardenedFiles = hardened.image && new ImageFiles(hardened.image);
  const lifts = matters(relaxed);
  return {
    ...input,
    failure: failureOf(input),
    settings,
    account: accountIn(input, settings),
    originalFiles: original.image && new ImageFiles(original.image),
    hardenedFiles,
    needed: neededOf(input, hardenedFiles),
    lifts,
    imageDiffers: lifts.length === 0 && relaxed.length > 0 && everythingLifted(relaxed),
    symptoms: observedOf(input),
  };
}

/** A trial that lifts all that any of them lifts. */
function everythingLifted(relaxed: readonly RelaxedTrial[]): boolean {
  const lifted = new Set(relaxed.flatMap((trial) => trial.lifted));
  return relaxed.some((trial) => trial.lifted.length === lifted.size);
}

function accountIn({ hardened }: DiagnosisInput, settings: ContainerSettings): Account | undefined {
  const seen = hardened.trial && valueOf(hardened.trial.process);
  if (seen !== undefined) return { uid: seen.uid, gid: seen.gid };
  const user = settings.user ?? hardened.image?.config.user ?? "";
  return (hardened.image && valueOf(accountOf(hardened.image, user))) ?? numbersOf(user);
}

/** `65532:65532`, or nothing for root; a name has no number here. */
function numbersOf(user: string): Account | undefined {
  const [uid = "", gid = ""] = user === "" ? ["0", "0"] : user.split(":");
  if (uid === "" || Number.isNaN(Number(uid))) return undefined;
  return { uid: Number(uid), gid: gid === "" || Number.isNaN(Number(gid)) ? 0 : Number(gid) };
}

function neededOf({ application, hardened }: DiagnosisInput, files: ImageFiles | undefined): readonly string[] {
  const started = valueOf(application.start);
  const config = hardened.image?.config;
  const words = config === undefined ? [] : [...config.entrypoint, ...config.cmd];
  const named = files === undefined ? [] : words.flatMap((word, index) => placeOf(word, index, files));
  return [...named, ...(started === undefined ? [] : [joinPath(started.workdir, started.path)]), ...application.files.filter((file) => file.written !== true).map((file) => file.path)];
}

/** The program, and the arguments that are files: scripts, archives, settings. */
function placeOf(word: string, index: number, files: ImageFiles): readonly string[] {
  const path = index === 0 ? files.program(word) : joinPath(files.image.config.workdir || "/", word);
  return path !== undefined && files.at(path)?.kind === "file" ? [path, files.real(path)] : [];
}

function observedOf({ hardened, original, comparisons }: DiagnosisInput): readonly Observed[] {
  const trial = hardened.trial;
  if (trial === undefined) return [];
  const before = new Set([...symptomsOf(original.trial?.log ?? ""), ...comparisons.flatMap((comparison) => symptomsOf(textOf(comparison.original)))].map((symptom) => keyOf(symptom)));
  // What a health check says is about the check's own programs.
  const different = comparisons.filter((comparison) => comparison.result === "different" && comparison.hardened.kind !== "health");
  const texts = [
    { speaker: "the engine", text: trial.start.error },
    { speaker: "the log", text: trial.log },
    ...different.map((comparison) => ({ speaker: comparison.probe, text: textOf(comparison.hardened) })),
  ];
  const all = texts.flatMap(({ speaker, text }) => symptomsOf(text).map((symptom) => ({ ...symptom, speaker })));
  return [...new Map(all.filter((symptom) => !before.has(keyOf(symptom))).map((symptom) => [keyOf(symptom), symptom])).values()];
}

/** What an answer says in words. */
function textOf(answer: Answer): string {
  switch (answer.kind) {
    case "http":
      return answer.binary ? "" : answer.body;
    case "command":
    case "health":
      return answer.output;
    case "tcp":
      return answer.received;
    case "log":
    case "none":
      return "";
  }
}
