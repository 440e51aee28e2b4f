/**
 * A numeric field of a header: octal digits between blanks and NULs, or GNU's base-256 where the first bit is set. Undefined when it
 * is neither, or larger than a double holds exactly. Source: POSIX pax, "ustar Interchange Format"; GNU tar manual, "Extensions".
 */
export function readNumber(block: Buffer, start: number, length: number): number | undefined {
  return ((block[start] ?? 0) & 0x80) === 0 ? readOctal(block, start, start + length) : readBase256(block, start, length);
}

const ZERO = 0x30;
const SEVEN = 0x37;

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0;
}

function readOctal(block: Buffer, start: number, end: number): number | undefined {
  let from = start;
  let to = end;
  while (from < to && isBlank(block[from])) from++;
  while (to > from && isBlank(block[to - 1])) to--;
  let value = 0;
  for (let at = from; at < to; at++) {
    const byte = block[at] ?? 0;
    if (byte < ZERO || byte > SEVEN) return undefined;
    value = value * 8 + byte - ZERO;
  }
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Two's complement, most significant byte first; the first bit says that it is one. */
function readBase256(block: Buffer, start: number, length: number): number | undefined {
  const first = block[start] ?? 0;
  const negative = (first & 0x40) !== 0;
  let value = negative ? (first | 0x80) - 256 : first & 0x7f;
  for (let at = start + 1; at < start + length; at++) {
    value = value * 256 + (block[at] ?? 0);
    if (!Number.isSafeInteger(value)) return undefined;
  }
  return value;
}

/** A decimal number of at most 2^53-1, digits alone. */
export function readDecimal(text: string): number | undefined {
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}
