import type { ProgramFormat } from "@bulwark/core/image";

type Elf = Extract<ProgramFormat, { readonly format: "elf" }>;

/** A part of the file, from an offset. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The bytes of a span of the file; undefined while they are not there. */
export type ReadSpan = (span: Span) => Buffer | undefined;

/** What reading came to: done, not a program that a kernel runs, or in want of a span that is not there yet. */
export type ElfReading = { readonly elf: Elf } | { readonly wants: Span } | "damaged";

export const ELF_MAGIC = "\x7fELF";

/** More program headers, or a longer table of what to link, has no program. */
const MOST_HEADERS = 4096;
const LONGEST_DYNAMIC = 1024 * 1024;
const LONGEST_INTERPRETER = 4096;
const MOST_LIBRARIES = 1024;
const LONGEST_LIBRARY = 256;

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NEEDED = 1;
const DT_STRTAB = 5;

/**
 * Read how the kernel and the dynamic linker start a program, from the few spans of the file that say it. Source: System V ABI,
 * "Object Files" and "Dynamic Linking"; elf(5).
 */
export function readElf(read: ReadSpan): ElfReading {
  const identification = { offset: 0, length: 64 };
  const start = read(identification);
  if (start === undefined) return { wants: identification };
  const layout = layoutOf(start);
  if (layout === undefined) return "damaged";
  const span = { offset: layout.headers, length: layout.count * layout.headerSize };
  const table = read(span);
  if (table === undefined) return { wants: span };
  return readSegments(layout, segmentsOf(layout, table), read);
}

interface Layout {
  readonly wide: boolean;
  readonly little: boolean;
  readonly architecture: string;
  readonly headers: number;
  readonly count: number;
  readonly headerSize: number;
}

function layoutOf(start: Buffer): Layout | undefined {
  const wide = start[4] === 2;
  const little = start[5] === 1;
  if (start.toString("latin1", 0, 4) !== ELF_MAGIC || (!wide && start[4] !== 1) || (!little && start[5] !== 2)) return undefined;
  const numbers = new Numbers(start, little, wide);
  const type = numbers.half(16);
  // Executables, position-independent ones and shared libraries; object files and core dumps are not run.
  if (type !== 2 && type !== 3) return undefined;
  const headers = numbers.word(wide ? 32 : 28);
  const headerSize = numbers.half(wide ? 54 : 42);
  const count = numbers.half(wide ? 56 : 44);
  if (headerSize < (wide ? 56 : 32) || headerSize > 1024 || count > MOST_HEADERS || !Number.isSafeInteger(headers)) return undefined;
  return { wide, little, architecture: architectureOf(numbers.half(18), wide, little), headers, count, headerSize };
}

interface Segment extends Span {
  readonly type: number;
  readonly address: number;
}

function segmentsOf({ wide, little, count, headerSize }: Layout, table: Buffer): readonly Segment[] {
  const numbers = new Numbers(table, little, wide);
  return Array.from({ length: count }, (_, index): Segment => {
    const at = index * headerSize;
    const [offset, address, length] = wide ? [at + 8, at + 16, at + 32] : [at + 4, at + 8, at + 16];
    return { type: numbers.integer(at), offset: numbers.word(offset), address: numbers.word(address), length: numbers.word(length) };
  });
}

function readSegments(layout: Layout, segments: readonly Segment[], read: ReadSpan): ElfReading {
  const { architecture } = layout;
  const interpreterSpan = segments.find(({ type }) => type === PT_INTERP);
  if (interpreterSpan !== undefined && !isSound(interpreterSpan, LONGEST_INTERPRETER)) return "damaged";
  const interpreterBytes = interpreterSpan && read(interpreterSpan);
  if (interpreterSpan !== undefined && interpreterBytes === undefined) return { wants: interpreterSpan };
  const interpreter = interpreterBytes && textAt(interpreterBytes, 0);
  const dynamic = segments.find(({ type, length }) => type === PT_DYNAMIC && length > 0);
  if (dynamic === undefined) return { elf: { format: "elf", architecture, interpreter, needed: [] } };
  if (!isSound(dynamic, LONGEST_DYNAMIC)) return "damaged";
  const table = read(dynamic);
  if (table === undefined) return { wants: dynamic };
  const needed = readNeeded(layout, segments, table, read);
  return Array.isArray(needed) ? { elf: { format: "elf", architecture, interpreter, needed } } : { wants: needed };
}

function isSound({ offset, length }: Span, most: number): boolean {
  return length <= most && Number.isSafeInteger(offset + length);
}

/** The names of the libraries, or the span that holds one of them. A name outside of the file is left out, as nobody could link it. */
function readNeeded({ wide, little }: Layout, segments: readonly Segment[], table: Buffer, read: ReadSpan): string[] | Span {
  const numbers = new Numbers(table, little, wide);
  const step = wide ? 16 : 8;
  const offsets: number[] = [];
  let strings: number | undefined;
  for (let at = 0; at + step <= table.length && offsets.length < MOST_LIBRARIES; at += step) {
    const tag = numbers.word(at);
    const value = numbers.word(at + step / 2);
    if (tag === 0) break;
    if (tag === DT_NEEDED) offsets.push(value);
    if (tag === DT_STRTAB) strings = value;
  }
  const needed: string[] = [];
  for (const offset of offsets) {
    const place = strings === undefined ? undefined : fileOffset(segments, strings + offset);
    if (place === undefined) continue;
    const bytes = read(place);
    if (bytes === undefined) return place;
    needed.push(textAt(bytes, 0));
  }
  return needed;
}

/** Where an address stands in the file, as far as its segment goes. */
function fileOffset(segments: readonly Segment[], address: number): Span | undefined {
  const segment = segments.find(({ type, address: start, length }) => type === PT_LOAD && address >= start && address < start + length);
  if (segment === undefined) return undefined;
  const into = address - segment.address;
  return { offset: segment.offset + into, length: Math.min(segment.length - into, LONGEST_LIBRARY) };
}

function textAt(bytes: Buffer, start: number): string {
  const nul = bytes.indexOf(0, start);
  return bytes.toString("utf8", start, nul === -1 ? bytes.length : nul);
}

/** Numbers in the byte order and width of the file; 0 beyond the end. */
class Numbers {
  readonly #bytes: Buffer;
  readonly #little: boolean;
  readonly #wide: boolean;

  constructor(bytes: Buffer, little: boolean, wide: boolean) {
    this.#bytes = bytes;
    this.#little = little;
    this.#wide = wide;
  }

  half(at: number): number {
    return this.#number(at, 2);
  }

  integer(at: number): number {
    return this.#number(at, 4);
  }

  /** An address, an offset or a length; beyond 2^53 not exact, and out of every file. */
  word(at: number): number {
    if (!this.#wide) return this.#number(at, 4);
    const [low, high] = this.#little ? [at, at + 4] : [at + 4, at];
    return this.#number(high, 4) * 2 ** 32 + this.#number(low, 4);
  }

  #number(at: number, length: 2 | 4): number {
    if (at < 0 || at + length > this.#bytes.length) return 0;
    return this.#little ? this.#bytes.readUIntLE(at, length) : this.#bytes.readUIntBE(at, length);
  }
}

/** Machine numbers of the ELF header by the names that OCI takes from Go (`GOARCH`). */
const ARCHITECTURES: Readonly<Record<number, string>> = { 3: "386", 40: "arm", 62: "amd64", 183: "arm64", 22: "s390x", 243: "riscv64", 258: "loong64" };

function architectureOf(machine: number, wide: boolean, little: boolean): string {
  if (machine === 8) return `mips${wide ? "64" : ""}${little ? "le" : ""}`;
  if (machine === 21) return little ? "ppc64le" : "ppc64";
  return ARCHITECTURES[machine] ?? `machine ${machine}`;
}
