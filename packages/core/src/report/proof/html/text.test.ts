import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip, clipStart, visible } from "./text.ts";

describe("visible", () => {
  it.each([
    ["\u001B[31mred\u0007", "‹ESC›[31mred‹BEL›"],
    ["a\u0000b\u007F", "a‹NUL›b‹DEL›"],
    ["user\u202Etxt.exe", "user‹U+202E›txt.exe"],
    ["zero\u200Bwidth\uFEFF", "zero‹U+200B›width‹U+FEFF›"],
    ["half \uD83D", "half ‹U+D83D›"],
    ["tag \u{E0041}", "tag ‹U+E0041›"],
    ["grüße, 世界, 😀, e\u0301", "grüße, 世界, 😀, e\u0301"],
  ])("shows what %j holds", (text, shown) => {
    expect(visible(text, "line")).toBe(shown);
  });

  it("keeps tabs and line ends of a block, and no others", () => {
    expect(visible("a\tb\r\nc\nd\re", "block")).toBe("a\tb\nc\nd‹CR›e");
    expect(visible("a\tb\nc", "line")).toBe("a‹TAB›b‹LF›c");
  });

  it("leaves nothing that a browser would obey or drop", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = visible(text, "line");
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(visible(shown, "line")).toBe(shown);
      }),
    );
  });
});

describe("clipping", () => {
  it("says how much is left out, and never cuts a character in two", () => {
    expect(clip("abc", 3)).toEqual({ text: "abc", left: 0 });
    expect(clip("ab😀", 3)).toEqual({ text: "ab", left: 2 });
    expect(clipStart("😀ab", 3)).toEqual({ text: "ab", left: 2 });
  });

  it("keeps the last whole lines of a log", () => {
    expect(clipStart("first\nsecond\nthird\n", 12)).toEqual({ text: "third\n", left: 13 });
    expect(clipStart("one long line", 4)).toEqual({ text: "line", left: 9 });
  });
});
