import { availableParallelism } from "node:os";
import { constants, deflateRaw } from "node:zlib";

/** Pieces are compressed side by side, as pigz does it: each begins with what stood before it as its dictionary. */
const LENGTH = 4 * 1024 * 1024;
const DICTIONARY = 32 * 1024;

/** Bytes of gzip's header and trailer. */
const FRAME = 18;

/** What a tar weighs as gzip at its default level, measured in the thread pool while it streams by. */
export class GzipSize {
  #pieces: Buffer[] = [];
  #length = 0;
  #dictionary = Buffer.alloc(0);
  #size = FRAME;
  readonly #running = new Set<Promise<void>>();
  #failed = false;

  write(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length >= LENGTH) this.#compress();
  }

  /** Waits while all processors are at work. */
  ready(): Promise<void> | undefined {
    return this.#running.size < availableParallelism() ? undefined : Promise.race(this.#running);
  }

  /** Bytes; undefined when it could not be measured. */
  async end(): Promise<number | undefined> {
    if (this.#length > 0) this.#compress();
    await Promise.all(this.#running);
    return this.#failed ? undefined : this.#size;
  }

  #compress(): void {
    const bytes = Buffer.concat(this.#pieces);
    const dictionary = this.#dictionary;
    this.#pieces = [];
    this.#length = 0;
    this.#dictionary = bytes.subarray(-DICTIONARY);
    const run = new Promise<void>((resolve) => {
      const options = dictionary.length === 0 ? {} : { dictionary };
      deflateRaw(bytes, { level: constants.Z_DEFAULT_COMPRESSION, chunkSize: LENGTH, ...options }, (error, compressed) => {
        if (error === null) this.#size += compressed.length;
        else this.#failed = true;
        resolve();
      });
    }).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }
}
