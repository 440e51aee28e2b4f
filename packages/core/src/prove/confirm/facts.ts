import { cleanPath } from "../../context/path.ts";
import type { CommandSetting, HealthcheckSetting, PathSetting, PortSetting } from "../../dockerfile/model.ts";
import type { Distribution } from "../../knowledge/image.ts";
import type { BaseFacts, ContainerUser, Posture, StartCommand } from "../../posture/posture.ts";
import type { Fact } from "../../source/fact.ts";
import { compareCapabilities } from "./capabilities.ts";
import type { Compared } from "./compared.ts";
import type { Observed } from "./observed.ts";
import { commandText, list } from "./text.ts";
import { compareWrites } from "./writes.ts";

export type FactName = keyof Posture;

/** Compares one fact of two postures, and of what was seen of running containers. */
type Compare = (predicted: Posture, shown: Posture, observed: Observed) => Compared;

/** How each fact is told and compared. */
export const FACTS: Readonly<Record<FactName, Compare>> = {
  user: inImage((posture) => posture.user, userText, sameUser),
  entrypoint: inImage((posture) => posture.entrypoint, startText, (a, b) => sameWords(a.argv, b.argv) && a.throughShell === b.throughShell),
  healthcheck: inImage((posture) => posture.healthcheck, (check) => (check === undefined ? "none" : commandText(check.command.argv)), sameHealthcheck),
  shell: inImage((posture) => posture.shell, (has) => (has ? "/bin/sh" : "none"), (a, b) => a === b),
  packageManager: inImage((posture) => posture.packageManager, (name) => name, samePackageManager),
  libc: inImage((posture) => posture.libc, (name) => name, (a, b) => a === b),
  base: inImage((posture) => posture.base, baseText, sameBase),
  ports: inImage((posture) => posture.ports, (ports) => list(portTexts(ports)), (a, b) => sameSet(portTexts(a), portTexts(b))),
  volumes: inImage((posture) => posture.volumes, (paths) => list(pathTexts(paths)), (a, b) => sameSet(pathTexts(a), pathTexts(b))),
  workdir: inImage((posture) => posture.workdir, (path) => path, (a, b) => cleanPath(a) === cleanPath(b)),
  stopSignal: inImage((posture) => posture.stopSignal, (signal) => signal, (a, b) => signalName(a) === signalName(b)),
  packages: (predicted, shown) => comparePackages(predicted.packages, shown.packages),
  capabilities: (predicted, shown, observed) => compareCapabilities(predicted.capabilities, shown.capabilities, observed),
  writablePaths: (predicted, _, observed) => compareWrites(predicted.writablePaths, observed.changes),
};

/** A fact that an image shows as a value of the same kind. `agree` gives undefined where what is shown does not say. */
function inImage<T>(read: (posture: Posture) => Fact<T>, text: (value: T) => string, agree: (predicted: T, shown: T) => boolean | undefined): Compare {
  return (predictedPosture, shownPosture) => {
    const predicted = read(predictedPosture);
    const shown = read(shownPosture);
    const shownText = shown.known ? text(shown.value) : shown.reason;
    if (!predicted.known) return { result: "unpredicted", predicted: predicted.reason, shown: shownText };
    const agrees = shown.known ? agree(predicted.value, shown.value) : undefined;
    return { result: agrees === undefined ? "unseen" : agrees ? "confirmed" : "contradicted", predicted: text(predicted.value), shown: shownText };
  };
}

/** What is installed on top must be among all that is there; the base's own packages need no prediction. */
function comparePackages(predicted: Posture["packages"], shown: Posture["packages"]): Compared {
  const names = predicted.known ? predicted.value : [];
  const absent = shown.known ? missing(names, shown.value) : [];
  const shownText = !shown.known ? shown.reason : absent.length === 0 ? `${shown.value.length} in all` : `${shown.value.length} in all, without ${list(absent)}`;
  if (!predicted.known) return { result: "unpredicted", predicted: predicted.reason, shown: shownText };
  const result = !shown.known ? "unseen" : absent.length === 0 ? "confirmed" : "contradicted";
  return { result, predicted: list(names, "none installed"), shown: shownText };
}

function userText({ text, uid, gid, root }: ContainerUser): string {
  if (root) return gid === undefined || gid === 0 ? "root" : `root:${gid}`;
  if (uid === undefined) return text;
  return gid === undefined ? String(uid) : `${uid}:${gid}`;
}

/** By ids as far as both are known; a name whose id nobody could predict, by the name. */
function sameUser(predicted: ContainerUser, shown: ContainerUser): boolean {
  if (predicted.uid === undefined || shown.uid === undefined) return predicted.text === shown.text;
  const sameGroup = predicted.gid === undefined || shown.gid === undefined || predicted.gid === shown.gid;
  return predicted.uid === shown.uid && sameGroup;
}

function startText({ argv, throughShell }: StartCommand): string {
  const text = argv.length === 0 ? "none" : commandText(argv);
  return throughShell ? `${text} (through a shell)` : text;
}

/** The shell of a health check stands not in an image whose SHELL is its default; the command does. */
function sameHealthcheck(predicted: HealthcheckSetting | undefined, shown: HealthcheckSetting | undefined): boolean {
  if (predicted === undefined || shown === undefined) return predicted === shown;
  return sameCommand(predicted.command, shown.command);
}

function sameCommand(a: CommandSetting, b: CommandSetting): boolean {
  if (a.form !== b.form) return false;
  return a.form === "shell" ? a.argv.at(-1) === b.argv.at(-1) : sameWords(a.argv, b.argv);
}

/** `yum` is another name of `dnf` where both are. */
function samePackageManager(predicted: string, shown: string): boolean {
  const nameOf = (name: string): string => (name === "yum" ? "dnf" : name);
  return nameOf(predicted) === nameOf(shown);
}

function baseText({ reference, scratch, distribution }: BaseFacts): string {
  if (scratch) return "scratch";
  if (reference === undefined) return distributionText(distribution);
  return distribution === undefined ? reference.text : `${reference.text}, ${distributionText(distribution)}`;
}

function distributionText(distribution: Distribution | undefined): string {
  if (distribution === undefined) return "a distribution that is not known";
  return distribution.version === undefined ? distribution.id : `${distribution.id} ${distribution.version}`;
}

/** An image does not hold the name of its base: what it shows is the distribution and its release. */
function sameBase(predicted: BaseFacts, shown: BaseFacts): boolean | undefined {
  if (predicted.scratch || shown.scratch) return predicted.scratch === shown.scratch;
  const [a, b] = [predicted.distribution, shown.distribution];
  if (a === undefined || b === undefined || a.id === "other" || b.id === "other") return undefined;
  return familyOf(a) === familyOf(b) && (a.version === undefined || b.version === undefined || a.version === b.version);
}

/** Distroless is Debian without its tools, and says so itself. */
function familyOf({ id }: Distribution): Distribution["id"] {
  return id === "distroless" ? "debian" : id;
}

function portTexts(ports: readonly PortSetting[]): readonly string[] {
  return ports.map(({ port, protocol }) => `${port}/${protocol}`);
}

function pathTexts(paths: readonly PathSetting[]): readonly string[] {
  return paths.map(({ path }) => cleanPath(path));
}

/** Numbers of the signals that stop containers. Source: signal(7), x86 and ARM. */
const SIGNALS: Readonly<Record<string, string>> = { 1: "HUP", 2: "INT", 3: "QUIT", 6: "ABRT", 9: "KILL", 10: "USR1", 12: "USR2", 15: "TERM", 28: "WINCH", 37: "RTMIN+3" };

function signalName(text: string): string {
  const upper = text.toUpperCase();
  const name = upper.startsWith("SIG") ? upper.slice(3) : upper;
  return Object.hasOwn(SIGNALS, name) ? (SIGNALS[name] ?? name) : name;
}

/** The predicted packages that are not installed; `libc6:amd64` is `libc6`. */
function missing(predicted: readonly string[], installed: readonly string[]): readonly string[] {
  const names = new Set(installed);
  return predicted.filter((name) => !names.has(name) && !names.has(name.split(":", 1)[0] ?? name));
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, at) => word === b[at]);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return sameWords([...new Set(a)].sort(), [...new Set(b)].sort());
}
