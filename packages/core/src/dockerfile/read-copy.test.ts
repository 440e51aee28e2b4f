import { describe, expect, it } from "vitest";
import { lastStage } from "../testing/model.ts";
import type { CopySetting } from "./instructions.ts";
import { readCopy, sourceKind } from "./read-copy.ts";

function read(text: string): { readonly text: string; readonly copy: CopySetting | undefined } {
  const whole = `FROM a\n${text}\n`;
  const [instruction] = lastStage(whole).instructions;
  return { text: whole, copy: instruction === undefined ? undefined : readCopy(instruction) };
}

describe("readCopy", () => {
  it.each([
    ["COPY a b /c", ["path a", "path b"], "/c"],
    ['COPY ["a b", "/c d"]', ["path a b"], "/c d"],
    ["COPY . .", ["path ."], "."],
    ["COPY $SRC/x /c", ["path $SRC/x"], "/c"],
    ["ADD https://example.com/a.tgz /c", ["url https://example.com/a.tgz"], "/c"],
    ["ADD https://example.com/a.git#main x /c", ["git https://example.com/a.git#main", "path x"], "/c"],
    ["COPY a", ["path a"], undefined],
    ["COPY", [], undefined],
  ])("%s", (text, sources, destination) => {
    const { copy } = read(text);
    expect(copy?.sources.map((source) => `${source.kind} ${source.text}`)).toEqual(sources);
    expect(copy?.destination?.path).toBe(destination);
  });

  it("has its flags with the places of their values", () => {
    const { text, copy } = read("COPY --from=build --chown=1:1 --chmod=0755 --link a /b");
    const flags = [copy?.from, copy?.chown, copy?.chmod, copy?.checksum];
    expect(flags.map((flag) => flag?.text)).toEqual(["build", "1:1", "0755", undefined]);
    expect(flags.map((flag) => flag && text.slice(flag.range.start, flag.range.end))).toEqual(["build", "1:1", "0755", undefined]);
    expect(read("ADD --checksum=sha256:0 https://example.com/a /b").copy?.checksum?.text).toBe("sha256:0");
  });

  it("tells heredocs from files", () => {
    const { copy } = read('COPY <<one a <<"two" /c\n1\none\n2\ntwo');
    expect(copy?.sources.map(({ kind, heredoc }) => [kind, heredoc?.name])).toEqual([["heredoc", "one"], ["path", undefined], ["heredoc", "two"]]);
    expect(copy?.destination?.path).toBe("/c");
  });

  it("is nothing for another instruction", () => {
    expect(read("RUN cp a b").copy).toBeUndefined();
  });
});

describe("sourceKind", () => {
  it.each([
    ["a/b.git", "path"],
    ["github.com/moby/buildkit.git", "path"],
    ["http://example.com/a", "url"],
    ["https://example.com/a.git", "git"],
    ["https://example.com/a.git?ref=v1", "git"],
    ["https://example.com/a.git#v1:dir", "git"],
    ["https://example.com/a.git/x", "url"],
    ["https://example.com/x?file=a.git", "url"],
    ["https://example.git", "url"],
    ["HTTPS://example.com/a.git", "git"],
    ["HTTPS://example.com/a", "path"],
    ["git://example.com/a", "git"],
    ["ssh://git@example.com/a", "git"],
    ["git@github.com:moby/buildkit.git", "git"],
    ["user@host", "path"],
    ["@host:x", "path"],
    ["a b@host:x", "path"],
    ["ftp://example.com/a", "path"],
    ["C:\\dir", "path"],
    ["", "path"],
  ])("%s is a %s", (text, kind) => expect(sourceKind(text)).toBe(kind));
});
