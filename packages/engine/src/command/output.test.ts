import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lines, Tail } from "./output.ts";

describe("the end of an output", () => {
  it("is the last bytes, however they come", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."abc\n") })), fc.integer({ min: 1, max: 20 }), (chunks, most) => {
        const tail = new Tail(most);
        for (const chunk of chunks) tail.add(Buffer.from(chunk));
        const whole = chunks.join("");
        expect(tail.text()).toBe(whole.slice(-most));
        expect(tail.cut).toBe(whole.length > most);
      }),
    );
  });

  it("does not begin in the middle of a character", () => {
    const tail = new Tail(4);
    tail.add(Buffer.from("a€b€"));
    expect(tail.text()).toBe("b€");
  });
});

describe("lines of an output", () => {
  const linesOf = (chunks: readonly Buffer[]): readonly string[] => {
    const lines: string[] = [];
    const reader = new Lines((line) => lines.push(line));
    for (const chunk of chunks) reader.add(chunk);
    reader.end();
    return lines;
  };

  it("are the same wherever the output is torn", () => {
    const text = "first\r\nsecond €\n\nlast";
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) expect(linesOf([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(["first", "second €", "", "last"]);
  });

  it("come in pieces when one never ends", () => {
    const lines = linesOf(Array.from({ length: 100 }, () => Buffer.alloc(10_000, "x")));
    expect(lines.join("").length).toBe(1_000_000);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100_000);
  });
});
