import { describe, expect, it } from "vitest";
import { logLines } from "./lines.ts";
import { wordsOf } from "./words.ts";

const ESCAPE = "\u001b";

describe("lines of a log", () => {
  it.each([
    ["colours", `${ESCAPE}[31;1merror${ESCAPE}[0m: open /data`, "error: open /data"],
    ["a sequence without an end", `a${ESCAPE}[31`, "a"],
    ["other control characters", "a\u0000b\u0007c\u009d", "abc"],
    ["characters that turn the order around", "a\u202ebc\u2066", "abc"],
    ["a carriage return", "done\r", "done"],
    ["tabs", "\tat Main", "at Main"],
  ])("show no %s", (_, log, shown) => {
    expect(logLines(log).map((line) => line.text)).toEqual([shown]);
  });

  it("keep offsets in lower case", () => {
    const [line] = logLines("İSTANBUL: Permission Denied");
    expect(line?.lower).toBe("İstanbul: permission denied");
  });

  it("are the last ones, in their order, and bounded", () => {
    const lines = logLines(`${Array.from({ length: 5000 }, (_, index) => `line ${index}`).join("\n")}\n${"x".repeat(1_000_000)}\n\n`);
    expect(lines.length).toBeLessThanOrEqual(600);
    expect(lines.at(-2)?.text).toBe("line 4999");
    expect(lines.at(-1)?.text.length).toBe(800);
  });

  it.each(["", "\n", "\n\n\n", `${ESCAPE}[`, ESCAPE])("of nothing are none: %j", (log) => {
    expect(logLines(log)).toEqual([]);
  });
});

describe("words of a line", () => {
  it.each([
    ["open /data/x: read-only file system", ["open", "/data/x", "read-only", "file", "system"]],
    ["EROFS: read-only file system, open '/data/my file'", ["EROFS", "read-only", "file", "system", "open", "/data/my file"]],
    ["sh: can't open 'x y'", ["sh", "can", "t", "open", "x", "y"]],
    [`{"level":"error","msg":"mkdir '/data': denied"}`, ["level", "error", "msg", "mkdir", "/data", "denied"]],
    ["file_put_contents(/data/x): Failed", ["file_put_contents", "/data/x", "Failed"]],
    ["version `GLIBC_2.38' not found", ["version", "GLIBC_2.38", "not", "found"]],
    ["env: ‘nosuch’: No such file", ["env", "nosuch", "No", "such", "file"]],
    [`exec: "/bin/sh": stat /bin/sh: no`, ["exec", "/bin/sh", "stat", "/bin/sh", "no"]],
    ["path=/data/x", ["path", "/data/x"]],
  ])("%s", (line, words) => {
    expect(wordsOf(line).map((word) => word.text)).toEqual(words);
  });

  it("know their places", () => {
    const line = `a "/b" c`;
    expect(wordsOf(line).map((word) => line.slice(word.start, word.end))).toEqual(["a", `"/b"`, "c"]);
  });
});
