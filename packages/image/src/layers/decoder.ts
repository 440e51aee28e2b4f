import type { Transform } from "node:stream";
import { createGunzip } from "node:zlib";

export type Compression = "none" | "gzip" | "zstd";

/** Sixteen times Node's own piece: most of the time of unpacking goes into handing pieces over. */
export const PIECE = 256 * 1024;

/** Turns a stored layer into its tar, piece by piece. */
export interface Decoder {
  write(piece: Buffer): void;
  /** Waits until more can be taken; undefined when it can be at once. */
  ready(): Promise<void> | undefined;
  /** Nothing comes any more. Settles when everything was given out: with nothing, or with why the rest could not be. */
  end(): Promise<string | undefined>;
}

export function plainDecoder(onPiece: (piece: Buffer) => void): Decoder {
  return { write: onPiece, ready: () => undefined, end: () => Promise.resolve(undefined) };
}

export function gzipDecoder(onPiece: (piece: Buffer) => void): Decoder {
  return new StreamDecoder(createGunzip({ chunkSize: PIECE }), onPiece);
}

/** Gives what a stream of Node's makes of its input. */
export class StreamDecoder implements Decoder {
  readonly #stream: Transform;
  readonly #finished: Promise<string | undefined>;
  #full = false;

  constructor(stream: Transform, onPiece: (piece: Buffer) => void) {
    this.#stream = stream;
    stream.on("data", onPiece);
    stream.on("drain", () => (this.#full = false));
    this.#finished = new Promise((resolve) => {
      stream.once("end", () => resolve(undefined));
      stream.once("error", ({ message }) => resolve(message));
      stream.once("close", () => resolve("it was given up"));
    });
  }

  write(piece: Buffer): void {
    if (!this.#stream.destroyed) this.#full = !this.#stream.write(piece);
  }

  ready(): Promise<void> | undefined {
    if (!this.#full || this.#stream.destroyed) return undefined;
    return new Promise((resolve) => {
      const settle = (): void => {
        this.#stream.off("drain", settle).off("close", settle);
        resolve();
      };
      this.#stream.on("drain", settle).on("close", settle);
    });
  }

  end(): Promise<string | undefined> {
    if (!this.#stream.destroyed) this.#stream.end();
    return this.#finished;
  }
}
