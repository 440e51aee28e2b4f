import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import type { ImageContents } from "@bulwark/core/image";
import { build } from "esbuild";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { writeElf } from "../testing/elf-writer.ts";
import { gzipped, imageArchive } from "../testing/image-writer.ts";
import { readArchive } from "../testing/read.ts";
import { file, folder, hardLink, symbolicLink, tar } from "../testing/tar-writer.ts";
import { contentsCacheIn } from "./contents-cache.ts";
import { readContents, writeContents } from "./contents-document.ts";

const folders: string[] = [];
const newFolder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "bulwark-contents-"));
  folders.push(made);
  return made;
};
afterEach(() => folders.splice(0).forEach((made) => rmSync(made, { recursive: true, force: true })));

const WANTED = { texts: ["/etc/passwd", "/etc/os-release"], programs: ["/bin/tool"] };

/** An image with something of everything; `name` makes it another one. */
function image(name: string): Promise<ImageContents> {
  const layers = [
    tar(folder("etc"), file("etc/passwd", "root:x:0:0:ü:/root:/bin/sh\n"), folder("bin"), file("bin/sh", writeElf({ wide: true, little: true, machine: 62, interpreter: "/lib/ld.so", needed: ["libc.so.6"] }), 0o4755), hardLink("bin/dash", "bin/sh"), symbolicLink("bin/a\nb", "sh")),
    tar(file("bin/tool", "#!/bin/sh -e\n", 0o755), file("etc/os-release", "ID=x\n"), file("etc/.wh.shadow")),
  ];
  const process = { User: name, Entrypoint: ["/bin/sh"], Env: ["A=1=2", "__proto__=x"], Labels: { a: "b" }, ExposedPorts: { "80/tcp": {} }, Healthcheck: { Test: ["NONE"] } };
  return readArchive(imageArchive({ layout: "docker", layers, store: gzipped, process }), { wantedTexts: WANTED.texts, wantedPrograms: WANTED.programs });
}

const pathOf = (made: string, { id }: ImageContents): string => join(made, `${id.slice("sha256:".length)}.json.gz`);

describe("what is remembered of an image", () => {
  it("is all that was read of it, from one process to the next", async () => {
    const made = join(newFolder(), "not", "there");
    const contents = await image("app");
    expect(contents.faults).toEqual([]);
    await contentsCacheIn(made).write(contents, WANTED);
    expect(await contentsCacheIn(made).read(contents.id, WANTED)).toStrictEqual(contents);
    expect([...((await contentsCacheIn(made).read(contents.id, WANTED))?.files.keys() ?? [])]).toEqual([...contents.files.keys()]);
  });

  it("is the same for files of every kind", async () => {
    const whole = await image("app");
    const path = fc.string({ unit: "binary" }).map((text) => `/${text}`);
    const kind = fc.constantFrom("file", "folder", "symbolic-link", "device", "pipe");
    const one = fc.record({ kind, mode: fc.nat(0o7777), uid: fc.maxSafeInteger(), gid: fc.maxSafeInteger(), size: fc.maxSafeNat(), target: fc.option(fc.string(), { nil: undefined }), layer: fc.nat(1), capabilities: fc.option(fc.uint8Array(), { nil: undefined }), hardLinkOf: path }, { requiredKeys: ["kind", "mode", "uid", "gid", "size", "target", "layer", "capabilities"] });
    fc.assert(fc.property(fc.array(fc.tuple(path, one), { maxLength: 10 }), (files) => {
      const contents = { ...whole, files: new Map(files) };
      expect(readContents(writeContents(contents, WANTED), contents.id, WANTED)).toEqual(contents);
    }));
  });

  it("is not what was read for another question", async () => {
    const cache = contentsCacheIn(newFolder());
    const contents = await image("app");
    await cache.write(contents, WANTED);
    expect(await cache.read(contents.id, { ...WANTED, texts: [...WANTED.texts, "/etc/group"] })).toBe(undefined);
    expect(await cache.read((await image("other")).id, WANTED)).toBe(undefined);
  });

  it("is for its owner alone, under a name that says nothing", async () => {
    const made = join(newFolder(), "images");
    const contents = await image("secret");
    await contentsCacheIn(made).write(contents, WANTED);
    expect(readdirSync(made)).toEqual([`${contents.id.slice(7)}.json.gz`]);
    expect(statSync(pathOf(made, contents)).mode & 0o777).toBe(0o600);
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it("is nothing where something could not be read or was not measured", async () => {
    const made = newFolder();
    const contents = await image("app");
    const cache = contentsCacheIn(made);
    await cache.write({ ...contents, faults: ["Layer 1 cannot be unpacked."] }, WANTED);
    await cache.write({ ...contents, layers: contents.layers.map((layer) => ({ ...layer, compressedSize: undefined })) }, WANTED);
    await cache.write({ ...contents, id: "" }, WANTED);
    await cache.write({ ...contents, id: `sha256:../${"a".repeat(61)}` }, WANTED);
    expect(readdirSync(made)).toEqual([]);
    expect(await cache.read("sha256:../up", WANTED)).toBe(undefined);
  });
});

describe("a damaged or foreign file", () => {
  const changed = (change: (document: Record<string, unknown>) => unknown) => (path: string): void => {
    const document: unknown = JSON.parse(gunzipSync(readFileSync(path)).toString());
    writeFileSync(path, gzipSync(JSON.stringify(change({ ...Object(document) }))));
  };
  const damages: Readonly<Record<string, (path: string) => void>> = {
    "cut off": (path) => truncateSync(path, 100),
    "one bit": (path) => {
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
    empty: (path) => truncateSync(path, 0),
    "not packed": (path) => writeFileSync(path, gunzipSync(readFileSync(path))),
    bomb: (path) => writeFileSync(path, Buffer.concat(Array<Buffer>(130).fill(gzipSync(Buffer.alloc(1024 * 1024, " "))))),
    "another format": changed((document) => ({ ...document, format: 0 })),
    "another image": changed((document) => ({ ...document, id: `sha256:${"0".repeat(64)}` })),
    "no files": changed((document) => ({ ...document, files: undefined })),
    "file of no layer": changed((document) => ({ ...document, files: [["/a", 0, 0o644, 0, 0, 1, 2]] })),
    "file of no kind": changed((document) => ({ ...document, files: [["/a", 9, 0o644, 0, 0, 1, 0]] })),
    "relative path": changed((document) => ({ ...document, files: [["a", 0, 0o644, 0, 0, 1, 0]] })),
    "negative size": changed((document) => ({ ...document, files: [["/a", 0, 0o644, 0, 0, -1, 0]] })),
    "text of no text": changed((document) => ({ ...document, texts: [["/etc/passwd", 1]] })),
    null: changed(() => null),
  };
  it.each(Object.entries(damages))("is as if it were not there, and is replaced: %s", async (_, damage) => {
    const made = newFolder();
    const cache = contentsCacheIn(made);
    const contents = await image("app");
    await cache.write(contents, WANTED);
    damage(pathOf(made, contents));
    expect(await cache.read(contents.id, WANTED)).toBe(undefined);
    await cache.write(contents, WANTED);
    expect(await cache.read(contents.id, WANTED)).toEqual(contents);
  });

  it("takes the place of the folder", async () => {
    const path = join(newFolder(), "file");
    writeFileSync(path, "");
    const contents = await image("app");
    await contentsCacheIn(path).write(contents, WANTED);
    expect(await contentsCacheIn(path).read(contents.id, WANTED)).toBe(undefined);
  });
});

describe("when they become too many", () => {
  const fill = async (made: string, names: readonly string[]): Promise<readonly ImageContents[]> => {
    const images = await Promise.all(names.map(image));
    for (const [index, contents] of images.entries()) {
      await contentsCacheIn(made).write(contents, WANTED);
      utimesSync(pathOf(made, contents), 1000 + index, 1000 + index);
    }
    return images;
  };
  const held = async (made: string, images: readonly ImageContents[]): Promise<readonly boolean[]> => Promise.all(images.map(async ({ id }) => (await contentsCacheIn(made).read(id, WANTED)) !== undefined));

  it("the one that was used least recently goes", async () => {
    const made = newFolder();
    const images = await fill(made, ["a", "b", "c"]);
    await contentsCacheIn(made).read(images[0]?.id ?? "", WANTED);
    const next = await image("d");
    await contentsCacheIn(made, { images: 3, bytes: 1e9 }).write(next, WANTED);
    expect(await held(made, [...images, next])).toEqual([true, false, true, true]);
  });

  it("so do the bytes, and what a killed process left half written", async () => {
    const made = newFolder();
    const images = await fill(made, ["a", "b"]);
    const left = `${"0".repeat(64)}.json.gz.${"0".repeat(16)}.part`;
    writeFileSync(join(made, left), "half");
    utimesSync(join(made, left), 500, 500);
    writeFileSync(join(made, "mine.txt"), "not of Bulwark");
    const next = await image("c");
    const size = statSync(pathOf(made, images[0] ?? next)).size;
    await contentsCacheIn(made, { images: 100, bytes: Math.round(size * 2.5) }).write(next, WANTED);
    expect(await held(made, [...images, next])).toEqual([false, true, true]);
    expect(readdirSync(made)).not.toContain(left);
    expect(readdirSync(made)).toContain("mine.txt");
  });
});

it("two processes that write and read the same images never see half of one", async () => {
  const made = newFolder();
  const bundle = join(newFolder(), "cache.mjs");
  await build({ entryPoints: [join(import.meta.dirname, "contents-cache.ts")], bundle: true, format: "esm", platform: "node", outfile: bundle });
  const script = `
    const { contentsCacheIn } = await import(${JSON.stringify(bundle)});
    const cache = contentsCacheIn(${JSON.stringify(made)}, { images: 2, bytes: 1e9 });
    const wanted = { texts: [], programs: [] };
    const config = { architecture: "", os: "", user: "", entrypoint: [], cmd: [], environment: {}, workdir: "", exposedPorts: [], volumes: [], labels: {}, stopSignal: "", healthcheck: [], history: [] };
    const file = { kind: "file", mode: 0, uid: 0, gid: 0, size: 1, target: undefined, layer: 0, capabilities: undefined };
    let found = 0;
    for (let turn = 0; turn < 60; turn++) {
      const id = "sha256:" + String(turn % 3).repeat(64);
      const files = new Map(Array.from({ length: 500 }, (_, at) => ["/" + at, file]));
      await cache.write({ id, config, files, layers: [{ diffId: "", size: 1, compressedSize: 1, wasted: 0 }], texts: new Map(), programs: new Map(), faults: [] }, wanted);
      const read = await cache.read(id, wanted);
      if (read === undefined) continue;
      found++;
      if (read.id !== id || read.files.size !== 500) throw new Error("half of one");
    }
    if (found === 0) throw new Error("nothing was ever found");`;
  const run = promisify(execFile);
  await Promise.all([1, 2].map(() => run(process.execPath, ["--input-type=module", "-e", script])));
  expect(readdirSync(made).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(readdirSync(made).length).toBeLessThanOrEqual(3);
});
