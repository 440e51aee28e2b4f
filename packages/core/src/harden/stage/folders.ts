import { valueOf } from "../../source/fact.ts";
import type { WrittenPath } from "../application.ts";
import { format } from "../identity.ts";
import type { Decision } from "../plan.ts";
import type { Move } from "../move.ts";

/** Folders that every image has, open to everyone. */
const OPEN = ["/tmp", "/var/tmp", "/dev/shm"];

export interface OwnedFolders {
  /** Absolute paths, the outer before the inner, each once. */
  readonly paths: readonly string[];
  readonly decisions: readonly Decision[];
}

/** The folders that the program writes to and that must belong to the identity before it starts. */
export function ownedFolders(move: Move): OwnedFolders {
  const writes = move.application.writes.filter((write) => !isOpen(write.path));
  const paths = [...new Set(writes.map((write) => write.path))].sort();
  return { paths, decisions: writes.length === 0 ? [] : [decide(move, writes, paths)] };
}

export function isOpen(path: string): boolean {
  return OPEN.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function decide(move: Move, writes: readonly WrittenPath[], paths: readonly string[]): Decision {
  return {
    id: "ownership",
    question: "Can it write where it must?",
    answer: "adapt",
    outcome: `${paths.join(", ")} ${paths.length === 1 ? "belongs" : "belong"} to ${format(move.identity)}; everything else, the program too, to root, so that it cannot change itself`,
    evidence: writes.map((write) => write.evidence),
    edits: [],
    rule: "non-root-can-write",
  };
}

/** A folder in a stage with a shell in which empty folders are made for one without. */
export function donorFolder(move: Move): string {
  const user = valueOf(move.application.buildStage.config.user);
  return user === undefined || user.user === "root" || user.user === "0" ? "/rootfs" : "/tmp/rootfs";
}
