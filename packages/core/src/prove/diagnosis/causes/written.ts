import { fileNameOf, isAtOrBelow } from "../../../context/path.ts";
import { isSystemFolder } from "../../../knowledge/system-folders.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { Remedy } from "../../cause.ts";
import type { Change, Trial } from "../../trial.ts";
import { constraintOf, type Candidate } from "../candidate.ts";
import { allows, parentOf } from "../image/files.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, codes, mode, observed, owner, said } from "../wording.ts";
import { absolutePath, mountFor, mountOver, type Mount } from "./mounts.ts";

/** A path that the program writes and may not. */
interface Write {
  readonly path: string;
  /** The path is the folder itself into which something is written. */
  readonly folder: boolean;
  readonly evidence: readonly Evidence[];
  /** Something was seen to be written, not only said to be. */
  readonly seen: boolean;
}

const MOST_WRITES = 400;
const MOST_CHANGES = 20_000;
const MOST_EVIDENCE = 6;

/** Folders that the program writes and that are read-only, or belong to somebody else. */
export function unwritable(situation: Situation): readonly Candidate[] {
  const writes = writesOf(situation);
  if (writes.length === 0) return [];
  const occupied = situation.hardenedFiles?.foldersWithFiles(new Set(writes.map((write) => write.path))) ?? new Set();
  const groups = new Map<string, { readonly mount: Mount; readonly writes: Write[] }>();
  for (const write of writes) {
    // Something in the folder, whatever its name.
    const mount = mountFor(write.folder ? `${write.path}/*` : write.path, situation, occupied);
    const group = groups.get(mount.folder);
    if (group === undefined) groups.set(mount.folder, { mount, writes: [write] });
    else groups.set(mount.folder, { mount: together(group.mount, mount), writes: [...group.writes, write] });
  }
  const all = [...groups.values()];
  const outer = all.filter(({ mount }) => !all.some((other) => other.mount.kind === "volume" && other.mount.folder !== mount.folder && isAtOrBelow(other.mount.folder, mount.folder)));
  return outer.map((group) => candidate(group.mount, group.writes, situation));
}

/** A folder with data in it is a volume, whatever else lies there. */
function together(one: Mount, other: Mount): Mount {
  return one.kind === "volume" || other.kind !== "volume" ? one : other;
}

function writesOf(situation: Situation): readonly Write[] {
  const byPath = new Map<string, Write>();
  for (const write of [...seenWrites(situation), ...saidWrites(situation)].slice(0, MOST_WRITES)) {
    const before = byPath.get(write.path);
    byPath.set(write.path, before === undefined ? write : { ...before, folder: before.folder || write.folder, evidence: [...before.evidence, ...write.evidence] });
  }
  const unique = [...byPath.values()];
  const parents = new Set([...unique, ...changesOf(situation.original.trial)].map(({ path }) => parentOf(path)));
  return unique.map((write) => ({ ...write, folder: write.folder || parents.has(write.path) || situation.originalFiles?.at(write.path)?.kind === "folder" }));
}

function changesOf(trial: Trial | undefined): readonly Change[] {
  return trial?.changes.known === true ? trial.changes.value.slice(0, MOST_CHANGES) : [];
}

/** What the log says: a path may be relative to the working directory. */
function saidWrites(situation: Situation): readonly Write[] {
  return situation.symptoms.flatMap((symptom) => {
    if (symptom.subject === undefined) return [];
    const path = absolutePath(symptom.subject, situation);
    const write = symptom.kind === "read-only" ? mountOver(path, situation) === undefined : symptom.kind === "denied" && deniesWriting(path, situation);
    return write ? [{ path, folder: makesFolder(symptom), evidence: [said(symptom)], seen: false }] : [];
  });
}

/** `mkdir /data: read-only file system`, `cannot create directory '/data'`. */
function makesFolder({ line }: Observed): boolean {
  const lower = line.toLowerCase();
  return lower.includes("mkdir") || lower.includes("create directory") || lower.includes("creating directory");
}

/** Whether the words `permission denied` are about writing: not when the account may not even read, or the file system runs nothing. */
function deniesWriting(path: string, situation: Situation): boolean {
  const { hardenedFiles, account } = situation;
  if (account?.uid === 0 || mountOver(path, situation)?.kind === "tmpfs") return false;
  if (hardenedFiles === undefined || account === undefined) return true;
  return hardenedFiles.barrier(path, account, "read") === undefined && hardenedFiles.barrier(hardenedFiles.existing(path), account, "write") !== undefined;
}

/** What a trial with a writable root changed: the strongest evidence of all. */
function seenWrites(situation: Situation): readonly Write[] {
  const { lifts, symptoms } = situation;
  const matters = lifts.some((set) => set.includes("read-only-root") || (set.includes("user") && !situation.settings.readOnlyRoot));
  const open = lifts.length === 0 && symptoms.some((symptom) => symptom.kind === "read-only");
  if (!matters && !open) return [];
  const trial = writableTrial(situation);
  if (trial === undefined || !trial.changes.known) return [];
  return changedPaths(trial.changes.value, situation)
    .filter(({ path }) => mountOver(path, situation) === undefined)
    .map((change) => ({ ...change, evidence: [observed(`with a writable root file system it changes ${code(change.path)}`)], seen: true }));
}

/** The trial that worked with the fewest constraints lifted; else the one that came furthest with a writable root. */
function writableTrial({ relaxed }: Situation): Trial | undefined {
  const writable = relaxed.filter(({ trial }) => !trial.settings.readOnlyRoot && trial.changes.known);
  const working = writable.filter((trial) => trial.works).toSorted((a, b) => a.lifted.length - b.lifted.length);
  return (working[0] ?? writable.toSorted((a, b) => b.lifted.length - a.lifted.length)[0])?.trial;
}

/** Files and folders that were made, changed or deleted, without the folders that changed only because of what is in them. */
function changedPaths(changes: readonly Change[], { hardenedFiles }: Situation): readonly Pick<Write, "path" | "folder">[] {
  const parents = new Set(changes.map((change) => parentOf(change.path)));
  const leaves = changes.filter((change) => !parents.has(change.path) && !isBytecode(change.path)).slice(0, MOST_WRITES);
  // A folder in which something was made and removed again is changed, and nothing in it is.
  return leaves.map(({ path, kind }) => ({ path, folder: kind === "changed" && hardenedFiles?.at(path)?.kind === "folder" }));
}

/** Python goes on without its bytecode, so it stops nothing. */
export function isBytecode(path: string): boolean {
  return path.endsWith(".pyc") || fileNameOf(path) === "__pycache__";
}

function candidate(mount: Mount, writes: readonly Write[], situation: Situation): Candidate {
  const obstacle = obstacleOf(mount, situation);
  return {
    strength: writes.some((write) => write.seen) ? "seen" : "said",
    cause: {
      kind: "path-not-writable",
      constraint: constraintOf("path-not-writable", situation),
      subject: mount.folder,
      message: `${obstacle.words}: the program writes ${writtenWords(mount, writes)}${moment(situation.failure)}; ${remedyWords(mount, obstacle, situation)}`,
      evidence: [...writes.flatMap((write) => write.evidence), ...obstacle.evidence].slice(0, MOST_EVIDENCE),
      remedy: remedyOf(mount),
    },
  };
}

/** When it writes, as far as what fails tells it. */
function moment({ start, answers }: Situation["failure"]): string {
  if (start) return " at start";
  return answers.length === 0 ? " when it ends" : "";
}

function writtenWords(mount: Mount, writes: readonly Write[]): string {
  const files = writes.map((write) => write.path).filter((path) => path !== mount.folder && !writes.some((other) => parentOf(other.path) === path));
  return files.length === 0 ? "into it" : codes(files);
}

interface Obstacle {
  readonly words: string;
  readonly evidence: readonly Evidence[];
  /** The account may not write there, whatever is mounted. */
  readonly owned: boolean;
}

function obstacleOf({ folder, kind }: Mount, situation: Situation): Obstacle {
  const { hardenedFiles, account, settings } = situation;
  const over = mountOver(folder, situation);
  const existing = hardenedFiles?.existing(folder) ?? folder;
  const file = hardenedFiles?.at(existing);
  const owned = file !== undefined && account !== undefined && account.uid !== 0 && !allows(file, account, "write");
  const evidence = owned && existing === folder ? [observed(`in the hardened image ${code(folder)} belongs to ${file.uid}:${file.gid} with mode ${mode(file.mode)}`)] : [];
  const hides = kind === undefined ? ` and ${isSystemFolder(folder) ? "belongs to the system" : "holds the program itself"}, so it cannot become a volume` : "";
  if (settings.readOnlyRoot && over === undefined) return { words: `${code(folder)} is read-only${hides}`, evidence, owned };
  const whom = account === undefined ? "the program's user" : owner(account.uid);
  if (existing !== folder && over === undefined) return { words: `${code(folder)} is not there, and ${whom} may not make it${hides}`, evidence, owned: true };
  return { words: `${over?.kind === "volume" ? "the volume " : ""}${code(folder)} belongs to ${owner(file?.uid ?? 0)}, and ${whom} may not write there${hides}`, evidence, owned: true };
}

function remedyWords({ kind, folder }: Mount, { owned }: Obstacle, situation: Situation): string {
  const { account } = situation;
  const belongs = owned && account !== undefined ? ` that belongs to ${account.uid}:${account.gid}` : "";
  if (kind === undefined) return "let it write to a folder of its own, or keep the root file system writable";
  if (mountOver(folder, situation)?.kind === "volume") return `give the folder${account === undefined ? "" : ` to ${account.uid}:${account.gid}`} in the image, from which a new volume takes its owner`;
  return kind === "volume" ? `make it a volume${belongs}` : `make it a tmpfs${belongs}, since nothing in it must last`;
}

function remedyOf({ kind, folder }: Mount): Remedy {
  return kind === undefined ? { kind: "writable-root" } : { kind, path: folder };
}
