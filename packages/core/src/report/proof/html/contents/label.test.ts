import { describe, expect, it } from "vitest";
import { labelLines } from "./label.ts";

describe("the label of a tile", () => {
  it.each([
    { why: "whole where it fits", path: "/usr/bin", width: 100, height: 60, lines: ["/usr/bin", "9 MB"] },
    { why: "broken at a slash", path: "/usr/share/zoneinfo", width: 96, height: 60, lines: ["/usr/share", "/zoneinfo", "9 MB"] },
    { why: "without its first folders", path: "/usr/local/go/src", width: 90, height: 40, lines: ["…/go/src", "9 MB"] },
    { why: "with its name cut", path: "/usr/lib/x86_64-linux-gnu", width: 70, height: 40, lines: ["x86_64-…", "9 MB"] },
    { why: "without its size", path: "/etc", width: 60, height: 22, lines: ["/etc"] },
    { why: "not at all in a splinter", path: "/etc", width: 20, height: 200, lines: [] },
  ])("stands $why", ({ path, width, height, lines }) => {
    expect(labelLines(path, "9 MB", width, height)).toEqual(lines);
  });
});
