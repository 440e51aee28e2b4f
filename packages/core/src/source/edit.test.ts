import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, composeEdits, editsConflict, uniqueEdits, type Edit } from "./edit.ts";

const edit = (start: number, end: number, text: string): Edit => ({ range: { start, end }, text });

describe("applyEdits", () => {
  it.each([
    ["inserts", "ac", [edit(1, 1, "b")], "abc"],
    ["deletes", "abc", [edit(1, 2, "")], "ac"],
    ["replaces, whatever the order of the edits", "abc", [edit(2, 3, "Z"), edit(0, 1, "X")], "XbZ"],
    ["inserts in front of what is replaced", "abc", [edit(1, 2, "B"), edit(1, 1, "+")], "a+Bc"],
    ["inserts at the end", "a", [edit(1, 1, "b")], "ab"],
  ])("%s", (_, text, edits, expected) => expect(applyEdits(text, edits)).toBe(expected));

  it.each([
    ["overlap", [edit(0, 2, "x"), edit(1, 3, "y")]],
    ["lie outside the text", [edit(0, 9, "x")]],
    ["end before they start", [edit(2, 1, "x")]],
  ])("refuses edits that %s", (_, edits) => expect(() => applyEdits("abc", edits)).toThrow(RangeError));

  it("leaves every character outside the edits as it is", () => {
    const cuts = fc.uniqueArray(fc.nat(40), { minLength: 2, maxLength: 8 }).map((places) => places.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(fc.string({ minLength: 41, maxLength: 60 }), cuts, (text, places) => {
        const edits: Edit[] = [];
        const kept: string[] = [];
        let from = 0;
        for (let index = 0; index + 1 < places.length; index += 2) {
          const [start = 0, end = 0] = places.slice(index, index + 2);
          edits.push(edit(start, end, "<>"));
          kept.push(text.slice(from, start));
          from = end;
        }
        kept.push(text.slice(from));
        expect(applyEdits(text, edits)).toBe(kept.join("<>"));
      }),
    );
  });
});

describe("composeEdits", () => {
  it("takes a group whole or not at all, the first ones first", () => {
    const groups = [{ edits: [edit(0, 2, "x")] }, { edits: [edit(5, 6, "y"), edit(1, 3, "z")] }, { edits: [edit(5, 6, "w")] }];
    const { taken, refused } = composeEdits(groups);
    expect(taken).toEqual([groups[0], groups[2]]);
    expect(refused).toEqual([groups[1]]);
  });

  it("lets two groups ask for the same edit", () => {
    const groups = [{ edits: [edit(0, 1, "x")] }, { edits: [edit(0, 1, "x"), edit(3, 4, "y")] }];
    const { taken } = composeEdits(groups);
    expect(applyEdits("abcd", uniqueEdits(taken.flatMap((group) => group.edits)))).toBe("xbcy");
  });

  it("holds two insertions at one place for a conflict, since their order would be a guess", () => {
    expect(editsConflict(edit(1, 1, "a"), edit(1, 1, "b"))).toBe(true);
    expect(editsConflict(edit(1, 1, "a"), edit(1, 4, "b"))).toBe(false);
  });
});
