/** Windows larger than that take more memory than a layer is worth; zstd itself asks before it goes beyond. */
const LARGEST_WINDOW = 128 * 1024 * 1024;

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;

export function isZstdMagic(magic: number): boolean {
  return magic === FRAME || isSkippable(magic);
}

function isSkippable(magic: number): boolean {
  return (magic & 0xfffffff0) >>> 0 === SKIPPABLE;
}

/** Takes what the cutter finds: the bytes of a frame, then its end. Skippable frames are left out. */
export interface FrameVisitor {
  bytes(piece: Buffer): void;
  frameEnd(): void;
}

interface Step {
  /** Bytes that are looked at together; with `pass`, bytes that go through as they are. */
  readonly length: number;
  readonly pass: boolean;
  readonly next: (bytes: Buffer) => Step | string;
}

/** Finds where the frames of a zstd stream begin and end, from the sizes in it alone. Source: RFC 8878, section 3.1. */
export class FrameCutter {
  readonly #visitor: FrameVisitor;
  #step: Step;
  #left: number;
  #held: Buffer = Buffer.alloc(0);
  #atStart = true;
  #fault: string | undefined;

  constructor(visitor: FrameVisitor) {
    this.#visitor = visitor;
    this.#step = this.#start();
    this.#left = this.#step.length;
  }

  /** Returns what is wrong, once something is. */
  write(piece: Buffer): string | undefined {
    for (let at = 0; at < piece.length && this.#fault === undefined; ) {
      const part = piece.subarray(at, at + this.#left);
      at += part.length;
      this.#left -= part.length;
      if (this.#step.pass) this.#visitor.bytes(part);
      else if (this.#step.length <= 32) this.#held = this.#held.length === 0 ? part : Buffer.concat([this.#held, part]);
      this.#atStart = false;
      this.#advance();
    }
    return this.#fault;
  }

  end(): string | undefined {
    return this.#fault ?? (this.#atStart ? undefined : "it ends in the middle of a frame");
  }

  #advance(): void {
    while (this.#left === 0 && this.#fault === undefined) {
      const held = this.#held;
      this.#held = Buffer.alloc(0);
      const next = this.#step.next(held);
      if (typeof next === "string") this.#fault = next;
      else {
        this.#step = next;
        this.#left = next.length;
      }
    }
  }

  #start(): Step {
    this.#atStart = true;
    return { length: 4, pass: false, next: (magic) => this.#magic(magic) };
  }

  #magic(bytes: Buffer): Step | string {
    const magic = bytes.readUInt32LE(0);
    if (isSkippable(magic)) return { length: 4, pass: false, next: (size) => this.#skip(size.readUInt32LE(0)) };
    if (magic !== FRAME) return "it has bytes that are no zstd frame";
    this.#visitor.bytes(bytes);
    return { length: 1, pass: false, next: (descriptor) => this.#descriptor(descriptor) };
  }

  #skip(length: number): Step {
    return length === 0 ? this.#start() : { length, pass: false, next: () => this.#start() };
  }

  #descriptor(bytes: Buffer): Step | string {
    const descriptor = bytes[0] ?? 0;
    const single = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const content = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const length = (single ? 0 : 1) + dictionary + content;
    this.#visitor.bytes(bytes);
    const checksum = (descriptor & 4) !== 0;
    const next = (header: Buffer): Step | string => {
      const window = single ? contentSize(header.subarray(dictionary), content) : windowSize(header[0] ?? 0);
      if (window > LARGEST_WINDOW) return `a frame of it wants a window of ${window} bytes`;
      if (header.length > 0) this.#visitor.bytes(header);
      return this.#block(checksum);
    };
    return { length, pass: false, next };
  }

  #block(checksum: boolean): Step {
    const next = (header: Buffer): Step | string => {
      this.#visitor.bytes(header);
      const fields = header.readUIntLE(0, 3);
      const last = (fields & 1) !== 0;
      const type = (fields >> 1) & 3;
      if (type === 3) return "a block of it is of a kind that does not exist";
      // A repeated byte stands there once.
      const length = type === 1 ? 1 : fields >> 3;
      const after = (): Step => (last ? this.#checksum(checksum) : this.#block(checksum));
      return length === 0 ? after() : { length, pass: true, next: after };
    };
    return { length: 3, pass: false, next };
  }

  #checksum(has: boolean): Step {
    const end = (): Step => {
      this.#visitor.frameEnd();
      return this.#start();
    };
    return has ? { length: 4, pass: true, next: end } : end();
  }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(field: Buffer, length: number): number {
  if (length === 1) return field[0] ?? 0;
  if (length === 2) return field.readUInt16LE(0) + 256;
  if (length === 4) return field.readUInt32LE(0);
  return length === 8 ? Number(field.readBigUInt64LE(0)) : 0;
}
