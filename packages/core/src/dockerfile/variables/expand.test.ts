import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandWord, type Binding } from "./expand.ts";

const VALUES: Readonly<Record<string, Binding>> = {
  NAME: { state: "set", value: "value" },
  EMPTY: { state: "set", value: "" },
  PATH: { state: "set", value: "/usr/local/bin:/usr/bin" },
  FILE: { state: "set", value: "archive.tar.gz" },
  LINES: { state: "set", value: "one\ntwo" },
  ÉTÉ: { state: "set", value: "summer" },
  OPEN: { state: "open", reason: "OPEN has no default" },
  HIDDEN: { state: "hidden", reason: "the builder sets HIDDEN" },
};

function lookup(name: string): Binding {
  return Object.hasOwn(VALUES, name) ? (VALUES[name] ?? { state: "unset" }) : { state: "unset" };
}

function expand(word: string, escape = "\\"): string | undefined {
  const expansion = expandWord(word, escape, lookup);
  return expansion.certain ? expansion.text : undefined;
}

describe("expandWord", () => {
  it.each([
    ["plain", "plain"],
    ["$NAME", "value"],
    ["${NAME}", "value"],
    ["a${NAME}b", "avalueb"],
    ["$NAME.go", "value.go"],
    ["$NAME_", ""],
    ["$MISSING", ""],
    ["$", "$"],
    ["a$/b", "a$/b"],
    ["$1x", "x"],
    ["$12", ""],
    ["$?x", "x"],
    ["$ÉTÉ", "summer"],
  ])("replaces names: %s", (word, text) => expect(expand(word)).toBe(text));

  it.each([
    ["'$NAME'", "$NAME"],
    ['"$NAME"', "value"],
    ["a'b'c", "abc"],
    [`"it's"`, "it's"],
    [`'say "hi"'`, 'say "hi"'],
    ["\\$NAME", "$NAME"],
    ["\\\\$NAME", "\\value"],
    ["a\\ b", "a b"],
    ["end\\", "end"],
    ['"\\$NAME"', "$NAME"],
    ['"\\"q\\""', '"q"'],
    ['"a\\nb"', "a\\nb"],
    ["C:\\\\dir", "C:\\dir"],
  ])("removes quotes and escapes: %s", (word, text) => expect(expand(word)).toBe(text));

  it("escapes with a backquote where the file says so", () => {
    expect(expand("C:\\dir`$NAME", "`")).toBe("C:\\dir$NAME");
  });

  it.each([
    ["${NAME:-other}", "value"],
    ["${NAME-other}", "value"],
    ["${EMPTY:-other}", "other"],
    ["${EMPTY-other}", ""],
    ["${MISSING:-other}", "other"],
    ["${MISSING-other}", "other"],
    ["${MISSING:-${NAME}}", "value"],
    ["${MISSING:-a b}", "a b"],
    ["${MISSING:-'}'}", "}"],
    ["${MISSING:-\\}}", "}"],
    ["${NAME:+other}", "other"],
    ["${NAME+other}", "other"],
    ["${EMPTY:+other}", ""],
    ["${EMPTY+other}", "other"],
    ["${MISSING:+other}", ""],
    ["${MISSING+other}", ""],
    ["${NAME:?must be set}", "value"],
    ["${NAME?must be set}", "value"],
    ["${EMPTY?must be set}", ""],
  ])("chooses by presence: %s", (word, text) => expect(expand(word)).toBe(text));

  it.each([
    ["${FILE%.gz}", "archive.tar"],
    ["${FILE%.*}", "archive.tar"],
    ["${FILE%%.*}", "archive"],
    ["${FILE#*.}", "tar.gz"],
    ["${FILE##*.}", "gz"],
    ["${FILE#arch?ve}", ".tar.gz"],
    ["${FILE%nothing}", "archive.tar.gz"],
    ["${FILE%$MISSING}", "archive.tar.gz"],
    ["${PATH%%:*}", "/usr/local/bin"],
    ["${PATH#/}", "usr/local/bin:/usr/bin"],
    ["${LINES#*}", "one\ntwo"],
    ["${LINES##*}", "\ntwo"],
    ["${MISSING#x}", ""],
    ["${FILE/tar/zip}", "archive.zip.gz"],
    ["${FILE/a/A}", "Archive.tar.gz"],
    ["${FILE//a/A}", "Archive.tAr.gz"],
    ["${FILE//./}", "archivetargz"],
    ["${FILE/.*/}", "archive"],
    ["${PATH/\\/usr/}", "/local/bin:/usr/bin"],
    ["${PATH//\\//-}", "-usr-local-bin:-usr-bin"],
    ["${NAME/$NAME/$FILE}", "archive.tar.gz"],
    ["${NAME//x/y}", "value"],
  ])("cuts and replaces by pattern: %s", (word, text) => expect(expand(word)).toBe(text));

  it.each([
    ["$HIDDEN", "the builder sets HIDDEN"],
    ["${HIDDEN:-other}", "the builder sets HIDDEN"],
    ["$OPEN", "OPEN has no default"],
    ["${OPEN:+other}", "OPEN has no default"],
    ["${MISSING:-$HIDDEN}", "the builder sets HIDDEN"],
    ["${FILE%$HIDDEN}", "the builder sets HIDDEN"],
    ['"a$HIDDEN"', "the builder sets HIDDEN"],
  ])("says why a text is not certain: %s", (word, reason) => {
    expect(expandWord(word, "\\", lookup)).toEqual({ certain: false, reason });
  });

  it.each([
    ["${OPEN:-other}", "other"],
    ["${OPEN-other}", "other"],
    ["${NAME:-$HIDDEN}", "value"],
    ["${MISSING:+$HIDDEN}", ""],
    ["'$HIDDEN'", "$HIDDEN"],
    ["\\$HIDDEN", "$HIDDEN"],
  ])("does not need what does not count: %s", (word, text) => expect(expand(word)).toBe(text));

  it.each([
    "${NAME", "${", "${}", "${:-x}", "${{NAME}}", "${NAME:#x}", "${NAME:/a/b}", "${NAME^}", "${NAME:-x", "${NAME/a}", "'open", '"open',
    "${MISSING?}", "${MISSING:?it is needed}", "${EMPTY:?}", "${FILE%\\x}",
  ])("does not guess what BuildKit refuses: %s", (word) => expect(expand(word)).toBeUndefined());

  it("names what expanded to nothing", () => {
    const expansion = expandWord("${A}-$B-${C:-c}-$NAME", "\\", lookup);
    expect(expansion).toEqual({ certain: true, text: "--c-value", unset: ["A", "B"] });
  });

  it("stops where a text doubles without end, and where nesting has none", () => {
    const long: Binding = { state: "set", value: "x".repeat(40_000) };
    expect(expandWord("$A$A", "\\", () => long).certain).toBe(false);
    expect(expandWord("${A:-".repeat(100_000), "\\", lookup).certain).toBe(false);
    expect(expandWord(`"${"y".repeat(100_000)}"`, "\\", lookup).certain).toBe(true);
  });

  it("gives a text or a reason for any word", () => {
    const piece = fc.constantFrom("$", "{", "}", "${", "NAME", "HIDDEN", ":", "-", "+", "?", "#", "%", "/", "*", "'", '"', "\\", "`", " ", "é", "\u{1F600}", "\ud800");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom("\\", "`"), (pieces, escape) => {
        const expansion = expandWord(pieces.join(""), escape, lookup);
        expect(expansion.certain ? expansion.text : expansion.reason).toBeTypeOf("string");
      }),
      { numRuns: 2000 },
    );
  });
});
