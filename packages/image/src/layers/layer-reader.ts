import { createHash, type Hash } from "node:crypto";
import { TarWalk } from "../tar/walk.ts";
import type { Wanted } from "../wanted.ts";
import type { CompressedSizes, MeasuredLayer } from "./compressed-sizes.ts";
import { contentOf } from "./content.ts";
import { gzipDecoder, plainDecoder, type Compression, type Decoder } from "./decoder.ts";
import { GzipSize } from "./gzip-size.ts";
import { LayerTree } from "./layer-tree.ts";
import type { Budget, Node } from "./tree.ts";
import { zstdDecoder } from "./zstd.ts";

/** Bytes of one uncompressed layer: more is a bomb. */
const LARGEST_LAYER = 64 * 1024 ** 3;

/** One layer of an archive, read. */
export interface ReadLayer {
  readonly compression: Compression;
  /** Of what was unpacked; undefined when it could not be unpacked to its end. */
  readonly diffId: string | undefined;
  /** Bytes of the tar. */
  readonly size: number;
  readonly root: Node;
  /** Of a layer stored plain: bytes as gzip, when that is measured. */
  readonly gzipSize: number | undefined;
  /** What could not be read, to stand behind the layer's name. */
  readonly faults: readonly string[];
}

export interface LayerOptions {
  readonly wanted: Wanted;
  readonly budget: Budget;
  readonly compress: CompressedSizes | undefined;
}

/** Reads one layer as it streams by: unpacks it, names its content, lists its files and keeps of them what is wanted. */
export class LayerReader {
  readonly #compression: Compression;
  readonly #decoder: Decoder | undefined;
  /** Of what is unpacked; a plain layer is what the archive holds, whose digest is taken there. */
  readonly #hash: Hash | undefined;
  readonly #walk: TarWalk;
  readonly #tree: LayerTree;
  readonly #gzip: GzipSize | undefined;
  readonly #measured: MeasuredLayer | undefined;
  readonly #compress: CompressedSizes | undefined;
  readonly #key: string;
  readonly #faults: string[] = [];
  #size = 0;

  /** `key` is the name under which the archive holds the layer, by which its compressed size may be known. */
  constructor(compression: Compression, key: string, { wanted, budget, compress }: LayerOptions) {
    const fault = (sentence: string): void => void (this.#faults.length < 100 && this.#faults.push(sentence));
    this.#compression = compression;
    this.#hash = compression === "none" ? undefined : createHash("sha256");
    this.#key = key;
    this.#compress = compression === "none" ? compress : undefined;
    this.#measured = this.#compress?.find(key);
    this.#gzip = this.#compress === undefined || this.#measured !== undefined ? undefined : new GzipSize();
    this.#tree = new LayerTree(budget, fault);
    this.#walk = new TarWalk({
      entry: (entry) => {
        wanted.see(entry);
        const inode = this.#tree.add(entry);
        return inode && contentOf(entry, inode, wanted);
      },
      fault,
    });
    this.#decoder = DECODERS[compression]((piece) => this.#takePlain(piece));
    if (this.#decoder === undefined) fault("is compressed with zstd, which needs Node 22.15 or later; its files are missing here");
  }

  write(piece: Buffer): void {
    if (this.#size <= LARGEST_LAYER) this.#decoder?.write(piece);
  }

  ready(): Promise<void> | undefined {
    return this.#decoder?.ready() ?? this.#gzip?.ready();
  }

  /** `stored` is the digest of the layer as the archive holds it; undefined when the archive ends before the layer does. */
  async end(stored: string | undefined): Promise<ReadLayer> {
    const problem = await this.#decoder?.end();
    if (problem !== undefined) this.#faults.push(`cannot be unpacked to its end (${problem}); what follows is not read`);
    if (this.#size > LARGEST_LAYER) this.#faults.push(`is larger than ${LARGEST_LAYER} bytes; what follows is not read`);
    this.#walk.end();
    const isWhole = stored !== undefined && this.#decoder !== undefined && problem === undefined && this.#size <= LARGEST_LAYER;
    const diffId = !isWhole ? undefined : this.#hash === undefined ? stored : `sha256:${this.#hash.digest("hex")}`;
    const gzipSize = await this.#gzipSize(diffId);
    return { compression: this.#compression, diffId, size: this.#size, root: this.#tree.root, gzipSize, faults: this.#faults };
  }

  async #gzipSize(diffId: string | undefined): Promise<number | undefined> {
    const compressedSize = await this.#gzip?.end();
    if (diffId === undefined) return undefined;
    if (compressedSize === undefined) return this.#measured?.diffId === diffId ? this.#measured.compressedSize : this.#known(diffId);
    const measured = { diffId, size: this.#size, compressedSize };
    for (const key of new Set([this.#key, hexOf(diffId)])) this.#compress?.keep(key, measured);
    return compressedSize;
  }

  /** The archive's name for the layer led to another one: only the content's own name counts. */
  #known(diffId: string): number | undefined {
    const known = this.#compress?.find(hexOf(diffId));
    return known?.diffId === diffId ? known.compressedSize : undefined;
  }

  #takePlain(piece: Buffer): void {
    this.#size += piece.length;
    this.#hash?.update(piece);
    this.#gzip?.write(piece);
    this.#walk.write(piece);
  }
}

function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(":") + 1);
}

const DECODERS: Readonly<Record<Compression, (onPiece: (piece: Buffer) => void) => Decoder | undefined>> = {
  none: plainDecoder,
  gzip: gzipDecoder,
  zstd: zstdDecoder,
};
