import type { ImageConfig, ImageContents, ImageFile, ImageLayer, ProgramFormat } from "@bulwark/core/image";
import type { WantedPaths } from "../archive/assemble.ts";
import { isObject, type Json } from "../json/value.ts";

/** Of the document, and of what the reader says of an image: raised whenever the same archive gives other contents than before. */
const FORMAT = 1;

const KINDS: readonly ImageFile["kind"][] = ["file", "folder", "symbolic-link", "device", "pipe"];

/** What may be kept: contents that were read without a fault, and measured. */
export function isWhole({ faults, layers }: ImageContents): boolean {
  return faults.length === 0 && layers.length > 0 && layers.every(({ compressedSize }) => compressedSize !== undefined);
}

/** The contents of an image as a JSON text, a file a row; `wanted` is what was asked of its reader. */
export function writeContents({ id, config, files, layers, texts, programs }: ImageContents, wanted: WantedPaths): string {
  return JSON.stringify({ format: FORMAT, wanted: markOf(wanted), id, config, layers, texts: [...texts], programs: [...programs], files: Array.from(files, rowOf) });
}

/**
 * The contents that a text of `writeContents` holds.
 * @throws what tells that it is none, is of another image, or answers another question.
 */
export function readContents(text: string, id: string, wanted: WantedPaths): ImageContents {
  const document = json(JSON.parse(text));
  if (document["format"] !== FORMAT || document["id"] !== id || document["wanted"] !== markOf(wanted)) throw new RangeError("these are other contents");
  const layers = list(document["layers"]).map(layer);
  return {
    id,
    config: configuration(json(document["config"])),
    files: new Map(list(document["files"]).map((row) => file(list(row), layers.length))),
    layers,
    texts: new Map(pairs(document["texts"]).map(([path, content]) => [absolute(path), string(content)])),
    programs: new Map(pairs(document["programs"]).map(([path, format]) => [absolute(path), program(json(format))])),
    faults: [],
  };
}

function markOf({ texts, programs }: WantedPaths): string {
  return JSON.stringify([texts, programs]);
}

/** What most files do not have stands last, and is left out. */
function rowOf([path, { kind, mode, uid, gid, size, layer: at, target, hardLinkOf, capabilities }]: readonly [string, ImageFile]): readonly unknown[] {
  const row: unknown[] = [path, KINDS.indexOf(kind), mode, uid, gid, size, at, target, hardLinkOf, capabilities && Buffer.from(capabilities).toString("base64")];
  return row.slice(0, row.findLastIndex((cell) => cell !== undefined) + 1);
}

function file(row: readonly unknown[], layers: number): [string, ImageFile] {
  const [path, kind, mode, uid, gid, size, at, target, hardLinkOf, capabilities] = row;
  const named = KINDS[count(kind)];
  if (named === undefined || count(at) >= layers || count(mode) > 0o7777) throw new RangeError("no such file can be");
  return [absolute(path), {
    kind: named, mode: count(mode), uid: integer(uid), gid: integer(gid), size: count(size), target: optional(target, string), layer: count(at),
    capabilities: optional(capabilities, (text) => new Uint8Array(Buffer.from(string(text), "base64"))),
    ...(hardLinkOf === undefined || hardLinkOf === null ? {} : { hardLinkOf: absolute(hardLinkOf) }),
  }];
}

function layer(value: unknown): ImageLayer {
  const { diffId, size, compressedSize, wasted } = json(value);
  return { diffId: string(diffId), size: count(size), compressedSize: count(compressedSize), wasted: count(wasted) };
}

function configuration(config: Json): ImageConfig {
  return {
    architecture: string(config["architecture"]),
    os: string(config["os"]),
    user: string(config["user"]),
    entrypoint: strings(config["entrypoint"]),
    cmd: strings(config["cmd"]),
    environment: record(config["environment"]),
    workdir: string(config["workdir"]),
    exposedPorts: strings(config["exposedPorts"]),
    volumes: strings(config["volumes"]),
    labels: record(config["labels"]),
    stopSignal: string(config["stopSignal"]),
    healthcheck: strings(config["healthcheck"]),
    history: list(config["history"]).map((value) => {
      const { createdBy, emptyLayer } = json(value);
      return { createdBy: string(createdBy), emptyLayer: emptyLayer === true };
    }),
  };
}

function program({ format, architecture, interpreter, needed, argument }: Json): ProgramFormat {
  if (format === "elf") return { format, architecture: string(architecture), interpreter: optional(interpreter, string), needed: strings(needed) };
  if (format === "script") return { format, interpreter: string(interpreter), ...(argument === undefined ? {} : { argument: string(argument) }) };
  if (format === "other") return { format };
  throw new TypeError("no such program can be");
}

/** JSON has null where a cell in the middle of a row is undefined, and nothing where a member is. */
function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

function json(value: unknown): Json {
  if (!isObject(value)) throw new TypeError("an object is missing");
  return value;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("a list is missing");
  return value;
}

function pairs(value: unknown): readonly (readonly unknown[])[] {
  return list(value).map(list);
}

function string(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("a text is missing");
  return value;
}

function strings(value: unknown): readonly string[] {
  return list(value).map(string);
}

function record(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(json(value)).map(([name, text]) => [name, string(text)]));
}

function absolute(value: unknown): string {
  const path = string(value);
  if (!path.startsWith("/")) throw new RangeError("a path is not absolute");
  return path;
}

function integer(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new TypeError("a number is missing");
  return value;
}

function count(value: unknown): number {
  if (integer(value) < 0) throw new RangeError("a number is negative");
  return integer(value);
}
