import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGoFile } from "./go-file.ts";
import { tokenizeGo } from "./lexer.ts";
import { stringValue } from "./literal.ts";
import { structureOf } from "./structure.ts";

const fragment = fc.constantFrom(
  "package main\n", "import \"C\"\n", "import (\n", ")", "(", "{", "}", "[", "]", "func ", "func f(a, b string) {\n", "if x := f(); x != \"\" {\n", "} else if y := g(); y {\n",
  "x := \"a\" + b\n", "const (\n", "`raw\n`", "\"open", "'\\''", "//go:embed a b\n", "//go:build linux && !cgo\n", "/* open", "return a, b\n", "case \"x\":\n", "T{Addr: \":8080\", B: c}", ":=", "=", ",", ";", ":", ".", "é", "\u{1F600}", "0x1p-2", "1e+5", "\r\n", "\\",
);
const source = fc.oneof(fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join("")), fc.string({ maxLength: 300, unit: "binary" }));

describe("Go tokens", () => {
  it("hold every character of any text once and in order", () => {
    fc.assert(
      fc.property(source, (text) => {
        const tokens = tokenizeGo(text);
        expect(tokens.map((token) => token.text).join("")).toBe(text);
        let at = 0;
        for (const token of tokens) {
          expect(token.start).toBe(at);
          expect(token.text).not.toBe("");
          at += token.text.length;
        }
      }),
    );
  });

  it("never make the reading of a file or of its structure fail", () => {
    fc.assert(
      fc.property(source, (text) => {
        const file = readGoFile("a.go", text);
        const structure = structureOf(file);
        for (const call of structure.calls) expect(call.span.start).toBeLessThan(call.span.end);
      }),
    );
  });

  it.each([
    ["a+=b", ["a", "+=", "b"]],
    ["x:=`a\"b`", ["x", ":=", "`a\"b`"]],
    ['"a\\"b"+c', ['"a\\"b"', "+", "c"]],
    ["'\\''", ["'\\''"]],
    ["0xE+1", ["0xE", "+", "1"]],
    ["1e+5", ["1e+5"]],
    ["a...", ["a", "..."]],
    ["x//c\ny", ["x", "//c", "\n", "y"]],
    ["größe", ["größe"]],
  ])("splits %s", (text, expected) => {
    expect(tokenizeGo(text).map((token) => token.text)).toEqual(expected);
  });

  it.each([
    ['"a\\tb"', "a\tb"],
    ['"\\u00e9\\x41\\101"', "éAA"],
    ["`a\\nb`", "a\\nb"],
    ['"open', undefined],
    ['"\\q"', undefined],
  ])("reads the value of %s", (text, expected) => {
    expect(stringValue(tokenizeGo(text)[0])).toBe(expected);
  });
});

describe("the header of a Go file", () => {
  it("gives package, imports with the names that the file calls them by, and embedded patterns", () => {
    const file = readGoFile("web/server.go", [
      "// Package web serves.", "package web", "", "import \"fmt\"", "import (", "\tm \"example.com/x/go-mail/v2\"", "\t_ \"time/tzdata\"", "\t\"gopkg.in/yaml.v3\"", "\t\"github.com/labstack/echo/v4\"", ")", "",
      "//go:embed templates/*.html \"a b.txt\"", "var files embed.FS", "",
    ].join("\n"));
    expect(file.packageName).toBe("web");
    expect(file.imports.map(({ name, path }) => [name, path])).toEqual([
      ["fmt", "fmt"], ["m", "example.com/x/go-mail/v2"], ["_", "time/tzdata"], ["yaml", "gopkg.in/yaml.v3"], ["echo", "github.com/labstack/echo/v4"],
    ]);
    expect(file.embeds.map((embed) => embed.pattern)).toEqual(["templates/*.html", "a b.txt"]);
  });

  it("does not take a string further down for an import", () => {
    expect(readGoFile("a.go", 'package a\n\nimport "os"\n\nvar x = "C"\n').imports.map((place) => place.path)).toEqual(["os"]);
  });
});
