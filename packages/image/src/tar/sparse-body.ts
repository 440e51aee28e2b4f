import type { TarBody } from "./entry.ts";
import { BLOCK } from "./header.ts";
import { readDecimal } from "./numbers.ts";
import { isSoundMap, MAXIMUM_FRAGMENTS, pairFragments, type Fragment, type SparseMap } from "./sparse.ts";

const ZEROS = Buffer.alloc(64 * 1024);

/** A sparse file larger than that is looked into by nobody: its holes are not written out. */
const MOST_WRITTEN_OUT = 256 * 1024 * 1024;

/** Gives a sparse file as it is on the disk, holes written out, to what takes its content. */
export class SparseBody implements TarBody {
  readonly #map: SparseMap;
  readonly #body: TarBody;
  #fragment = 0;
  #left: number;
  #position = 0;

  constructor(map: SparseMap, body: TarBody) {
    this.#map = map;
    this.#body = body;
    this.#left = map.fragments[0]?.length ?? 0;
  }

  write(piece: Buffer): void {
    if (this.#map.size > MOST_WRITTEN_OUT) return;
    for (let at = 0; at < piece.length; ) {
      const fragment = this.#map.fragments[this.#fragment];
      if (fragment === undefined) return;
      const take = Math.min(this.#left, piece.length - at);
      if (take > 0) this.#pass(fragment.offset + fragment.length - this.#left, piece.subarray(at, at + take));
      at += take;
      this.#left -= take;
      if (this.#left === 0) this.#left = this.#map.fragments[++this.#fragment]?.length ?? 0;
    }
  }

  end(whole: boolean): void {
    const complete = whole && this.#map.size <= MOST_WRITTEN_OUT;
    if (complete) this.#fillTo(this.#map.size);
    this.#body.end(complete);
  }

  #pass(offset: number, stored: Buffer): void {
    this.#fillTo(offset);
    this.#body.write(stored);
    this.#position += stored.length;
  }

  #fillTo(offset: number): void {
    while (this.#position < offset) {
      const length = Math.min(offset - this.#position, ZEROS.length);
      this.#body.write(ZEROS.subarray(0, length));
      this.#position += length;
    }
  }
}

/** A sparse file whose map stands in front of its content, in whole blocks (GNU's pax form 1.0). */
export class MappedBody implements TarBody {
  readonly #size: number;
  readonly #stored: number;
  readonly #body: TarBody;
  readonly #reader = new MapReader();
  #block = Buffer.alloc(0);
  #sparse: SparseBody | undefined;
  #damaged = false;

  constructor(size: number, stored: number, body: TarBody) {
    this.#size = size;
    this.#stored = stored;
    this.#body = body;
  }

  write(piece: Buffer): void {
    let rest = piece;
    while (this.#sparse === undefined && !this.#damaged && rest.length > 0) {
      const take = Math.min(BLOCK - this.#block.length, rest.length);
      this.#block = Buffer.concat([this.#block, rest.subarray(0, take)]);
      rest = rest.subarray(take);
      if (this.#block.length === BLOCK) this.#take(this.#block);
    }
    if (rest.length > 0) this.#sparse?.write(rest);
  }

  end(whole: boolean): void {
    if (this.#sparse === undefined) this.#body.end(false);
    else this.#sparse.end(whole);
  }

  #take(block: Buffer): void {
    this.#block = Buffer.alloc(0);
    const read = this.#reader.read(block);
    if (read === undefined) return;
    const map = read === "damaged" ? undefined : { fragments: read.fragments, size: this.#size };
    if (read === "damaged" || map === undefined || !isSoundMap(map, this.#stored - read.bytes)) this.#damaged = true;
    else this.#sparse = new SparseBody(map, this.#body);
  }
}

/** A count, then offset and length of each fragment, a decimal number a line, filled up to a block. */
class MapReader {
  readonly #parts: string[] = [];
  #count: number | undefined;
  #lines = 0;

  /** Takes the next block; undefined while more of them belong to the map. */
  read(block: Buffer): { readonly fragments: readonly Fragment[]; readonly bytes: number } | "damaged" | undefined {
    const text = block.toString("latin1");
    this.#parts.push(text);
    if (this.#parts.length === 1) this.#count = readDecimal(text.slice(0, Math.max(text.indexOf("\n"), 0)));
    if (this.#count === undefined || this.#count > MAXIMUM_FRAGMENTS) return "damaged";
    for (const byte of block) if (byte === 0x0a) this.#lines++;
    const wanted = 2 * this.#count + 1;
    // Two numbers with their line ends take at most 34 characters.
    if (this.#lines < wanted) return this.#parts.length * BLOCK > 34 * (this.#count + 1) ? "damaged" : undefined;
    const fragments = pairFragments(this.#parts.join("").split("\n", wanted).slice(1).map(readDecimal));
    return fragments === undefined ? "damaged" : { fragments, bytes: this.#parts.length * BLOCK };
  }
}
