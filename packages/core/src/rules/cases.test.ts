import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { buildContext } from "../context/build-context.ts";
import { memoryTree } from "../context/file-tree.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { applyEdits } from "../source/edit.ts";
import { SourceText } from "../source/text.ts";
import { RULES } from "./registry.ts";
import type { Problem, Rule } from "./rule.ts";
import { dockerfileSubject } from "../facts/subject.ts";

/** A fixed day, so that support that ends later does not change what a case shows. */
const TODAY = "2026-11-24";
const MARK = "# finds:";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>> | undefined;
  readonly fixed: string | undefined;
  readonly lines: readonly number[];
}

function readFolder(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.map((path) => [relative(folder, join(folder, path)), readFileSync(join(folder, path), "utf8")]));
}

function readCase(folder: string, name: string): Case {
  const path = join(folder, name);
  const files = statSync(path).isDirectory() ? readFolder(path) : undefined;
  const written = files === undefined ? readFileSync(path, "utf8") : (files["Dockerfile"] ?? "");
  const at = written.lastIndexOf(MARK);
  const text = at === -1 ? written : written.slice(0, at);
  const lines = at === -1 ? [] : written.slice(at + MARK.length).trim().split(",").map(Number);
  const fixedPath = files === undefined ? path.replace(".Dockerfile", ".fixed.Dockerfile") : join(path, "Dockerfile.fixed");
  return { name, text, files, lines, fixed: existsSync(fixedPath) ? readFileSync(fixedPath, "utf8") : undefined };
}

function problemsOf(rule: Rule, text: string, files: Case["files"]): { readonly source: SourceText; readonly problems: readonly Problem[] } {
  const source = new SourceText("Dockerfile", text);
  const context = files === undefined ? undefined : buildContext(memoryTree(".", files), "Dockerfile");
  const subject = dockerfileSubject({ syntax: parseDockerfile(source), context, today: TODAY });
  return { source, problems: rule.dockerfile ? [...rule.dockerfile(subject)] : [] };
}

for (const rule of RULES) {
  const folder = join(import.meta.dirname, rule.id, "cases");
  const names = readdirSync(folder).filter((name) => !name.includes(".fixed."));
  describe(rule.id, () => {
    it.each(names.map((name) => readCase(folder, name)))("$name", (item) => {
      const { source, problems } = problemsOf(rule, item.text, item.files);
      const lines = problems.map((problem) => source.position(problem.range.start).line).sort((a, b) => a - b);
      expect(lines).toEqual(item.lines);
      expect(item.name.startsWith("bad-")).toBe(lines.length > 0);
      if (item.fixed === undefined) return;
      const fixed = applyEdits(item.text, problems.flatMap((problem) => problem.fix?.edits ?? []));
      expect(fixed).toBe(item.fixed);
      const again = problemsOf(rule, fixed, item.files).problems;
      expect(again.filter((problem) => problem.fix !== undefined && problem.fix.edits.length > 0)).toEqual([]);
    });
  });
}
