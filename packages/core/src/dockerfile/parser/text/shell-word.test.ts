import { describe, expect, it } from "vitest";
import { scanShellWord, type ShellWordOptions } from "./shell-word.ts";

const backslash: ShellWordOptions = { escape: "\\" };

describe("scanShellWord", () => {
  it.each<[string, readonly string[]]>([
    ["$a", ["$a|a"]],
    ["x$a.b", ["$a|a"]],
    ["${a}b", ["${a}|a"]],
    ["$é_1-", ["$é_1|é_1"]],
    ["$12a", ["$12|12"]],
    ["$$a", ["$$|$"]],
    ["$", []],
    ["$.a $( $", []],
    ["\\$a \\\\$b", ["$b|b"]],
    ["'$a' \"$b\" \"\\$c\"", ["$b|b"]],
    ["\"it's $a\"", ["$a|a"]],
    ["${a:-b}", ["${a:-b}|a|:-|b"]],
    ["${a-}", ["${a-}|a|-|"]],
    ["${a--b}", ["${a--b}|a|-|-b"]],
    ["${a:+$b}", ["${a:+$b}|a|:+|$b", "$b|b"]],
    ["${a:?x y}", ["${a:?x y}|a|:?|x y"]],
    ["${a#b}${a##b}", ["${a#b}|a|#|b", "${a##b}|a|##|b"]],
    ["${a%b}${a%%b}", ["${a%b}|a|%|b", "${a%%b}|a|%%|b"]],
    ["${a/b/c}${a//b/c}", ["${a/b/c}|a|/|b/c", "${a//b/c}|a|//|b/c"]],
    ["${a:-'}'}", ["${a:-'}'}|a|:-|'}'"]],
    ["${a:-\\}}", ["${a:-\\}}|a|:-|\\}"]],
    ["${a:-\"$b\"}", ["${a:-\"$b\"}|a|:-|\"$b\"", "$b|b"]],
  ])("%s", (text, expected) => {
    const { expansions, problem } = scanShellWord(text, backslash);
    expect(problem).toBeUndefined();
    expect(expansions.map(({ start, end, name, operator, operand }) => [text.slice(start, end), name, operator, operand].filter((part) => part !== undefined).join("|"))).toEqual(expected);
  });

  it.each<[string, string, number]>([
    ["'a", "unterminated-quote", 0],
    ['x"a', "unterminated-quote", 1],
    ["${", "bad-substitution", 0],
    ["a${}", "bad-substitution", 1],
    ["${a", "bad-substitution", 0],
    ["${a:}", "bad-substitution", 0],
    ["${a:#b}", "bad-substitution", 0],
    ["${a[0]}", "bad-substitution", 0],
    ["${a^^}", "bad-substitution", 0],
    ["${a/b}", "bad-substitution", 0],
    ["${a:-", "bad-substitution", 0],
  ])("refuses %s", (text, kind, at) => {
    expect(scanShellWord(text, backslash).problem).toEqual({ kind, at });
  });

  it.each<[string, ShellWordOptions, string]>([
    ['a"b c"d', backslash, "ab cd"],
    ["'a\\'\\ b", backslash, "a\\ b"],
    ['"a\\"\\b\\\\"', backslash, 'a"\\b\\'],
    ["a`ñb\\c", { escape: "`" }, "añb\\c"],
    ['"a" \'b\' \\$c', { escape: "\\", quotes: false }, '"a" \'b\' $c'],
    ['${a:-"b"}"c"', backslash, '${a:-"b"}c'],
  ])("unquotes %s", (text, options, expected) => {
    const { removed } = scanShellWord(text, options);
    expect([...text].filter((_, index) => !removed.includes(index)).join("")).toBe(expected);
  });

  it.each<[string, readonly string[]]>([
    ["a  b\tc", ["a", "b", "c"]],
    ["'a b' c\\ d", ["'a b'", "c\\ d"]],
    ["a << b <<c", ["a", "<< b", "<<c"]],
    ["$a b${c}d", ["$a", "b${c}d"]],
    ["a${b:-c d}e f", ["${b:-c", "d}e", "f"]],
    ['a"${b:-c d}"e', ['"${b:-c d}"e']],
    ["", []],
  ])("splits %s", (text, expected) => {
    expect(scanShellWord(text, backslash).words.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });
});
