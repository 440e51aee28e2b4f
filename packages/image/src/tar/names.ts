import { isUtf8 } from "node:buffer";

/** Linux's own limits (limits.h): what is longer can stand on no disk. */
const LONGEST_PATH = 4096;
const LONGEST_COMPONENT = 255;

/** The text of a field, up to its first NUL. */
export function readText(bytes: Buffer, start: number, end: number): string {
  const nul = bytes.subarray(start, end).indexOf(0);
  return decodeName(bytes.subarray(start, nul === -1 ? end : start + nul));
}

/** A name is bytes; one that is no UTF-8 keeps its odd bytes as `\xNN`, so that two names never become one. */
export function decodeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let text = "";
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`;
  return text;
}

/**
 * An entry's path from the root, without `.`, `..` and doubled slashes; undefined when it leads out of the root, holds a NUL, or is
 * longer than a file system takes. Absolute paths are meant from the root, as container engines read them.
 */
export function rootedPath(name: string): string | undefined {
  if (name.length > LONGEST_PATH || name.includes("\0")) return undefined;
  const kept: string[] = [];
  for (const component of name.split("/")) {
    if (component === "" || component === ".") continue;
    if (component === "..") {
      if (kept.pop() === undefined) return undefined;
    } else if (component.length > LONGEST_COMPONENT) return undefined;
    else kept.push(component);
  }
  return `/${kept.join("/")}`;
}
