import { createHash } from "node:crypto";
import type { Compression } from "../layers/decoder.ts";
import { LayerReader, type LayerOptions, type ReadLayer } from "../layers/layer-reader.ts";
import { isZstdMagic } from "../layers/zstd-frames.ts";
import type { TarBody } from "../tar/entry.ts";
import { BLOCK, isHeader, isZeroBlock } from "../tar/header.ts";

/** Bytes of one JSON document: manifests and configurations are a thousandth of it. */
const LARGEST_DOCUMENT = 8 * 1024 * 1024;

/** One file of an image archive: a document, a layer, or something that matters to nobody. */
export interface StoredFile {
  /** `sha256:…` of it as it is stored. */
  readonly digest: string;
  readonly size: number;
  /** The archive holds it to its end. */
  readonly whole: boolean;
  /** Of what may be JSON. */
  readonly text: string | undefined;
  readonly layer: ReadLayer | undefined;
}

/** Reads one file of an archive; what it is, its first bytes tell, since the manifest that names it may come behind it. */
export class StoredFileReader implements TarBody {
  readonly file: Promise<StoredFile>;
  readonly #resolve: (file: StoredFile | Promise<StoredFile>) => void;
  readonly #hash = createHash("sha256");
  readonly #name: string;
  readonly #options: LayerOptions;
  readonly #size: number;
  readonly #hasRoom: (bytes: number) => boolean;
  #running = true;
  #start: Buffer | undefined = Buffer.alloc(0);
  #layer: LayerReader | undefined;
  #text: Buffer[] | undefined;

  /** `hasRoom` is asked before a document is kept. */
  constructor(path: string, size: number, options: LayerOptions, hasRoom: (bytes: number) => boolean) {
    const { promise, resolve } = deferred<StoredFile>();
    this.file = promise;
    this.#resolve = resolve;
    this.#name = keyOf(path);
    this.#size = size;
    this.#options = options;
    this.#hasRoom = hasRoom;
  }

  /** Whether more of it is to come. */
  get running(): boolean {
    return this.#running;
  }

  write(piece: Buffer): void {
    this.#hash.update(piece);
    if (this.#start === undefined) this.#pass(piece);
    else {
      this.#start = this.#start.length === 0 ? piece : Buffer.concat([this.#start, piece]);
      if (this.#start.length >= BLOCK) this.#sniff(this.#start);
    }
  }

  ready(): Promise<void> | undefined {
    return this.#layer?.ready();
  }

  end(whole: boolean): void {
    this.#running = false;
    if (this.#start !== undefined) this.#sniff(this.#start);
    this.#resolve(this.#finish(whole));
  }

  async #finish(whole: boolean): Promise<StoredFile> {
    const text = whole && this.#text !== undefined ? Buffer.concat(this.#text).toString("utf8") : undefined;
    const digest = `sha256:${this.#hash.digest("hex")}`;
    return { digest, size: this.#size, whole, text, layer: await this.#layer?.end(whole ? digest : undefined) };
  }

  #sniff(start: Buffer): void {
    this.#start = undefined;
    const compression = compressionOf(start);
    if (compression !== undefined) this.#layer = new LayerReader(compression, this.#name, this.#options);
    if (isDocument(start) && this.#size <= LARGEST_DOCUMENT && this.#hasRoom(this.#size)) this.#text = [];
    this.#pass(start);
  }

  #pass(piece: Buffer): void {
    this.#layer?.write(piece);
    this.#text?.push(piece);
  }
}

/** How a layer is stored, by its first bytes; undefined for what is none. */
function compressionOf(start: Buffer): Compression | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip";
  if (start.length >= 4 && isZstdMagic(start.readUInt32LE(0))) return "zstd";
  if (start.length < BLOCK) return undefined;
  const block = start.subarray(0, BLOCK);
  return isHeader(block) || isZeroBlock(block) ? "none" : undefined;
}

function isDocument(start: Buffer): boolean {
  const first = start.toString("latin1").trimStart()[0];
  return first === "{" || first === "[";
}

/** `<id>/layer.tar` of Docker's old layout, `<diff id>.tar` of Podman, `blobs/sha256/<digest>` of OCI: the part that names the content. */
function keyOf(path: string): string {
  const name = path.endsWith("/layer.tar") ? path.slice(0, -"/layer.tar".length) : path.endsWith(".tar") ? path.slice(0, -".tar".length) : path;
  return name.slice(name.lastIndexOf("/") + 1);
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T | Promise<T>) => void } {
  let resolve: (value: T | Promise<T>) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
