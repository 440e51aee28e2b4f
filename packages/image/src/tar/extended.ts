import { decodeName } from "./names.ts";
import { readDecimal } from "./numbers.ts";

/** What pax and GNU extensions say of the entry behind them; undefined leaves the header's own word. */
export interface Extensions {
  path?: string;
  link?: string;
  size?: number;
  uid?: number;
  gid?: number;
  capabilities?: Uint8Array;
  /** The keys of GNU's sparse forms, without `GNU.sparse.`; repeated ones in order. */
  sparse?: [key: string, value: string][];
}

const CAPABILITY_KEY = "SCHILY.xattr.security.capability";
const SPARSE_PREFIX = "GNU.sparse.";

/**
 * Read the records of a pax header (`27 path=…\n`) into the extensions. Returns false when they are malformed. Values are bytes: an
 * extended attribute holds any of them. Source: POSIX pax, "pax Header Block"; star(5), "SCHILY.xattr".
 */
export function readPaxRecords(bytes: Buffer, into: Extensions): boolean {
  let at = 0;
  while (at < bytes.length) {
    const blank = bytes.indexOf(0x20, at);
    if (blank === -1 || blank - at > 10) return false;
    const length = readDecimal(bytes.toString("latin1", at, blank));
    const end = at + (length ?? 0);
    const equals = bytes.indexOf(0x3d, blank);
    if (length === undefined || end > bytes.length || equals === -1 || equals >= end || bytes[end - 1] !== 0x0a) return false;
    if (!takeRecord(bytes.toString("utf8", blank + 1, equals), bytes.subarray(equals + 1, end - 1), into)) return false;
    at = end;
  }
  return true;
}

/** An empty value takes back what was said before. */
function takeRecord(key: string, value: Buffer, into: Extensions): boolean {
  if (key === "path") return takeName(value, into, "path");
  if (key === "linkpath") return takeName(value, into, "link");
  if (key === "size" || key === "uid" || key === "gid") return takeNumber(value, into, key);
  if (key === CAPABILITY_KEY) into.capabilities = Uint8Array.from(value);
  if (key.startsWith(SPARSE_PREFIX)) (into.sparse ??= []).push([key.slice(SPARSE_PREFIX.length), decodeName(value)]);
  return true;
}

function takeName(value: Buffer, into: Extensions, key: "path" | "link"): boolean {
  if (value.length === 0) delete into[key];
  else into[key] = decodeName(value);
  return !value.includes(0);
}

function takeNumber(value: Buffer, into: Extensions, key: "size" | "uid" | "gid"): boolean {
  if (value.length === 0) {
    delete into[key];
    return true;
  }
  const number = readDecimal(value.toString("latin1"));
  if (number !== undefined) into[key] = number;
  return number !== undefined;
}
