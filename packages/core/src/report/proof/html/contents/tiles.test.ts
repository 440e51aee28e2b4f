import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SizeNode } from "../../../../image/surface.ts";
import { DISTROLESS_IMAGE, GOLANG_IMAGE } from "../../../../testing/proofs/images.ts";
import { layOut, type Tile } from "./tiles.ts";

const FRAME = { width: 800, height: 450 };

function file(name: string, size: number): SizeNode {
  return { name, size, children: [] };
}

function folder(name: string, ...children: readonly SizeNode[]): SizeNode {
  return { name, size: children.reduce((sum, child) => sum + child.size, 0), children };
}

function find(tiles: readonly Tile[], path: string): Tile {
  const tile = tiles.find((item) => item.path === path);
  if (tile === undefined) throw new Error(`${path} is not drawn: ${tiles.map((item) => item.path).join(" ")}`);
  return tile;
}

const TREE: fc.Arbitrary<SizeNode> = fc.letrec<{ node: SizeNode; inner: SizeNode }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, fc.record({ name: fc.string({ minLength: 1, maxLength: 4 }), size: fc.nat(1_000_000), children: fc.constant([]) }), tie("inner")),
  inner: fc.uniqueArray(tie("node"), { maxLength: 12, selector: (node) => node.name }).map((children) => folder("d", ...children)),
})).node;

describe("the tiles of an image", () => {
  it("have areas in the proportion of their bytes, and fill the frame", () => {
    fc.assert(
      fc.property(TREE, (tree) => {
        const tiles = layOut(tree, undefined, FRAME);
        fc.pre(tree.size > 0);
        expect(tiles.reduce((sum, tile) => sum + tile.bytes, 0)).toBe(tree.size);
        for (const { x, y, width, height, bytes } of tiles) {
          expect((width * height) / (FRAME.width * FRAME.height)).toBeCloseTo(bytes / tree.size, 6);
          expect(Math.min(x, y, FRAME.width + 1e-6 - x - width, FRAME.height + 1e-6 - y - height)).toBeGreaterThanOrEqual(-1e-6);
        }
      }),
    );
  });

  it("say what of them the other image has at the same path", () => {
    const tiles = layOut(GOLANG_IMAGE.tree, DISTROLESS_IMAGE.tree, { width: 4000, height: 3000 });
    expect(find(tiles, "/usr/lib/gcc").shared).toEqual({ bytes: 0, atMost: false });
    expect(find(tiles, "/app/main").shared).toEqual({ bytes: 5_611_520, atMost: false });
  });

  it("say no more than they know of what the other image's list leaves out", () => {
    const before = folder("/", folder("lib", file("a.so", 900), file("b.so", 100)));
    const after = folder("/", folder("lib", file("…", 40)));
    expect(find(layOut(before, after, FRAME), "/lib/a.so").shared).toEqual({ bytes: 40, atMost: true });
    expect(find(layOut(before, folder("/", file("lib", 2000)), FRAME), "/lib/b.so").shared).toEqual({ bytes: 100, atMost: true });
    expect(find(layOut(before, folder("/", folder("lib")), FRAME), "/lib/a.so").shared.bytes).toBe(0);
  });

  it("fold what nobody could read, and say how many", () => {
    const small = Array.from({ length: 5000 }, (_, index) => file(`small-${index}`, 10));
    const tiles = layOut(folder("/", file("large", 1_000_000), ...small), undefined, FRAME);
    expect(tiles.map(({ path, folded }) => [path, folded])).toEqual([["/large", 0], ["/…", 5000]]);
  });

  it("stay few and are made at once, however wide and deep the tree is", () => {
    let deep = file("end", 1_000_000);
    for (let depth = 0; depth < 20_000; depth++) deep = folder("d", deep);
    expect(layOut(deep, deep, FRAME)).toHaveLength(1);
    const wide = folder("/", ...Array.from({ length: 100_000 }, (_, index) => file(String(index), index)));
    expect(layOut(wide, wide, FRAME).length).toBeLessThan(600);
  });

  it("are none where the image weighs nothing", () => {
    expect(layOut(folder("/"), undefined, FRAME)).toEqual([]);
  });
});
