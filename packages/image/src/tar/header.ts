import { readText } from "./names.ts";
import { readNumber } from "./numbers.ts";

export const BLOCK = 512;

/** One header block as written, before extensions. Source: POSIX pax, "ustar Interchange Format"; GNU tar manual, "Standard". */
export interface Header {
  readonly name: string;
  readonly link: string;
  /** The type flag; NUL in archives older than ustar. */
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes that follow in the archive. */
  readonly size: number;
}

/** Whether a block is a header: its checksum is right, counted with or without signs. */
export function isHeader(block: Buffer): boolean {
  const wanted = readNumber(block, 148, 8);
  if (wanted === undefined) return false;
  let unsigned = 0;
  let negative = 0;
  for (let at = 0; at < BLOCK; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0);
    unsigned += byte;
    if (byte > 127) negative++;
  }
  return wanted === unsigned || wanted === unsigned - 256 * negative;
}

export function isZeroBlock(block: Buffer): boolean {
  return block[0] === 0 && block.equals(ZERO_BLOCK);
}

const ZERO_BLOCK = Buffer.alloc(BLOCK);

/** The fields of a header block whose checksum holds; undefined when a number in it is none. */
export function readHeader(block: Buffer): Header | undefined {
  const mode = readNumber(block, 100, 8);
  const uid = readNumber(block, 108, 8);
  const gid = readNumber(block, 116, 8);
  const size = readNumber(block, 124, 12);
  if (mode === undefined || uid === undefined || gid === undefined || size === undefined || size < 0) return undefined;
  const name = readText(block, 0, 100);
  const prefix = prefixOf(block);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    link: readText(block, 157, 257),
    type: String.fromCharCode(block[156] ?? 0),
    mode: mode & 0o7777,
    uid: uid >>> 0,
    gid: gid >>> 0,
    size,
  };
}

/** GNU's own format has times where ustar has the front of a long name; star cuts it shorter for the same reason. */
function prefixOf(block: Buffer): string {
  if (block.toString("latin1", 257, 263) !== "ustar\0") return "";
  const isStar = block.toString("latin1", 508, 512) === "tar\0";
  return readText(block, 345, isStar ? 476 : 500);
}
