import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceMatch, trimMatch } from "./shell-pattern.ts";

/** Whether a pattern of letters, `?` and `*` matches a whole text: the definition, without any cleverness. */
function matchesWhole(pattern: string, text: string): boolean {
  const [first] = pattern;
  if (first === undefined) return text === "";
  const rest = pattern.slice(1);
  if (first === "*") return matchesWhole(rest, text) || (text !== "" && matchesWhole(pattern, text.slice(1)));
  return text !== "" && (first === "?" || first === text[0]) && matchesWhole(rest, text.slice(1));
}

const patterns = fc.array(fc.constantFrom("a", "b", "?", "*"), { maxLength: 5 }).map((parts) => parts.join(""));
const texts = fc.array(fc.constantFrom("a", "b"), { maxLength: 7 }).map((parts) => parts.join(""));

describe("trimMatch", () => {
  it("takes the longest or the shortest prefix or suffix that the pattern matches", () => {
    fc.assert(
      fc.property(patterns, texts, fc.boolean(), fc.constantFrom("prefix" as const, "suffix" as const), (pattern, text, longest, side) => {
        const lengths = Array.from({ length: text.length + 1 }, (_, length) => length).filter((length) =>
          matchesWhole(pattern, side === "prefix" ? text.slice(0, length) : text.slice(text.length - length)),
        );
        const cut = lengths.length === 0 ? 0 : longest ? Math.max(...lengths) : Math.min(...lengths);
        expect(trimMatch(text, pattern, side, longest)).toBe(side === "prefix" ? text.slice(cut) : text.slice(0, text.length - cut));
      }),
      { numRuns: 3000 },
    );
  });

  it("cuts no character in half", () => {
    expect(trimMatch("\u{1F600}x", "?", "prefix", false)).toBe("x");
    expect(trimMatch("x\u{1F600}", "?", "suffix", false)).toBe("x");
  });

  it("takes escaped wildcards for themselves and refuses other escapes", () => {
    expect(trimMatch("*ab", "\\*", "prefix", false)).toBe("ab");
    expect(trimMatch("ab*", "\\*", "suffix", false)).toBe("ab");
    expect(trimMatch("nab", "\\n", "prefix", false)).toBeUndefined();
    expect(trimMatch("ab", "a\\", "prefix", false)).toBeUndefined();
  });

  it("leaves what would take too long", () => {
    expect(trimMatch("a".repeat(10_000), "*a".repeat(1000), "prefix", true)).toBeUndefined();
  });
});

describe("replaceMatch", () => {
  it("replaces the first match at its longest, as the definition says", () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(replaceMatch(text, pattern, "R", false)).toBe(replaceFirst(text, pattern));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["banana", "a", "o", "bonono"],
    ["banana", "a*n", "-", "b-a"],
    ["banana", "", "-", "-b-a-n-a-n-a-"],
    ["banana", "*", "x", "x"],
    ["aaa", "aa", "b", "ba"],
    ["", "a", "b", ""],
  ])("replaces all in %j by %j", (text, pattern, replacement, expected) => {
    expect(replaceMatch(text, pattern, replacement, true)).toBe(expected);
  });
});

function replaceFirst(text: string, pattern: string): string {
  for (let start = 0; start <= text.length; start++) {
    for (let end = text.length; end >= start; end--) {
      if (matchesWhole(pattern, text.slice(start, end))) return `${text.slice(0, start)}R${text.slice(end)}`;
    }
  }
  return text;
}
