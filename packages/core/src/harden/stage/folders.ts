import { readCopy } from "../../dockerfile/index.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { isOpen, isSystemFolder } from "../../knowledge/index.ts";
import { permissionCalls, readStageShell } from "../../shell/index.ts";
import { valueOf } from "../../source/fact.ts";
import type { WrittenPath } from "../application.ts";
import { format } from "../identity.ts";
import type { Decision, Identity } from "../plan.ts";
import type { Move } from "../move.ts";
import { outOfRoot } from "./closed-folder.ts";

export interface OwnedFolders {
  /** Absolute paths, the outer before the inner, each once. */
  readonly paths: readonly string[];
  readonly decisions: readonly Decision[];
}

/** The folders that the program writes to and that must belong to the identity before it starts. */
export function ownedFolders(move: Move): OwnedFolders {
  const all = move.application.writes.map((write) => ({ ...write, path: outOfRoot(write.path) })).filter((write) => !isOpen(write.path));
  const writes = all.filter((write) => !isSystemFolder(write.path));
  const paths = [...new Set(writes.map((write) => write.path))].sort();
  return { paths, decisions: [...(writes.length === 0 ? [] : [decide(move, writes, paths)]), ...systemWrites(all)] };
}

/** Paths that a stage gives to an identity by itself: with COPY --chown, or with chown or install in a RUN. */
export function givenPaths(stage: Stage, identity: Identity): ReadonlySet<string> {
  const owners = new Set([format(identity), String(identity.uid)]);
  const copied = stage.instructions.flatMap((instruction) => {
    const copy = readCopy(instruction);
    return copy?.destination !== undefined && owners.has(copy.chown?.text ?? "") ? [copy.destination.path] : [];
  });
  const calls = readStageShell(stage).flatMap((script) => permissionCalls(script)).filter((call) => owners.has(call.owner ?? ""));
  const given = calls.flatMap((call) => call.paths.flatMap((word) => (word.value === undefined ? [] : [word.value])));
  return new Set([...copied, ...given].map((path) => (path.length > 1 ? path.replace(/\/$/, "") : path)));
}

/** What is said of writes to the system's own folders, which are given to nobody. */
export function systemWrites(all: readonly WrittenPath[]): readonly Decision[] {
  // A file system in memory that a person asked for belongs to the account, whatever it stands on.
  const isMounted = (write: WrittenPath): boolean => write.stated === true && write.purpose === "scratch";
  const writes = all.filter((write) => !isOpen(write.path) && isSystemFolder(write.path) && !isMounted(write));
  return writes.length === 0 ? [] : [keepSystem(writes)];
}

function keepSystem(writes: readonly WrittenPath[]): Decision {
  const paths = [...new Set(writes.map((write) => write.path))].sort();
  return {
    id: "ownership",
    question: "Can it write where it must?",
    answer: "warn",
    outcome: `${paths.join(", ")} stays with root, since whoever may write there can replace the system; let the program write to a folder of its own, which a WORKDIR or a setting can name`,
    evidence: writes.map((write) => write.evidence),
    edits: [],
    rule: "non-root-can-write",
  };
}

function decide(move: Move, writes: readonly WrittenPath[], paths: readonly string[]): Decision {
  return {
    id: "ownership",
    question: "Can it write where it must?",
    answer: "adapt",
    outcome: `${paths.join(", ")} ${paths.length === 1 ? "belongs" : "belong"} to ${format(move.identity)}, so that it may write there`,
    evidence: writes.map((write) => write.evidence),
    edits: [],
    rule: "non-root-can-write",
  };
}

/** A folder in a stage with a shell in which empty folders are made for one without. */
export function donorFolder(move: Move): string {
  return donorIn(move.application.buildStage);
}

/** The same for any stage: below `/tmp` where it ends as an account that may not write elsewhere. */
export function donorIn(stage: Stage): string {
  const user = valueOf(stage.config.user);
  return user === undefined || user.user === "root" || user.user === "0" ? "/rootfs" : "/tmp/rootfs";
}
