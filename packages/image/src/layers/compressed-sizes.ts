import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../cache/make-folder.ts";

/** What was measured of one layer. */
export interface MeasuredLayer {
  readonly diffId: string;
  /** Bytes of its tar. */
  readonly size: number;
  /** Bytes of it as gzip. */
  readonly compressedSize: number;
}

/**
 * Remembers what layers weigh compressed, since a big base takes longer to compress than all else together. A key is 64 hexadecimal
 * digits: a diff id without `sha256:`, or a name under which an archive holds a layer. The latter is a hint: what is found counts only
 * for the layer whose diff id it names.
 */
export interface CompressedSizes {
  find(key: string): MeasuredLayer | undefined;
  keep(key: string, measured: MeasuredLayer): void;
}

const MOST_KEPT = 4096;

/** In a folder, a small file a layer: safe for several processes, since files are written beside and renamed. What cannot be read or written is measured again. */
export function compressedSizesIn(folder: string): CompressedSizes {
  const pathOf = (key: string): string => join(folder, `${key}.json`);
  return {
    find: (key) => (isKey(key) ? attempt(() => readMeasured(readFileSync(pathOf(key), "utf8"))) : undefined),
    keep: (key, measured) => {
      if (!isKey(key)) return;
      attempt(() => {
        makeFolder(folder);
        const beside = join(folder, `${key}.${process.pid}.part`);
        writeFileSync(beside, JSON.stringify(measured), { mode: 0o600 });
        renameSync(beside, pathOf(key));
        removeOldest(folder);
      });
    },
  };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function isKey(key: string): boolean {
  return /^[0-9a-f]{64}$/.test(key);
}

function readMeasured(text: string): MeasuredLayer | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !("diffId" in value && "size" in value && "compressedSize" in value)) return undefined;
  const { diffId, size, compressedSize } = value;
  if (typeof diffId !== "string" || !isCount(size) || !isCount(compressedSize)) return undefined;
  return { diffId, size, compressedSize };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Half of them go at once, so that this is rare. */
function removeOldest(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= MOST_KEPT) return;
  const byAge = names.map((name) => ({ path: join(folder, name), time: attempt(() => statSync(join(folder, name)).mtimeMs) ?? 0 })).sort((a, b) => a.time - b.time);
  for (const { path } of byAge.slice(0, MOST_KEPT / 2)) rmSync(path, { force: true });
}
