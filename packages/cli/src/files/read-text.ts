import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import type { Fault } from "@bulwark/core/report";
import { fromHere, isInside } from "./folders.ts";

/** Larger than any Dockerfile that people write by hand or generate. */
export const LARGEST_DOCKERFILE = 4 * 1024 * 1024;

export type ReadText = { readonly text: string } | { readonly fault: Omit<Fault, "path"> };

const SOMETHING_ELSE = "this is no Dockerfile: name another file, or leave it out with exclude in bulwark.yaml";

/**
 * A file's text, or the one error that says what to do: missing, no file, unreadable, too large, binary, not UTF-8, a link that
 * leads out of `root` where one is given.
 */
export function readText(path: string, most: number, root?: string): ReadText {
  let descriptor: number | undefined;
  try {
    if (root !== undefined && !isInside(realpathSync(path), realpathSync(root))) return fault(`is a link that leads out of ${fromHere(root)}`, "name the file that it leads to");
    // Not blocking: opening a pipe would otherwise wait for whoever writes into it.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return fault("is not a file", "name a Dockerfile, a folder, or - for standard input");
    if (status.size > most) return fault(`has ${megabytes(status.size)} MB, more than the ${megabytes(most)} MB that are read`, SOMETHING_ELSE);
    return decode(readAll(descriptor, most));
  } catch (error) {
    return fault(...reasonOf(error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** At most `most` bytes, however the file grows meanwhile. */
function readAll(descriptor: number, most: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= most) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const read = readSync(descriptor, chunk, 0, chunk.length, null);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    total += read;
  }
  return Buffer.concat(chunks, Math.min(total, most));
}

/** The text of bytes; what is not UTF-8 is never judged by guess nor edited. */
export function decode(bytes: Uint8Array): ReadText {
  const zero = bytes.indexOf(0);
  if (zero !== -1) return fault("is a binary file", SOMETHING_ELSE, lineOf(bytes, zero));
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const bad = firstInvalid(bytes);
    return fault("is not valid UTF-8", "save it as UTF-8", lineOf(bytes, bad));
  }
}

function fault(message: string, remedy: string, place?: { readonly line: number; readonly column: number }): ReadText {
  return { fault: { message, remedy, line: place?.line, column: place?.column } };
}

/** Line and column of a byte; the column in UTF-16 code units of what stands before it in its line. */
function lineOf(bytes: Uint8Array, at: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let next = bytes.indexOf(10); next !== -1 && next < at; next = bytes.indexOf(10, next + 1)) {
    line++;
    start = next + 1;
  }
  return { line, column: new TextDecoder().decode(bytes.subarray(start, at)).length + 1 };
}

/** Where decoding fails: behind the longest prefix that decodes, found by halving, less a character that it cuts. */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodes(bytes.subarray(0, middle), true)) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && !decodes(bytes.subarray(0, low), false)) low--;
  return low;
}

/** As a stream, a character that is cut at the end is no error. */
function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}

function reasonOf(error: unknown): readonly [string, string] {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return ["does not exist", "check the path"];
  if (code === "EACCES" || code === "EPERM") return ["may not be read", "give read permission, or leave it out with exclude in bulwark.yaml"];
  if (code === "ELOOP") return ["is a link that leads back to itself", "remove the link"];
  if (code === "ENOTDIR") return ["does not exist: a part of its path is a file", "check the path"];
  if (code === "ENXIO") return ["is not a file", "name a Dockerfile, a folder, or - for standard input"];
  return [`cannot be read (${code === "" ? String(error) : code})`, "check the file"];
}
