import { createHash, randomBytes } from "node:crypto";
import { copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A text and where it goes. */
export interface PlannedText {
  readonly path: string;
  readonly text: string;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * Write all or nothing: every text goes beside its place first and is moved there only when all of them are on the disk; when a move
 * fails, what was moved before is put back. A full disk or a missing permission leaves nothing half written. A file keeps its mode.
 */
export function writeAll(files: readonly PlannedText[]): void {
  const undo: (() => void)[] = [];
  const leftovers: string[] = [];
  const folders: string[] = [];
  const beside = (path: string): string => {
    const name = join(dirname(path), `.bulwark-${randomBytes(6).toString("hex")}`);
    leftovers.push(name);
    return name;
  };
  try {
    const moves = files.map(({ path, text }) => {
      const made = mkdirSync(dirname(path), { recursive: true });
      if (made !== undefined) folders.push(made);
      const from = beside(path);
      writeFileSync(from, text, { flag: "wx", mode: statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644 });
      return { from, to: path };
    });
    for (const { from, to } of moves) {
      const isNew = lstatSync(to, { throwIfNoEntry: false }) === undefined;
      const kept = isNew ? undefined : keep(to, beside(to));
      renameSync(from, to);
      undo.push(() => (kept === undefined ? rmSync(to, { force: true }) : renameSync(kept, to)));
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    for (const path of leftovers) rmSync(path, { force: true });
    for (const folder of folders) removeEmpty(folder);
    throw error;
  }
  for (const path of leftovers) rmSync(path, { force: true });
}

/** A second name for a file, so that its place is never empty; a copy where the file system knows no second names. */
function keep(path: string, copy: string): string {
  try {
    linkSync(path, copy);
  } catch {
    copyFileSync(path, copy);
  }
  return copy;
}

/** Folders that were made for nothing; one that somebody has put something into stays. */
function removeEmpty(top: string): void {
  const inside = readdirSync(top, { withFileTypes: true });
  for (const item of inside) if (item.isDirectory()) removeEmpty(join(top, item.name));
  if (readdirSync(top).length === 0) rmdirSync(top);
}
