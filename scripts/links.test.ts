import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** The pages that are tracked, and new ones that are about to be. */
function pages(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: ROOT, encoding: "utf8" });
  return listed.split("\n").filter((path) => path !== "" && !path.includes("/cases/") && existsSync(join(ROOT, path)));
}

/** The prose of a page: code, in blocks or in a line, holds no links. */
function prose(text: string): string {
  return text
    .split(/^```/m)
    .filter((_, index) => index % 2 === 0)
    .join("\n")
    .replaceAll(/`[^`\n]*`/g, "`");
}

function targets(text: string): readonly string[] {
  const linked = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const drawn = [...prose(text).matchAll(/\ssrc="([^"]+)"/g)].map((match) => match[1] ?? "");
  return [...linked, ...drawn].filter((target) => !/^[a-z]+:/.test(target));
}

/** As GitHub names a heading: lower case, without punctuation, words joined by hyphens. */
function anchors(text: string): readonly string[] {
  const headings = text
    .split(/^```/m)
    .filter((_, index) => index % 2 === 0)
    .flatMap((part) => part.split("\n").filter((line) => /^#{1,6} /.test(line)));
  return headings.map((line) =>
    line
      .replace(/^#+ /, "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

describe("links between pages", () => {
  it.each(pages())("%s links to what is there", (page) => {
    const text = readFileSync(join(ROOT, page), "utf8");
    const broken = targets(text).filter((target) => {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : normalize(join(dirname(page), path));
      if (file.startsWith("..") || !existsSync(join(ROOT, file))) return true;
      return anchor !== undefined && file.endsWith(".md") && !anchors(readFileSync(join(ROOT, file), "utf8")).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});
