/** A program that a test writes. */
export interface WrittenElf {
  readonly wide: boolean;
  readonly little: boolean;
  /** `e_machine`. */
  readonly machine: number;
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  /** Bytes between the beginning and the dynamic section. */
  readonly filling?: number;
  readonly type?: number;
}

/** A file with the headers by which a kernel and a dynamic linker start it, and no code. */
export function writeElf({ wide, little, machine, interpreter, needed, filling = 0, type = 3 }: WrittenElf): Buffer {
  const headerSize = wide ? 64 : 52;
  const programSize = wide ? 56 : 32;
  const word = wide ? 8 : 4;
  const base = 0x10000;
  const strings = Buffer.from(`\0${(needed ?? []).map((name) => `${name}\0`).join("")}`);
  const interpreterBytes = Buffer.from(`${interpreter ?? ""}\0`);
  const count = 1 + (interpreter === undefined ? 0 : 1) + (needed === undefined ? 0 : 1);
  const interpreterAt = headerSize + count * programSize;
  const stringsAt = interpreterAt + interpreterBytes.length;
  const dynamicAt = stringsAt + strings.length + filling;
  const offsets = (needed ?? []).map((name) => strings.indexOf(`\0${name}\0`) + 1);
  const dynamic = [[5, base + stringsAt], ...offsets.map((offset) => [1, offset]), [0, 0]].flat();
  const size = dynamicAt + (needed === undefined ? 0 : dynamic.length * word);
  const bytes = Buffer.alloc(size);
  const put = (value: number, at: number, length: number): void => void (little ? bytes.writeUIntLE(value, at, Math.min(length, 6)) : bytes.writeUIntBE(value, at + length - Math.min(length, 6), Math.min(length, 6)));
  bytes.write("\x7fELF", 0, "latin1");
  bytes[4] = wide ? 2 : 1;
  bytes[5] = little ? 1 : 2;
  put(type, 16, 2);
  put(machine, 18, 2);
  put(headerSize, wide ? 32 : 28, word);
  put(programSize, wide ? 54 : 42, 2);
  put(count, wide ? 56 : 44, 2);
  const segments = [
    { type: 1, offset: 0, address: base, length: size },
    ...(interpreter === undefined ? [] : [{ type: 3, offset: interpreterAt, address: 0, length: interpreterBytes.length }]),
    ...(needed === undefined ? [] : [{ type: 2, offset: dynamicAt, address: 0, length: dynamic.length * word }]),
  ];
  segments.forEach((segment, index) => {
    const at = headerSize + index * programSize;
    put(segment.type, at, 4);
    put(segment.offset, at + (wide ? 8 : 4), word);
    put(segment.address, at + (wide ? 16 : 8), word);
    put(segment.length, at + (wide ? 32 : 16), word);
  });
  interpreterBytes.copy(bytes, interpreterAt);
  strings.copy(bytes, stringsAt);
  if (needed !== undefined) dynamic.forEach((value, index) => put(value, dynamicAt + index * word, word));
  return bytes;
}
