import { assert, constantFrom, array, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { bothPassedProof, differentAnswersProof, failedProof, gateMissedProof, hostileProof, passedProof, PROOFS, repairedProof, undecidedProof } from "../../../testing/proofs/proofs.ts";
import { proofMarkdown } from "./index.ts";

/** The lines that are not in a fence: what Markdown reads as markup. */
function outside(text: string): readonly string[] {
  let fence: string | undefined;
  return text.split("\n").filter((line) => {
    const row = /^(`{3,})[^`]*$/.exec(line)?.[1];
    if (fence === undefined) {
      fence = row;
      return row === undefined;
    }
    if (line === fence) fence = undefined;
    return false;
  });
}

/** Code spans hold text as it is: what is left is read as prose. */
function prose(text: string): string {
  return outside(text).join("\n").replaceAll(/(?<!\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "CODE");
}

describe("a reviewer sees", () => {
  it("the verdict first, with what it is about", () => {
    expect(proofMarkdown(passedProof()).split("\n").slice(0, 5)).toEqual([
      "## ✅ Bulwark proof of `go-api`: passed",
      "",
      "For `Dockerfile`: distroless starts, answers as the original does and stops, under its full profile.",
      "",
      "### ✅ distroless: passed",
    ]);
  });

  it("the comparison, and which base was not proved", () => {
    const text = proofMarkdown(bothPassedProof());
    expect(text).toContain("|  | original | distroless | alpine |\n|---|---|---|---|\n| Grade | C, 69 points | ✅ A, 97 points | ✅ A, 97 points |\n");
    expect(text).toContain("| Image size | 918 MB | ✅ 9.11 MB | ✅ 14 MB |\n");
    expect(text).toContain("Vulnerabilities: this release of Bulwark has no scanner");
    expect(proofMarkdown(passedProof())).toContain("- ⚠️ **alpine** not proved here: alpine:3.24 cannot be had here");
  });

  it("why it fails without unfolding anything, and the log folded", () => {
    const text = proofMarkdown(failedProof());
    const [open, folded] = [text.slice(0, text.indexOf("<details>")), text.slice(text.indexOf("<details>"))];
    expect(open).toContain("- **/data is read-only: the program writes /data/visits.jsonl at start; make it a volume**\n  - the log says: open /data/visits.jsonl: read-only file system\n");
    expect(open).toContain("- ❌ starts: ended with exit code 1 by itself\n");
    expect(open).toContain("- ❌ answers as the original: 0 of 3 answers alike\n");
    expect(open).not.toContain("2026/11/24 14:02:11");
    expect(folded).toContain("<details><summary>Log of distroless</summary>\n\n```text\n2026/11/24 14:02:11 open /data/visits.jsonl: read-only file system\n```\n\n</details>");
    expect(folded).toContain("bulwark prove Dockerfile --repair");
  });

  it("both answers, without the token", () => {
    const text = proofMarkdown(differentAnswersProof());
    expect(text).toContain('**original** status 200, application/json\n\n```text\n{"uid":0,"home":"/root","token":"***"}\n```\n');
    expect(text).toContain("**distroless** status 500, text/plain\n\n````text\n<b>lookup</b> failed: user: unknown userid 65532 ```�[31m @octo/team see #123");
    expect(text).not.toContain("ghp_");
  });

  it("what was repaired, which gate is missed, and that nothing is decided", () => {
    expect(proofMarkdown(repairedProof())).toContain("- distroless: **harden.volumes: /data**, since /data is read-only");
    expect(proofMarkdown(gateMissedProof())).toContain("- ❌ is small enough (max-size): 9.1 MB, and at most 5 MB were asked for\n");
    const undecided = proofMarkdown(undecidedProof());
    expect(undecided).toContain("## ⚠️ Bulwark proof of `go-api`: not decided");
    expect(undecided).toContain("<summary>End of the build of original</summary>");
    expect(undecided).not.toMatch(/✅|❌/);
  });
});

describe.each(Object.entries(PROOFS))("the proof %s", (_, make) => {
  it("has tables with as many cells in each row as in its head, and details that are closed", () => {
    const lines = outside(proofMarkdown(make()));
    for (const [index, line] of lines.entries()) {
      if (!line.startsWith("|---")) continue;
      for (let at = index - 1; lines[at]?.startsWith("|") === true; at++) expect(lines[at]?.split(/(?<!\\)\|/).length).toBe(line.split("|").length);
    }
    expect(lines.filter((line) => line.startsWith("<details>"))).toHaveLength(lines.filter((line) => line === "</details>").length);
  });
});

describe("what a container says", () => {
  const pieces = ["@octo/team", "#123", "!7", "`", "```", "````\n", "|", "<script>", "</details>", "-->", "[a](http://x.example)", "![i](x)", "**", "_", "\n", "\r\n", "# h", "- x", "1. x", "~~", "$x$", "&lt;", "\\", "www.x.example", "https://x.example", "\u001B[31m", "\u202E", "GH-1"];

  it("is no markup, mention, reference or link, and breaks no table", () => {
    assert(
      property(array(constantFrom(...pieces), { minLength: 1, maxLength: 8 }), (parts) => {
        const text = proofMarkdown(hostileProof(parts.join("")));
        const entities = prose(text).replaceAll(/&#?\w+;/g, "\uFFFD");
        expect(entities).not.toMatch(/@\w|#\d|!\d|:\/\/|www\./i);
        const markdown = entities.replaceAll(/<details><summary>.*<\/summary>|<\/details>/g, "").replaceAll(/\\[!-/:-@[-`{-~]/g, "ESCAPED");
        expect(markdown.replaceAll(/\*\*|<\/?sub>/g, "")).not.toMatch(/[[\]*_~`$<>]/);
        for (const line of outside(text)) if (line.startsWith("| ")) expect([3, 4]).toContain(line.split(/(?<!\\)\|/).length - 1);
        expect(outside(text).filter((line) => line.startsWith("<details>"))).toHaveLength(outside(text).filter((line) => line === "</details>").length);
        expect(outside(text).filter((line) => /^#{1,6} /.test(line))).toHaveLength(2);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves no control character, and room for a comment", () => {
    assert(
      property(string({ unit: "binary", maxLength: 300 }), (text) => {
        const out = proofMarkdown(hostileProof(text));
        expect([...out].filter((character) => character !== "\n" && /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u.test(character))).toEqual([]);
        expect(out.length).toBeLessThan(65_536);
      }),
      { numRuns: 40 },
    );
  });

  it("is left out where a comment has no room for it, and that is said", () => {
    const text = proofMarkdown(hostileProof("&@#1 ".repeat(20_000)));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("left out, since a comment has no room for more");
  });
});
