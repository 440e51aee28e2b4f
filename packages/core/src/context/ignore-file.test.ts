import dockerignore from "@balena/dockerignore";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIgnoreFile } from "./ignore-file.ts";

describe("one pattern", () => {
  it.each([
    // pattern, kept out, sent
    ["node_modules", ["node_modules", "node_modules/a/b.js"], ["a/node_modules", "node_modules2"]],
    ["/node_modules/", ["node_modules/a"], ["a/node_modules"]],
    ["./a/../b//c/", ["b/c", "b/c/d"], ["a", "b", "c"]],
    ["*/temp*", ["a/temp", "a/temporary.txt", "a/temp/b"], ["temp", "a/b/temp"]],
    ["*/*/temp*", ["a/b/temp.txt"], ["a/temp"]],
    ["temp?", ["tempa", "tempa/b", "temp\u{1F600}"], ["temp", "tempab", "temp/"]],
    ["**/*.go", ["main.go", "a/b/c.go", "x.go/y"], ["main.go2", "go"]],
    ["**", ["a", "a/b", ".git/x"], []],
    ["a/**", ["a/b", "a/b/c"], ["a", "ab"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b/c"], ["a/xb", "b"]],
    ["**/b/**", ["b/c", "a/b/c"], ["b", "a/b"]],
    ["**foo", ["foo", "afoo", "a/bfoo", "a/foo/c"], ["foo1"]],
    ["**foo*", ["foo", "a/foo1"], ["afoo"]],
    ["a**b", ["ab", "ax/b", "a/x/b/c"], ["axb"]],
    ["a**", ["a", "abc", "a/b"], ["b"]],
    ["[a-c]x", ["ax", "cx"], ["dx", "-x"]],
    ["[^a-c]x", ["dx", "/x"], ["ax"]],
    ["a[^b]c", ["axc", "a/c"], ["abc", "ac"]],
    ["[!a]", ["!", "a"], ["b"]],
    ["[\\]a]", ["]", "a"], ["\\"]],
    ["\\*.txt", ["*.txt"], ["a.txt"]],
    ["\\#a", ["#a"], ["a"]],
    [" #a ", ["#a"], ["a"]],
    ["a+(b|c).{1}$^", ["a+(b|c).{1}$^"], ["aab"]],
    ["a b", ["a b"], ["a", "b"]],
    ["..", [], ["a"]],
    ["../a", [], ["a"]],
    [".", [], ["a"]],
    ["/", [], ["a"]],
    ["", [], ["a"]],
    ["Dockerfile", ["Dockerfile"], ["dockerfile"]],
  ])("%s", (pattern, kept, sent) => {
    const file = readIgnoreFile(pattern);
    expect(file.problems).toEqual([]);
    expect(kept.filter((path) => !file.ignores(path))).toEqual([]);
    expect(sent.filter((path) => file.ignores(path))).toEqual([]);
  });

  it.each(["!", "! ", "!/", "[", "[]", "[a", "[a-", "[a-]", "[-a]", "a\\", "[^]"])("refuses %s as Docker does", (pattern) => {
    const file = readIgnoreFile(`a\n${pattern}\nb`);
    expect(file.problems.map((problem) => problem.line)).toEqual([2]);
    expect(["a", "b", "c"].map((path) => file.ignores(path))).toEqual([true, true, false]);
  });
});

describe("several patterns", () => {
  it.each([
    ["the last match wins", "*.md\n!README.md\nREADME.md", ["README.md", "a.md"], ["a"]],
    ["an exception lets in again", "*.md\n!README*.md\nREADME-secret.md", ["a.md", "README-secret.md"], ["README.md"]],
    ["an exception below a folder", "*\n!src\n!go.mod", ["a", ".git/config", "b/src"], ["src", "src/a/b", "go.mod"]],
    ["an exception before is none", "!a\n*", ["a"], []],
    ["comments, blank lines, CRLF and BOM", "\uFEFF# a\r\n\r\n  b \r\n#c\r\n! b/x \r\n", ["b", "b/y"], ["a", "c", "b/x"]],
    // BuildKit judges a folder first, and a pattern that could change nothing there does not carry down to what is below.
    ["an exception for a folder that was not kept out", "d/f\n!d", ["d/f"], ["d"]],
    ["an exception that cleaning makes a pattern", "!../../a", ["a"], ["b"]],
    ["a second pattern for a folder that was kept out already", "d\n!d/f\nd", ["d", "d/g"], ["d/f"]],
  ])("%s", (_, text, kept, sent) => {
    const file = readIgnoreFile(text);
    expect(kept.filter((path) => !file.ignores(path))).toEqual([]);
    expect(sent.filter((path) => file.ignores(path))).toEqual([]);
  });

  it("reads hostile patterns and paths without effort", () => {
    const stars = `${"*a".repeat(200)}b`;
    const folders = `${"**/".repeat(5000)}x`;
    const file = readIgnoreFile([stars, `${"**/a*/".repeat(5000)}b`, folders, `${"[^ab]*".repeat(200)}b`, "?".repeat(60_000)].join("\n"));
    expect(file.ignores(`${"a".repeat(4000)}/ab/b`)).toBe(false);
    expect(file.ignores(`${"a/".repeat(2000)}bx`)).toBe(false);
    expect(file.ignores(`${"a/".repeat(2000)}x`)).toBe(true);
    expect(file.ignores("a/".repeat(500_000))).toBe(false);
    expect(readIgnoreFile("a".repeat(100_000)).problems).toHaveLength(1);
  });
});

/**
 * Known differences of @balena/dockerignore 1.0.2 (a port of moby 19.03), which the generator leaves out: `**` next to other
 * characters (`**a` is a suffix, `a**b` reaches any depth), `[^a]` that matches `/` in a parent, `+ ( ) { } | ^` unescaped, and
 * patterns that Docker refuses. Exceptions carry down there always: see the two BuildKit cases above.
 */
describe("agrees with @balena/dockerignore", () => {
  const name = fc.constantFrom("a", "b", "ab", "a.b", "$a");
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const element = fc.oneof(name, fc.constantFrom("*", "?", "**", "a*", "*b", "*.b", "?b", "[ab]", "[a-c]*", "\\a", ".", ".."));
  const pattern = fc
    .tuple(fc.constantFrom("", "/"), fc.array(element, { minLength: 1, maxLength: 4 }), fc.constantFrom("", "/", " "))
    .map(([start, elements, end]) => start + elements.join("/") + end);

  it("on lists without exceptions", () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), path, (patterns, path) => {
        const peer = dockerignore.default({ ignorecase: false }).add(patterns);
        expect(readIgnoreFile(patterns.join("\n")).ignores(path)).toBe(peer.ignores(path));
      }),
      { numRuns: 3000 },
    );
  });

  it("on lists with exceptions, where no pattern matches a parent folder alone", () => {
    const line = fc.tuple(fc.constantFrom("", "!"), pattern).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), path, (lines, path) => {
        const file = readIgnoreFile(lines.join("\n"));
        const parents = path.split("/").map((_, index, all) => all.slice(0, index).join("/"));
        fc.pre(!file.patterns.some((one) => !one.matches(path) && parents.some((parent) => parent !== "" && one.matches(parent))));
        expect(file.ignores(path)).toBe(dockerignore.default({ ignorecase: false }).add(lines).ignores(path));
      }),
      { numRuns: 3000 },
    );
  });
});

it("never throws, and answers the same twice", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, path) => {
      const file = readIgnoreFile(text);
      expect(file.ignores(path)).toBe(file.ignores(path));
    }),
  );
});
