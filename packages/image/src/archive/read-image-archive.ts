import type { Readable } from "node:stream";
import type { ImageContents } from "@bulwark/core/image";
import { Faults } from "../faults.ts";
import type { CompressedSizes } from "../layers/compressed-sizes.ts";
import { Budget } from "../layers/tree.ts";
import { TarWalk } from "../tar/walk.ts";
import { Wanted } from "../wanted.ts";
import { ArchiveFiles } from "./archive-files.ts";
import { assembleImage } from "./assemble.ts";

export interface ReadOptions {
  /** Absolute paths of small texts to keep (UTF-8, up to 4 MB each), whatever links lead to them; `/folder/*` means every file in a folder. */
  readonly wantedTexts: readonly string[];
  /** Absolute paths of programs of which it is read how they are started. */
  readonly wantedPrograms: readonly string[];
  readonly signal?: AbortSignal;
  /** Measures what layers that are stored plain weigh as gzip, and remembers it here; without it that stays unknown. */
  readonly compress?: CompressedSizes;
}

/**
 * Read an archive of one image as it streams by, once: what `docker save`, `podman save` and `nerdctl save` write, in Docker's layout,
 * Docker's older one, or OCI's; layers plain, gzip or zstd. Nothing is written to the disk. Whatever is wrong with the archive is a fault
 * of the contents, and the rest holds.
 * @throws what the stream throws, and the signal's reason.
 */
export async function readImageArchive(stream: Readable, options: ReadOptions): Promise<ImageContents> {
  const { wantedTexts, wantedPrograms, signal, compress } = options;
  const faults = new Faults();
  const archive = new ArchiveFiles({ wanted: new Wanted(wantedTexts, wantedPrograms), budget: new Budget(), compress }, faults);
  const walk = new TarWalk({ entry: (entry) => archive.take(entry), fault: (sentence) => faults.add(`The archive ${sentence}.`) });
  const abort = (): void => void stream.destroy(reasonOf(signal));
  signal?.throwIfAborted();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    for await (const piece of stream) {
      walk.write(bytesOf(piece));
      await archive.settle();
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    walk.end();
    await archive.settle();
  }
  signal?.throwIfAborted();
  return assembleImage(archive, { texts: wantedTexts, programs: wantedPrograms }, faults);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("reading the image was cancelled");
}

function bytesOf(piece: unknown): Buffer {
  if (piece instanceof Uint8Array) return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  return Buffer.from(String(piece));
}
