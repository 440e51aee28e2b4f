import type { Extensions } from "./extended.ts";
import { readDecimal, readNumber } from "./numbers.ts";

/** Where the stored bytes of a sparse file stand in it; the rest of it is zeros. */
export interface SparseMap {
  readonly fragments: readonly Fragment[];
  /** Bytes of the whole file. */
  readonly size: number;
}

export interface Fragment {
  readonly offset: number;
  readonly length: number;
}

/** More holes than that has no file of a container image. */
export const MAXIMUM_FRAGMENTS = 100_000;

/** Fragments of GNU's old form: four in the header, 21 in each block behind it. Undefined when a number is none. Source: GNU tar manual, "Sparse Formats". */
export function readOldFragments(block: Buffer, start: number, count: number): readonly Fragment[] | undefined {
  const fragments: Fragment[] = [];
  for (let at = start; at < start + count * 24; at += 24) {
    if (block[at] === 0) break;
    const offset = readNumber(block, at, 12);
    const length = readNumber(block, at + 12, 12);
    if (offset === undefined || length === undefined) return undefined;
    fragments.push({ offset, length });
  }
  return fragments;
}

/** The form of a pax sparse file, with what its records say; undefined for a file that is not sparse. */
export function readPaxSparse(extensions: Extensions): PaxSparse | undefined {
  const records = extensions.sparse;
  if (records === undefined) return undefined;
  const values = new Map(records);
  const size = readDecimal(values.get("realsize") ?? values.get("size") ?? "");
  const name = values.get("name");
  if (values.get("major") === "1" && values.get("minor") === "0") return { mapInBody: true, name, size, fragments: undefined };
  const numbers = values.get("map")?.split(",", 2 * MAXIMUM_FRAGMENTS + 2) ?? records.flatMap(([key, value]) => (key === "offset" || key === "numbytes" ? [value] : []));
  return { mapInBody: false, name, size, fragments: pairFragments(numbers.map(readDecimal)) };
}

export interface PaxSparse {
  /** Version 1.0 writes the map in front of the content. */
  readonly mapInBody: boolean;
  readonly name: string | undefined;
  readonly size: number | undefined;
  readonly fragments: readonly Fragment[] | undefined;
}

/** Offset, length, offset, length …; undefined when a number is none or one is missing. */
export function pairFragments(numbers: readonly (number | undefined)[]): readonly Fragment[] | undefined {
  if (numbers.length % 2 !== 0 || numbers.length > 2 * MAXIMUM_FRAGMENTS) return undefined;
  const fragments: Fragment[] = [];
  for (let at = 0; at < numbers.length; at += 2) {
    const [offset, length] = numbers.slice(at, at + 2);
    if (offset === undefined || length === undefined) return undefined;
    fragments.push({ offset, length });
  }
  return fragments;
}

/** In order, inside of the file, and as many bytes as are stored. */
export function isSoundMap({ fragments, size }: SparseMap, stored: number): boolean {
  let end = 0;
  let sum = 0;
  for (const { offset, length } of fragments) {
    if (offset < end || length < 0 || offset + length > size) return false;
    end = offset + length;
    sum += length;
  }
  return sum === stored;
}
