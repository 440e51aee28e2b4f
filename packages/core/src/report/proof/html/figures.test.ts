import { describe, expect, it } from "vitest";
import { change, listed, moment } from "./figures.ts";

describe("figures", () => {
  it.each([
    [918_345_121, 9_114_208, "−99 %"],
    [1172, 2, "−99.8 %"],
    [10, 16, "+60 %"],
    [100, 104.2, "+4.2 %"],
    [9, 918, "×102"],
    [9, 0, undefined],
    [0, 9, undefined],
    [7, 7, undefined],
  ])("the change from %s to %s is %s", (before, after, text) => {
    expect(change(before, after)).toBe(text);
  });

  it.each([
    ["2026-11-24T14:01:37Z", "24 November 2026, 14:01 UTC"],
    ["2026-01-02T03:04:05.123+02:00", "2 January 2026, 03:04 UTC+02:00"],
    ["2026-13-02T03:04:05Z", "2026-13-02T03:04:05Z"],
    ["yesterday", "yesterday"],
  ])("%s is %s", (text, shown) => {
    expect(moment(text)).toBe(shown);
  });

  it("lists names as a sentence does", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]);
  });
});
