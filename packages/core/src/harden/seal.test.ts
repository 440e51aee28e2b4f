import * as fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isIntact, isSealed, seal } from "./seal.ts";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("seal", () => {
  it("knows its own file again, and every edit of it", () => {
    const texts = fc.array(fc.constantFrom("FROM a", "# syntax=x", "# c", "", "RUN b"), { maxLength: 8 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(texts, fc.constantFrom("hash" as const, "html" as const), fc.nat(200), (text, style, at) => {
        const sealed = seal(text, "Dockerfile", style, digest);
        expect(isSealed(sealed)).toBe(true);
        expect(isIntact(sealed, digest)).toBe(true);
        const place = Math.min(at, sealed.length);
        const edited = `${sealed.slice(0, place)}x${sealed.slice(place)}`;
        expect(isIntact(edited, digest)).not.toBe(true);
      }),
    );
  });

  it("stands behind parser directives, which must come first", () => {
    const sealed = seal("# syntax=docker/dockerfile:1\n# escape=`\n# note\nFROM a\n", "Dockerfile", "hash", digest);
    expect(sealed.split("\n").map((line) => line.slice(0, 18))).toEqual(["# syntax=docker/do", "# escape=`", "# Made by bulwark ", "# bulwark:sealed s", "# note", "FROM a", ""]);
  });

  it("keeps the line ends of the text", () => expect(seal("FROM a\r\n", "Dockerfile", "hash", digest)).not.toMatch(/[^\r]\n/));

  it("is not found in a file of anybody else", () => {
    expect(isSealed("FROM a\n")).toBe(false);
    expect(isIntact("FROM a\n# bulwark:sealed sha256:0\n", digest)).toBeUndefined();
  });
});
