import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { compressedSizesIn } from "./compressed-sizes.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-sizes-"));
  folders.push(folder);
  return folder;
};
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const KEY = "a".repeat(64);
const MEASURED = { diffId: `sha256:${KEY}`, size: 100, compressedSize: 40 };

it("are remembered from one process to the next, in a folder that need not be there", () => {
  const folder = join(newFolder(), "not", "there");
  compressedSizesIn(folder).keep(KEY, MEASURED);
  expect(compressedSizesIn(folder).find(KEY)).toEqual(MEASURED);
  expect(compressedSizesIn(folder).find("b".repeat(64))).toBe(undefined);
  expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
});

it.each(["", "{", "null", "[]", '{"diffId":1,"size":1,"compressedSize":1}', '{"diffId":"x","size":-1,"compressedSize":1}', '{"diffId":"x","size":1.5,"compressedSize":1}', '{"diffId":"x","size":1}'])("are measured again where a file is damaged: %j", (text) => {
  const folder = newFolder();
  writeFileSync(join(folder, `${KEY}.json`), text);
  expect(compressedSizesIn(folder).find(KEY)).toBe(undefined);
});

it("never touch a path that a key could make up", () => {
  const folder = newFolder();
  const sizes = compressedSizesIn(join(folder, "inner"));
  for (const key of ["../up", "", "A".repeat(64), `${KEY}/../x`]) {
    sizes.keep(key, MEASURED);
    expect(sizes.find(key)).toBe(undefined);
  }
  expect(readdirSync(folder)).toEqual([]);
});

it("do without a folder that cannot be written", () => {
  const file = join(newFolder(), "file");
  writeFileSync(file, "");
  const sizes = compressedSizesIn(file);
  expect(() => sizes.keep(KEY, MEASURED)).not.toThrow();
  expect(sizes.find(KEY)).toBe(undefined);
});

it("forget the oldest when they become many", () => {
  const folder = newFolder();
  for (let at = 0; at < 4096; at++) {
    const path = join(folder, `${at.toString(16).padStart(64, "0")}.json`);
    writeFileSync(path, JSON.stringify(MEASURED));
    utimesSync(path, 1000 + at, 1000 + at);
  }
  const sizes = compressedSizesIn(folder);
  sizes.keep(KEY, MEASURED);
  expect(readdirSync(folder).length).toBeLessThan(2500);
  expect(sizes.find(KEY)).toEqual(MEASURED);
  expect(sizes.find("0".repeat(64))).toBe(undefined);
});
