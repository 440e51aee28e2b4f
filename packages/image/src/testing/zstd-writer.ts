/** Frames of zstd whose blocks are stored as they are. Source: RFC 8878, section 3.1. */
export interface FrameOptions {
  /** Window descriptor. */
  readonly window?: number;
  readonly contentSize?: boolean;
  /** Instead of the true content size. */
  readonly claims?: number;
  readonly checksum?: boolean;
}

export function rawFrame(blocks: readonly string[], options: FrameOptions = {}): Buffer {
  const parts = blocks.length === 0 ? [""] : blocks;
  const size = parts.reduce((sum, block) => sum + block.length, 0);
  return Buffer.concat([frameHeader(size, options), ...parts.flatMap((block, at) => [blockHeader(block.length, 0, at === parts.length - 1), Buffer.from(block)]), ...(options.checksum === true ? [checksum(parts.join(""))] : [])]);
}

/** One byte, over and over. */
export function repeatFrame(byte: string, count: number): Buffer {
  return Buffer.concat([frameHeader(count, {}), blockHeader(count, 1, true), Buffer.from(byte)]);
}

export function skippableFrame(content: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a53, 0);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, Buffer.from(content)]);
}

function frameHeader(size: number, { window = 0x38, contentSize = false, claims = size, checksum = false }: FrameOptions): Buffer {
  const header = Buffer.alloc(contentSize ? 13 : 6);
  header.writeUInt32LE(0xfd2fb528, 0);
  header[4] = (contentSize ? 0xe0 : 0) | (checksum ? 4 : 0);
  if (contentSize) header.writeBigUInt64LE(BigInt(claims), 5);
  else header[5] = window;
  return header;
}

function blockHeader(length: number, type: number, last: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((length << 3) | (type << 1) | (last ? 1 : 0), 0, 3);
  return header;
}

/** The low half of XXH64 of the content. Source: github.com/Cyan4973/xxHash, doc/xxhash_spec.md. */
function checksum(text: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(Number(xxh64(Buffer.from(text)) & 0xffffffffn), 0);
  return bytes;
}

const MASK = (1n << 64n) - 1n;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & MASK;
const round = (lane: bigint, input: bigint): bigint => (rotate((lane + input * P2) & MASK, 31n) * P1) & MASK;

function xxh64(bytes: Buffer): bigint {
  let at = 0;
  let hash = P5;
  if (bytes.length >= 32) {
    const lanes = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK];
    for (; at + 32 <= bytes.length; at += 32) lanes.forEach((lane, index) => (lanes[index] = round(lane, bytes.readBigUInt64LE(at + 8 * index))));
    hash = lanes.reduce((sum, lane, index) => sum + rotate(lane, [1n, 7n, 12n, 18n][index] ?? 0n), 0n) & MASK;
    for (const lane of lanes) hash = ((hash ^ round(0n, lane)) * P1 + P4) & MASK;
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8) hash = (rotate(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * P1 + P4) & MASK;
  for (; at + 4 <= bytes.length; at += 4) hash = (rotate(hash ^ ((BigInt(bytes.readUInt32LE(at)) * P1) & MASK), 23n) * P2 + P3) & MASK;
  for (; at < bytes.length; at++) hash = (rotate(hash ^ ((BigInt(bytes[at] ?? 0) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}
