import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageArchive } from "../testing/image-writer.ts";
import { readArchive } from "../testing/read.ts";
import { file, folder, hardLink, symbolicLink, tar, type WrittenEntry } from "../testing/tar-writer.ts";

type Layers = readonly (readonly WrittenEntry[])[];

const read = (layers: Layers) => readArchive(imageArchive({ layout: "docker", layers: layers.map((entries) => tar(...entries)) }));

/** The merged paths, those of folders with a slash behind them. */
async function merged(layers: Layers): Promise<readonly string[]> {
  const { files } = await read(layers);
  return [...files].filter(([path]) => path !== "/").map(([path, { kind }]) => (kind === "folder" ? `${path}/` : path));
}

const whiteout = (path: string): WrittenEntry => file(path);

const CASES: readonly (readonly [string, Layers, readonly string[]])[] = [
  ["a whiteout deletes a file", [[folder("d"), file("d/a"), file("d/b")], [whiteout("d/.wh.a")]], ["/d/", "/d/b"]],
  ["a whiteout deletes a folder with all that is in it", [[folder("d"), folder("d/e"), file("d/e/a")], [whiteout(".wh.d")]], []],
  ["a whiteout does not hide what its own layer brings, in either order", [[file("a", "1"), file("b", "1")], [whiteout(".wh.a"), file("a", "22"), file("b", "22"), whiteout(".wh.b")]], ["/a", "/b"]],
  ["a whiteout for nothing does nothing", [[file("a")], [whiteout(".wh.b"), whiteout("x/.wh.c")]], ["/a", "/x/"]],
  ["what was deleted may come back", [[file("a")], [whiteout(".wh.a")], [file("a")]], ["/a"]],
  ["an opaque folder hides what is below, and shows what it brings", [[folder("d"), file("d/a"), folder("d/e"), file("d/e/b")], [folder("d"), file("d/new"), whiteout("d/.wh..wh..opq")]], ["/d/", "/d/new"]],
  ["an opaque root hides everything", [[folder("d"), file("a")], [whiteout(".wh..wh..opq"), file("b")]], ["/b"]],
  ["a file replaces a folder", [[folder("d"), file("d/a")], [file("d")]], ["/d"]],
  ["a folder replaces a file", [[file("d")], [folder("d"), file("d/a")]], ["/d/", "/d/a"]],
  ["a folder replaces a link, and hides what it led to", [[folder("usr"), file("usr/a"), symbolicLink("bin", "usr")], [folder("bin"), file("bin/b")]], ["/bin/", "/bin/b", "/usr/", "/usr/a"]],
  ["a folder that no entry names merges as well", [[folder("d"), file("d/a")], [file("d/b")]], ["/d/", "/d/a", "/d/b"]],
  ["links in a layer's own way are followed", [[folder("usr"), symbolicLink("bin", "usr/bin"), file("bin/sh"), symbolicLink("usr/local", "/opt"), file("usr/local/x")]], ["/bin", "/opt/", "/opt/x", "/usr/", "/usr/bin/", "/usr/bin/sh", "/usr/local"]],
  ["links never lead out of the root", [[symbolicLink("out", "../../../etc"), file("out/passwd")]], ["/etc/", "/etc/passwd", "/out"]],
  ["of two entries of a layer the last holds", [[folder("a"), file("a/b"), file("a"), file("c"), folder("c")]], ["/a", "/c/"]],
  ["AUFS's own files are none", [[file("a"), file(".wh..wh.plnk/1"), file(".wh..wh.aufs")]], ["/a"]],
  ["a name like an object's own property is a name", [[file("__proto__"), folder("constructor"), file("constructor/toString")]], ["/__proto__", "/constructor/", "/constructor/toString"]],
];

describe("layers upon each other", () => {
  it.each(CASES)("%s", async (_, layers, wanted) => {
    expect(await merged(layers)).toEqual(wanted);
  });

  it("have the modes and owners of the highest layer that describes them", async () => {
    const { files } = await read([[folder("tmp", 0o1777), { ...file("tmp/a"), uid: 1 }], [file("tmp/b"), { ...file("tmp/a", "x", 0o4755), uid: 2 }]]);
    expect(files.get("/tmp")?.mode).toBe(0o1777);
    expect(files.get("/tmp/a")).toMatchObject({ mode: 0o4755, uid: 2, layer: 1, size: 1 });
    expect(files.get("/")).toMatchObject({ kind: "folder", mode: 0o755 });
  });

  it("count a hard-linked file once, at its first path", async () => {
    const { files, layers } = await read([[file("z", "12345", 0o755), hardLink("a", "z"), hardLink("m", "./z")], [whiteout(".wh.a")], [whiteout(".wh.m"), whiteout(".wh.z")]]);
    expect([...files.keys()]).toEqual(["/"]);
    expect(layers.map(({ wasted }) => wasted)).toEqual([5, 0, 0]);
    const before = await read([[file("z", "12345", 0o755), hardLink("a", "z"), hardLink("m", "./z")], [whiteout(".wh.a")]]);
    expect([...before.files].slice(1).map(([path, { size, mode, hardLinkOf }]) => [path, size, mode, hardLinkOf])).toEqual([["/m", 5, 0o755, undefined], ["/z", 0, 0o755, "/m"]]);
    expect(before.layers.map(({ wasted }) => wasted)).toEqual([0, 0]);
  });

  it("tell how much of each is deleted or replaced later", async () => {
    const { layers } = await read([[file("a", "aaa"), folder("d"), file("d/b", "bb")], [file("a", "AAAA"), whiteout(".wh.d")], [file("a", "")]]);
    expect(layers.map(({ wasted }) => wasted)).toEqual([5, 4, 0]);
  });

  it("are read as far as there is room, however deep their folders", async () => {
    const deep = (at: number): WrittenEntry => ({ ...file("x"), pax: { path: `${at}/${"d/".repeat(2000)}f` } });
    const { faults, files } = await read([[file("first"), ...Array.from({ length: 60 }, (_, at) => deep(at)), file("last")], [file("above")]]);
    expect(faults).toEqual([1, 2].map((layer) => expect.stringMatching(`Layer ${layer} .*: has more files than this reader takes; the rest of them are missing`)));
    expect([files.has("/first"), files.has("/last")]).toEqual([true, false]);
  });

  it.each([
    ["a file below a file", [file("a"), file("a/b")], /"\/a\/b" stands below what is no folder/],
    ["a circle of links", [symbolicLink("a", "b"), symbolicLink("b", "a"), file("a/c")], /behind too many links/],
    ["a hard link to nothing", [hardLink("a", "missing")], /hard link to "\/missing", which is not in this layer/],
    ["a hard link to a folder", [folder("d"), hardLink("a", "d")], /which is a folder/],
    ["a whiteout of the folder above", [folder("d"), file("d/.wh...")], /names no file/],
  ] as const)("leave out %s, and say so", async (_, entries, fault) => {
    const { faults, files } = await read([[file("kept"), ...entries]]);
    expect(files.has("/kept")).toBe(true);
    expect(faults.join("\n")).toMatch(fault);
  });
});

/** Names that collide often. */
const step = fc.record({
  path: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }),
  what: fc.constantFrom("file", "folder", "whiteout", "opaque"),
});
type Step = { readonly path: readonly string[]; readonly what: string };

const entryOf = ({ path, what }: Step): WrittenEntry => {
  const parent = path.slice(0, -1).map((name) => `${name}/`).join("");
  const name = path.at(-1) ?? "";
  if (what === "whiteout") return whiteout(`${parent}.wh.${name}`);
  if (what === "opaque") return whiteout(`${parent}${name}/.wh..wh..opq`);
  return what === "folder" ? folder(parent + name) : file(parent + name);
};

const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

/** The same by another way: a flat list of paths, each layer first deleting from what is below and then adding. */
function simply(layers: readonly (readonly Step[])[]): readonly string[] {
  const kinds = new Map<string, "file" | "folder">();
  for (const layer of layers) {
    const added = new Map<string, "file" | "folder">();
    const opaque = new Set<string>();
    const deleted = new Set<string>();
    const forget = (whole: string): void => {
      for (const path of [...added.keys(), ...opaque, ...deleted]) if (isBelow(path, whole)) [added, opaque, deleted].forEach((paths) => paths.delete(path));
      opaque.delete(whole);
    };
    const make = (path: readonly string[]): boolean => {
      const folders = path.map((_, at) => `/${path.slice(0, at + 1).join("/")}`);
      if (folders.some((folder) => added.get(folder) === "file")) return false;
      for (const folder of folders) added.set(folder, "folder");
      return true;
    };
    for (const { path, what } of layer) {
      const whole = `/${path.join("/")}`;
      if (!make(what === "opaque" ? path : path.slice(0, -1))) continue;
      if (what === "opaque") opaque.add(whole);
      else if (what === "whiteout") deleted.add(whole);
      else if (what === "folder") added.set(whole, "folder");
      else {
        forget(whole);
        added.set(whole, "file");
      }
    }
    const gone = (path: string): boolean => [...deleted].some((other) => path === other || isBelow(path, other)) || [...opaque].some((folder) => isBelow(path, folder));
    const replaced = (path: string): boolean => [...added].some(([other, kind]) => isBelow(path, other) && (kind === "file" || kinds.get(other) === "file"));
    for (const path of kinds.keys()) if (gone(path) || replaced(path)) kinds.delete(path);
    for (const [path, kind] of added) kinds.set(path, kind);
  }
  return [...kinds].map(([path, kind]) => (kind === "folder" ? `${path}/` : path)).sort();
}

it("agrees with a merge of plain lists of paths, for any layers", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(step, { maxLength: 8 }), { minLength: 1, maxLength: 4 }), async (layers) => {
    expect([...(await merged(layers.map((steps) => steps.map(entryOf))))].sort()).toEqual(simply(layers));
  }), { numRuns: 400 });
});
