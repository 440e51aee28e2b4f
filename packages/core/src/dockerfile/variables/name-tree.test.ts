import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NameTree } from "./name-tree.ts";

describe("NameTree", () => {
  it("holds what a map would, and every earlier tree keeps what it had", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.nat())), (entries) => {
        const versions = [{ tree: new NameTree<number>(), map: new Map<string, number>() }];
        for (const [name, value] of entries) {
          const last = versions[versions.length - 1];
          if (last !== undefined) versions.push({ tree: last.tree.set(name, value), map: new Map(last.map).set(name, value) });
        }
        for (const { tree, map } of versions) {
          expect(tree.names()).toEqual([...map.keys()].sort());
          for (const name of tree.names()) expect(tree.get(name)).toBe(map.get(name));
          expect(tree.get("not there")).toBeUndefined();
        }
      }),
    );
  });

  it("stays shallow whatever the order: 200,000 sorted names need no deep recursion", () => {
    let tree = new NameTree<number>();
    for (let index = 0; index < 200_000; index++) tree = tree.set(String(index).padStart(6, "0"), index);
    expect(tree.get("123456")).toBe(123_456);
    expect(tree.names()).toHaveLength(200_000);
  });
});
