import { describe, expect, it } from "vitest";
import { parseFileMode } from "./file-mode.ts";

describe("what a mode gives", () => {
  it.each([
    ["4755", "setUser"],
    ["02755", "setGroup"],
    ["1777", "sticky othersWrite"],
    ["777", "othersWrite"],
    ["0666", "othersWrite"],
    ["775", ""],
    ["6", "othersWrite"],
    ["u+s", "setUser"],
    ["+s", "setUser setGroup"],
    ["g=rws", "setGroup"],
    ["o+s", ""],
    ["a-s", ""],
    ["a+w", "othersWrite"],
    ["o=rwx", "othersWrite"],
    ["ugo+rwX", "othersWrite"],
    ["+w", ""],
    ["g+w,o-w", ""],
    ["a+w,o-w", ""],
    ["a+rwx,+t", "sticky othersWrite"],
    ["u=rwX,go=rX", ""],
  ])("%s", (text, given) => {
    const mode = parseFileMode(text);
    expect(Object.entries(mode ?? {}).flatMap(([name, isGiven]) => (isGiven ? [name] : [])).join(" ")).toBe(given);
    expect(mode).toBeDefined();
  });

  it.each(["", "$MODE", "rwx", "8755", "--reference=a", "777777"])("%s is none", (text) => {
    expect(parseFileMode(text)).toBeUndefined();
  });
});
