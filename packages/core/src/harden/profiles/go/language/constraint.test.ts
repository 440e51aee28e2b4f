import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { includesByConstraint, includesByName } from "./constraint.ts";
import { inclusion, readGoFile } from "./go-file.ts";

describe("which files a build for Linux takes", () => {
  it.each([
    ["main.go", true],
    ["main_test.go", false],
    ["file_windows.go", false],
    ["file_linux.go", true],
    ["file_linux_arm64.go", undefined],
    ["file_darwin_arm64.go", false],
    ["my_server.go", true],
    ["_draft.go", false],
  ])("by the name %s", (name, expected) => {
    expect(includesByName(name)).toBe(expected);
  });

  it.each([
    ["linux", true],
    ["ignore", false],
    ["!windows", true],
    ["windows || darwin", false],
    ["(linux || darwin) && !cgo", undefined],
    ["cgo && windows", false],
    ["go1.21 && unix", true],
    ["integration", false],
    ["extra", true],
    ["amd64", undefined],
    ["((", undefined],
  ])("by the constraint %s", (expression, expected) => {
    expect(includesByConstraint(expression, new Set(["extra"]))).toBe(expected);
  });

  it("reads the older form of a constraint", () => {
    expect(inclusion(readGoFile("a.go", "// +build linux,cgo darwin\n// +build !ignore\n\npackage a\n"), new Set())).toBe(undefined);
    expect(inclusion(readGoFile("a.go", "// +build ignore\n\npackage a\n"), new Set())).toBe(false);
  });

  it("does not read a constraint behind the package clause", () => {
    expect(inclusion(readGoFile("a.go", "package a\n//go:build ignore\n"), new Set())).toBe(true);
  });

  it("answers any expression", () => {
    const word = fc.constantFrom("linux", "cgo", "x", "!", "(", ")", "&&", "||", ".");
    fc.assert(fc.property(fc.array(word, { maxLength: 200 }), (words) => {
      expect([true, false, undefined]).toContain(includesByConstraint(words.join(" "), new Set()));
    }));
  });
});
