import { randomBytes } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";
import type { ImageContents } from "@bulwark/core/image";
import type { WantedPaths } from "../archive/assemble.ts";
import { isWhole, readContents, writeContents } from "./contents-document.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * Remembers what images hold, since an engine takes seconds to hand out a large one. The id of an image is the digest of its
 * configuration, which names the digests of its layers: what is behind an id never changes. What was read for other wanted paths is not
 * found. Neither call ever rejects: what cannot be read or written is read from the engine again.
 */
export interface ContentsCache {
  /** @param id `sha256:…` of the configuration. */
  read(id: string, wanted: WantedPaths): Promise<ImageContents | undefined>;
  /** Only what was read without a fault, with every layer measured, is kept. */
  write(contents: ImageContents, wanted: WantedPaths): Promise<void>;
}

export interface ContentsBounds {
  readonly images: number;
  /** Of all files together, as they are on the disk. */
  readonly bytes: number;
}

/** A large image takes half a megabyte. */
const BOUNDS: ContentsBounds = { images: 128, bytes: 64 * 1024 * 1024 };

/** Files of one image: a larger one is read again each time. */
const MOST_FILES = 400_000;
/** Bytes of one document when it is unpacked. */
const LARGEST_DOCUMENT = 128 * 1024 * 1024;

const NAME = /^[0-9a-f]{64}\.json\.gz(?:\.[0-9a-f]{16}\.part)?$/;

const pack = promisify<Buffer, { level: number }, Buffer>(gzip);
const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/**
 * In a folder, a file an image, for its owner alone: accounts and environment of images stand in them. Safe for several processes, since
 * files are written beside and renamed. What was used least recently goes when they become too many or too large.
 */
export function contentsCacheIn(folder: string, bounds: ContentsBounds = BOUNDS): ContentsCache {
  return {
    read: (id, wanted) => attempt(async () => {
      const path = pathOf(folder, id);
      if (path === undefined || (await stat(path)).size > bounds.bytes) return undefined;
      const text = await unpack(await readFile(path), { maxOutputLength: LARGEST_DOCUMENT });
      const contents = readContents(text.toString("utf8"), id, wanted);
      const now = new Date();
      await utimes(path, now, now);
      return contents;
    }),
    write: async (contents, wanted) => {
      const path = pathOf(folder, contents.id);
      if (path === undefined || !isWhole(contents) || contents.files.size > MOST_FILES) return;
      await attempt(async () => {
        const text = Buffer.from(writeContents(contents, wanted), "utf8");
        if (text.length > LARGEST_DOCUMENT) return;
        await replace(folder, path, await pack(text, { level: constants.Z_BEST_SPEED }));
        await removeUnused(folder, bounds);
      });
    },
  };
}

async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch {
    return undefined;
  }
}

function pathOf(folder: string, id: string): string | undefined {
  const digits = /^sha256:([0-9a-f]{64})$/.exec(id)?.[1];
  return digits === undefined ? undefined : join(folder, `${digits}.json.gz`);
}

async function replace(folder: string, path: string, bytes: Buffer): Promise<void> {
  makeFolder(folder);
  const beside = `${path}.${randomBytes(8).toString("hex")}.part`;
  try {
    await writeFile(beside, bytes, { mode: 0o600, flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** What a killed process left half written ages like the rest, and goes with it. */
async function removeUnused(folder: string, bounds: ContentsBounds): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  const found = await Promise.all(names.map((name) => attempt(async () => {
    const path = join(folder, name);
    const { size, mtimeMs } = await stat(path);
    return { path, size, mtimeMs };
  })));
  let { images, bytes } = bounds;
  for (const { path, size } of found.filter((file) => file !== undefined).sort((left, right) => right.mtimeMs - left.mtimeMs)) {
    images -= 1;
    bytes -= size;
    if (images < 0 || bytes < 0) await rm(path, { force: true });
  }
}
