import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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
 * Write all or nothing: every text goes beside its place first and is moved there only when all of them are on the disk, so that a
 * full disk or a missing permission leaves nothing half written. A file keeps its mode.
 */
export function writeAll(files: readonly PlannedText[]): void {
  const written: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const file of files) {
      const folder = dirname(file.path);
      mkdirSync(folder, { recursive: true });
      const from = join(folder, `.bulwark-${randomBytes(6).toString("hex")}`);
      written.push({ from, to: file.path });
      writeFileSync(from, file.text, { flag: "wx", mode: statSync(file.path, { throwIfNoEntry: false })?.mode ?? 0o644 });
    }
    for (const { from, to } of written) renameSync(from, to);
  } catch (error) {
    for (const { from } of written) rmSync(from, { force: true });
    throw error;
  }
}
