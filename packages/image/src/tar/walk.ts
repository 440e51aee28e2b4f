import { quoted } from "../faults.ts";
import type { TarBody, TarEntry, TarVisitor } from "./entry.ts";
import { readPaxRecords, type Extensions } from "./extended.ts";
import { BLOCK, isHeader, isZeroBlock, readHeader, type Header } from "./header.ts";
import { readText, rootedPath } from "./names.ts";
import { readNumber } from "./numbers.ts";
import { isSoundMap, MAXIMUM_FRAGMENTS, readOldFragments, readPaxSparse, type Fragment } from "./sparse.ts";
import { MappedBody, SparseBody } from "./sparse-body.ts";

/** Bytes of a pax header or a GNU long name. */
const LONGEST_EXTENSION = 1024 * 1024;

/** Bytes of the one extended attribute that is read; the kernel takes 24 at most. */
const LONGEST_CAPABILITIES = 64;

const TYPES: Readonly<Record<string, TarEntry["type"]>> = {
  "0": "file", "\0": "file", "7": "file", S: "file", "1": "hard-link", "2": "symbolic-link", "3": "device", "4": "device", "5": "folder", D: "folder", "6": "pipe",
};

/** Kinds of which only a file (and GNU's list of a folder) has content: the size in the header of the others means nothing. Source: Go, archive/tar, `isHeaderOnlyType`. */
const WITHOUT_CONTENT = new Set(["1", "2", "3", "4", "5", "6"]);

/**
 * Walks a tar archive that is written to it piece by piece, and never throws: ustar, pax, GNU long names, base-256 numbers, the four
 * sparse forms. Where container engines and GNU tar differ (global pax headers, sizes of links), it reads as the engines do.
 */
export class TarWalk {
  readonly #visitor: TarVisitor;
  /** A header that came in two pieces. */
  #partial = Buffer.alloc(0);
  #remaining = 0;
  #padding = 0;
  #body: TarBody | undefined;
  #extensions: Extensions = {};
  #oldSparse: { readonly header: Header; readonly size: number; readonly fragments: Fragment[] } | undefined;
  #name = "";
  #offset = 0;
  #state: "reading" | "ended" | "failed" = "reading";

  constructor(visitor: TarVisitor) {
    this.#visitor = visitor;
  }

  /** Whether everything so far was read; false after a fault that the walk cannot go on from. */
  get sound(): boolean {
    return this.#state !== "failed";
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length && this.#state === "reading"; ) {
      const taken = this.#remaining > 0 ? this.#takeContent(chunk, at) : this.#takeHeader(chunk, at);
      at += taken;
      this.#offset += taken;
    }
  }

  /** The archive ends here, whether it is complete or not. */
  end(): void {
    const isMissing = this.#remaining > 0 || this.#partial.length > 0 || this.#padding > 0 || this.#oldSparse !== undefined || Object.keys(this.#extensions).length > 0;
    if (this.#state !== "reading" || !isMissing) return;
    this.#fail(`ends in the middle of ${this.#name === "" ? "its first header" : quoted(this.#name)}`);
  }

  #takeContent(chunk: Buffer, at: number): number {
    const taken = Math.min(this.#remaining, chunk.length - at);
    this.#remaining -= taken;
    const body = this.#body;
    body?.write(at === 0 && taken === chunk.length ? chunk : chunk.subarray(at, at + taken));
    if (this.#remaining === 0) {
      this.#body = undefined;
      body?.end(true);
    }
    return taken;
  }

  #takeHeader(chunk: Buffer, at: number): number {
    if (this.#padding > 0) {
      const skipped = Math.min(this.#padding, chunk.length - at);
      this.#padding -= skipped;
      return skipped;
    }
    const missing = BLOCK - this.#partial.length;
    if (chunk.length - at < missing) {
      this.#partial = Buffer.concat([this.#partial, chunk.subarray(at)]);
      return chunk.length - at;
    }
    const part = chunk.subarray(at, at + missing);
    const block = this.#partial.length === 0 ? part : Buffer.concat([this.#partial, part]);
    this.#partial = Buffer.alloc(0);
    this.#readBlock(block);
    return missing;
  }

  #readBlock(block: Buffer): void {
    if (this.#oldSparse !== undefined) this.#readSparseBlock(block);
    else if (isZeroBlock(block)) this.#state = "ended";
    else {
      const header = isHeader(block) ? readHeader(block) : undefined;
      if (header === undefined) this.#fail(`is damaged at byte ${this.#offset}${this.#name === "" ? "" : `, behind ${quoted(this.#name)}`}`);
      else this.#readEntry(header, block);
    }
  }

  #readEntry(header: Header, block: Buffer): void {
    const { type, size } = header;
    if (type === "x") this.#collect(size, (bytes) => readPaxRecords(bytes, this.#extensions) || this.#fail("has a damaged pax header"));
    else if (type === "L") this.#collect(size, (bytes) => (this.#extensions.path = readText(bytes, 0, bytes.length)));
    else if (type === "K") this.#collect(size, (bytes) => (this.#extensions.link = readText(bytes, 0, bytes.length)));
    else if (type === "g" || type === "V" || type === "X") this.#take(size, undefined);
    else if (type === "S") this.#beginOldSparse(header, block);
    else this.#begin(header);
  }

  /** The content of an extension header, read when it is whole. */
  #collect(size: number, read: (bytes: Buffer) => unknown): void {
    if (size > LONGEST_EXTENSION) {
      this.#fail(`has a header of ${size} bytes at byte ${this.#offset}, more than any file system needs`);
      return;
    }
    const pieces: Buffer[] = [];
    this.#take(size, { write: (piece) => pieces.push(piece), end: (whole) => whole && read(Buffer.concat(pieces)) });
  }

  #take(size: number, body: TarBody | undefined): void {
    this.#remaining = size;
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    this.#body = body;
    if (size > 0) return;
    this.#body = undefined;
    body?.end(true);
  }

  #beginOldSparse(header: Header, block: Buffer): void {
    const fragments = readOldFragments(block, 386, 4);
    const size = readNumber(block, 483, 12);
    if (fragments === undefined || size === undefined || size < 0) {
      this.#fail(`is damaged at byte ${this.#offset}: the holes of ${quoted(header.name)} cannot be read`);
      return;
    }
    this.#name = this.#extensions.path ?? header.name;
    const sparse = { header, size, fragments: [...fragments] };
    if (block[482] === 0) this.#begin(header, sparse);
    else this.#oldSparse = sparse;
  }

  #readSparseBlock(block: Buffer): void {
    const sparse = this.#oldSparse;
    const more = readOldFragments(block, 0, 21);
    if (sparse === undefined) return;
    if (more === undefined || sparse.fragments.length > MAXIMUM_FRAGMENTS) {
      this.#fail(`is damaged at byte ${this.#offset}: the holes of ${quoted(this.#name)} cannot be read`);
      return;
    }
    sparse.fragments.push(...more);
    if (block[504] !== 0) return;
    this.#oldSparse = undefined;
    this.#begin(sparse.header, sparse);
  }

  /** An entry with all its extensions. */
  #begin(header: Header, old?: { readonly size: number; readonly fragments: readonly Fragment[] }): void {
    const extensions = this.#extensions;
    this.#extensions = {};
    const pax = TYPES[header.type] === "file" && old === undefined ? readPaxSparse(extensions) : undefined;
    const stored = WITHOUT_CONTENT.has(header.type) ? 0 : (extensions.size ?? header.size);
    const name = pax?.name ?? extensions.path ?? header.name;
    this.#name = name;
    const size = old?.size ?? pax?.size ?? stored;
    const entry = this.#entry(header, extensions, name, size);
    const body = entry === undefined ? undefined : this.#visitor.entry(entry);
    this.#take(stored, body === undefined ? undefined : spread(body, { size, stored, fragments: old?.fragments ?? pax?.fragments, mapInBody: pax?.mapInBody === true }));
  }

  #entry(header: Header, extensions: Extensions, name: string, size: number): TarEntry | undefined {
    const type = header.type === "\0" && name.endsWith("/") ? "folder" : TYPES[header.type];
    if (type === undefined) return this.#refuse(name, `is of the kind ${quoted(header.type)}, which no container engine knows`);
    const path = rootedPath(name);
    if (path === undefined) return this.#refuse(name, "leads out of the root or is no path that a file system takes");
    const written = extensions.link ?? header.link;
    const link = type === "hard-link" ? rootedPath(written) : type === "symbolic-link" ? written : "";
    if (link === undefined || link.length > 4096) return this.#refuse(name, `links to ${quoted(written)}, which is no path in the archive`);
    const { capabilities } = extensions;
    return {
      type, path, link, mode: header.mode, uid: extensions.uid ?? header.uid, gid: extensions.gid ?? header.gid, size: type === "file" ? size : 0,
      capabilities: capabilities !== undefined && capabilities.length <= LONGEST_CAPABILITIES ? capabilities : undefined,
    };
  }

  #refuse(name: string, why: string): undefined {
    this.#visitor.fault(`${quoted(name)} ${why}; it is left out`);
  }

  #fail(what: string): void {
    this.#state = "failed";
    this.#visitor.fault(`${what}; what follows is not read`);
    this.#body?.end(false);
    this.#body = undefined;
  }
}

interface Stored {
  readonly size: number;
  readonly stored: number;
  readonly fragments: readonly Fragment[] | undefined;
  readonly mapInBody: boolean;
}

/** A body that gets a file as it is on the disk, however it is stored. A map that cannot be true gives it nothing. */
function spread(body: TarBody, { size, stored, fragments, mapInBody }: Stored): TarBody {
  if (mapInBody) return new MappedBody(size, stored, body);
  if (fragments === undefined) return body;
  const map = { fragments, size };
  return isSoundMap(map, stored) ? new SparseBody(map, body) : { write: () => undefined, end: () => body.end(false) };
}
