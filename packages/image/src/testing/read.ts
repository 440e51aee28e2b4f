import { Readable } from "node:stream";
import type { ImageContents } from "@bulwark/core/image";
import { readImageArchive, type ReadOptions } from "../archive/read-image-archive.ts";
import type { TarEntry } from "../tar/entry.ts";
import { TarWalk } from "../tar/walk.ts";

/** Pieces of the given lengths, over and over. */
export function* piecesOf(bytes: Buffer, lengths: readonly number[] = [bytes.length || 1]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const piece = bytes.subarray(at, at + Math.max(1, lengths[turn % lengths.length] ?? 1));
    at += piece.length;
    yield piece;
  }
}

export function readArchive(bytes: Buffer, options: Partial<ReadOptions> = {}, lengths?: readonly number[]): Promise<ImageContents> {
  return readImageArchive(Readable.from(piecesOf(bytes, lengths)), { wantedTexts: [], wantedPrograms: [], ...options });
}

/** An entry with its content as it was given. */
export interface WalkedEntry extends TarEntry {
  readonly content: Buffer | undefined;
}

export interface Walked {
  readonly entries: readonly WalkedEntry[];
  readonly faults: readonly string[];
}

/** Everything that a walk over an archive gives; the content of a file that was cut off is undefined. */
export function walkArchive(bytes: Buffer, lengths?: readonly number[]): Walked {
  const entries: { entry: TarEntry; pieces: Buffer[]; whole: boolean }[] = [];
  const faults: string[] = [];
  const walk = new TarWalk({
    entry: (entry) => {
      const taken = { entry, pieces: [] as Buffer[], whole: false };
      entries.push(taken);
      return { write: (piece) => void taken.pieces.push(piece), end: (whole) => void (taken.whole = whole) };
    },
    fault: (sentence) => void faults.push(sentence),
  });
  for (const piece of piecesOf(bytes, lengths)) walk.write(piece);
  walk.end();
  return { entries: entries.map(({ entry, pieces, whole }) => ({ ...entry, content: whole ? Buffer.concat(pieces) : undefined })), faults };
}
