import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sizeTree } from "./size-tree.ts";
import type { SizeNode } from "./surface.ts";
import { contentsOf } from "./testing/contents.ts";

const sized = (files: Readonly<Record<string, number>>) => contentsOf({ files: Object.fromEntries(Object.entries(files).map(([path, size]) => [path, { size }])) });

it("weighs folders by what is in them, the heaviest first", () => {
  expect(sizeTree(sized({ "/app/main": 50, "/usr/lib/a.so": 30, "/usr/lib/b.so": 30, "/empty": 0 }))).toEqual({
    name: "/", size: 110, children: [
      { name: "usr", size: 60, children: [{ name: "lib", size: 60, children: [{ name: "a.so", size: 30, children: [] }, { name: "b.so", size: 30, children: [] }] }] },
      { name: "app", size: 50, children: [{ name: "main", size: 50, children: [] }] },
    ],
  });
});

it("folds what is too small, too many or too deep", () => {
  const tree = sizeTree(sized({ "/a/b/c/d": 1000, "/s1": 3, "/s2": 2, "/s3": 1, "/…": 500 }), { depth: 2, entries: 3, smallest: 0.001 });
  expect(tree).toEqual({ name: "/", size: 1506, children: [{ name: "a", size: 1000, children: [{ name: "b", size: 1000, children: [] }] }, { name: "…", size: 503, children: [] }, { name: "s1", size: 3, children: [] }] });
});

it("is empty for an empty image", () => {
  expect(sizeTree(contentsOf({}))).toEqual({ name: "/", size: 0, children: [] });
});

it("loses no byte, and keeps to its limits", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "…");
  const files = fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 5 }), fc.nat(1000)), { maxLength: 40 });
  fc.assert(fc.property(files, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), (files, depth, entries) => {
    const contents = sized(Object.fromEntries(files.map(([names, size]) => [`/${names.join("/")}`, size])));
    const whole = [...contents.files.values()].reduce((sum, { size }) => sum + size, 0);
    const check = (node: SizeNode, level: number): void => {
      expect(level).toBeLessThanOrEqual(depth);
      expect(node.children.length).toBeLessThanOrEqual(entries + 1);
      if (node.children.length > 0) expect(node.children.reduce((sum, child) => sum + child.size, 0)).toBe(node.size);
      expect(node.children.map(({ size }) => size)).toEqual(node.children.map(({ size }) => size).toSorted((a, b) => b - a));
      for (const child of node.children) check(child, level + 1);
    };
    const tree = sizeTree(contents, { depth, entries, smallest: 0.01 });
    expect(tree.size).toBe(whole);
    check(tree, 0);
  }));
});
