import type { Transform } from "node:stream";
import * as zlib from "node:zlib";
import { PIECE, StreamDecoder, type Decoder } from "./decoder.ts";
import { FrameCutter } from "./zstd-frames.ts";

/** What Node has from 22.15 on. */
interface ZstdModule {
  createZstdDecompress(options: { readonly chunkSize: number }): Transform;
}

function hasZstd(module: object): module is ZstdModule {
  return "createZstdDecompress" in module;
}

/** A decoder of zstd; undefined where the running Node has none (before 22.15). */
export function zstdDecoder(onPiece: (piece: Buffer) => void): Decoder | undefined {
  const module: object = zlib;
  return hasZstd(module) ? new ZstdDecoder(() => module.createZstdDecompress({ chunkSize: PIECE }), onPiece) : undefined;
}

/** Node's decoder stops after one frame; a layer may have thousands of them, with skippable ones between (zstd:chunked). */
export class ZstdDecoder implements Decoder {
  readonly #make: () => Transform;
  readonly #onPiece: (piece: Buffer) => void;
  readonly #cutter: FrameCutter;
  #frame: StreamDecoder | undefined;
  #fault: string | undefined;
  /** Frames come out one after the other. */
  #waiting: Promise<void> | undefined;
  #queue: (() => Promise<void> | undefined)[] = [];

  constructor(make: () => Transform, onPiece: (piece: Buffer) => void) {
    this.#make = make;
    this.#onPiece = onPiece;
    this.#cutter = new FrameCutter({
      bytes: (piece) => this.#enqueue(() => this.#give(piece)),
      frameEnd: () => this.#enqueue(() => this.#endFrame()),
    });
  }

  write(piece: Buffer): void {
    if (this.#fault === undefined) this.#fault = this.#cutter.write(piece);
  }

  ready(): Promise<void> | undefined {
    return this.#waiting;
  }

  async end(): Promise<string | undefined> {
    await this.#waiting;
    if (this.#fault === undefined) this.#fault = this.#cutter.end();
    await this.#frame?.end();
    return this.#fault;
  }

  #enqueue(step: () => Promise<void> | undefined): void {
    this.#queue.push(step);
    this.#waiting ??= this.#run();
  }

  async #run(): Promise<void> {
    for (let step = this.#queue.shift(); step !== undefined; step = this.#queue.shift()) await step();
    this.#waiting = undefined;
  }

  #give(piece: Buffer): Promise<void> | undefined {
    if (this.#fault !== undefined) return undefined;
    this.#frame ??= new StreamDecoder(this.#make(), this.#onPiece);
    this.#frame.write(piece);
    return this.#frame.ready();
  }

  async #endFrame(): Promise<void> {
    const frame = this.#frame;
    this.#frame = undefined;
    this.#fault ??= await frame?.end();
  }
}
