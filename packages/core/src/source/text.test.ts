import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBetween } from "./date.ts";
import { MappedText } from "./mapped-text.ts";
import { nearest } from "./nearest.ts";
import { SourceText } from "./text.ts";

describe("SourceText", () => {
  const source = new SourceText("f", "one\r\ntwo\n\nfour");

  it.each([
    [0, 1, 1],
    [4, 1, 5],
    [5, 2, 1],
    [9, 3, 1],
    [14, 4, 5],
    [99, 4, 5],
  ])("places offset %i at %i:%i", (offset, line, column) => expect(source.position(offset)).toEqual({ line, column }));

  it("gives lines without their ends, and nothing for a line that is not there", () => {
    expect([0, 1, 2, 3, 4, 5].map((number) => source.line(number))).toEqual(["", "one", "two", "", "four", ""]);
  });

  it.each([
    ["", 1],
    ["a", 1],
    ["a\n", 1],
    ["a\nb", 2],
    ["\n\n", 2],
  ])("counts the lines of %j", (text, count) => expect(new SourceText("f", text).lineCount).toBe(count));

  it.each([
    ["a\r\nb", "\r\n"],
    ["a\nb\r\n", "\n"],
    ["a", "\n"],
    ["\r\n", "\r\n"],
  ])("knows which line end an inserted line takes in %j", (text, end) => expect(new SourceText("f", text).lineEnd).toBe(end));

  it("finds the offset again from line and column", () => {
    const texts = fc.array(fc.constantFrom("a", "\n", "\r\n", "é", "😀"), { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.nat(60), (text, at) => {
        const offset = Math.min(at, text.length);
        const { line, column } = new SourceText("f", text).position(offset);
        const before = text.split("\n").slice(0, line - 1).reduce((sum, part) => sum + part.length + 1, 0);
        expect(before + column - 1).toBe(offset);
      }),
    );
  });
});

describe("MappedText", () => {
  // "RUN a \" newline "  b": the escape and the newline are gone.
  const joined = new MappedText("a   b", [
    { joined: 0, source: 4, length: 2 },
    { joined: 2, source: 8, length: 3 },
  ]);

  it("leads every character back to where it stands", () => {
    expect([0, 1, 2, 4, 5].map((offset) => joined.toSource(offset))).toEqual([4, 5, 8, 10, 11]);
    expect(joined.toSourceRange({ start: 0, end: 5 })).toEqual({ start: 4, end: 11 });
  });

  it("tells what stands in one piece", () => {
    expect(joined.isContiguous({ start: 2, end: 5 })).toBe(true);
    expect(joined.isContiguous({ start: 1, end: 3 })).toBe(false);
  });

  it("keeps the map of a part", () => {
    const part = joined.slice(1, 5);
    expect(part.text).toBe("   b");
    expect([0, 1, 3].map((offset) => part.toSource(offset))).toEqual([5, 8, 10]);
  });
});

describe("nearest", () => {
  const words = ["no-root-user", "no-latest-tag", "check", "harden", "--format"];
  it.each([
    ["no-root-usr", "no-root-user"],
    ["chek", "check"],
    ["hcekc", undefined],
    ["--formt", "--format"],
    ["HARDEN", "harden"],
    ["something-else-entirely", undefined],
    ["", undefined],
  ])("takes %j for %j", (word, expected) => expect(nearest(word, words)).toBe(expected));
});

describe("daysBetween", () => {
  it("counts across a leap day, and backwards", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-11-24", "2026-11-23")).toBe(-1);
  });
});
