import { BLOCK } from "../tar/header.ts";

/** One entry of an archive that a test writes, as exactly as it needs it. */
export interface WrittenEntry {
  readonly name: string;
  readonly type?: string;
  readonly content?: Buffer | string;
  readonly link?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Instead of the length of the content. */
  readonly size?: number;
  /** Records of a pax header in front of it. */
  readonly pax?: Readonly<Record<string, string | Buffer>>;
  /** Changes the header block before its checksum is written. */
  readonly change?: (block: Buffer) => void;
  /** Changes it afterwards. */
  readonly spoil?: (block: Buffer) => void;
}

/** A tar archive with its end marker. */
export function tar(...entries: readonly WrittenEntry[]): Buffer {
  return Buffer.concat([tarWithoutEnd(...entries), Buffer.alloc(2 * BLOCK)]);
}

export function tarWithoutEnd(...entries: readonly WrittenEntry[]): Buffer {
  return Buffer.concat(entries.flatMap(writeEntry));
}

export const file = (name: string, content: Buffer | string = "", mode = 0o644): WrittenEntry => ({ name, content, mode });
export const folder = (name: string, mode = 0o755): WrittenEntry => ({ name, type: "5", mode });
export const symbolicLink = (name: string, link: string): WrittenEntry => ({ name, type: "2", link, mode: 0o777 });
export const hardLink = (name: string, link: string): WrittenEntry => ({ name, type: "1", link });

function writeEntry(entry: WrittenEntry): readonly Buffer[] {
  const content = Buffer.from(entry.content ?? "");
  const extended = entry.pax === undefined ? [] : writeEntry({ name: "PaxHeaders/x", type: "x", content: Buffer.concat(Object.entries(entry.pax).map(([key, value]) => paxRecord(key, value))) });
  return [...extended, header(entry, content.length), padded(content)];
}

function paxRecord(key: string, value: string | Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from("\n")]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

export function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}

function header(entry: WrittenEntry, length: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const name = Buffer.from(entry.name);
  // A name that is longer than the field is cut: tests give it in a pax record or a GNU header.
  name.copy(block, 0, 0, 100);
  writeOctal(block, 100, 8, entry.mode ?? 0o644);
  writeOctal(block, 108, 8, entry.uid ?? 0);
  writeOctal(block, 116, 8, entry.gid ?? 0);
  writeOctal(block, 124, 12, entry.size ?? length);
  writeOctal(block, 136, 12, 0);
  block.write(entry.type ?? "0", 156, "latin1");
  Buffer.from(entry.link ?? "").copy(block, 157, 0, 100);
  block.write("ustar\u000000", 257, "latin1");
  entry.change?.(block);
  seal(block);
  entry.spoil?.(block);
  return block;
}

function writeOctal(block: Buffer, at: number, length: number, value: number): void {
  block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
}

/** Write the checksum. */
export function seal(block: Buffer): void {
  block.write("        ", 148, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
}
