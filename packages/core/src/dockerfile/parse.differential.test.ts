import { Copy, DockerfileParser, ModifiableInstruction, Run, type Instruction as OtherInstruction } from "dockerfile-ast";
import { describe, expect, it } from "vitest";
import { SourceText } from "../source/text.ts";
import { readCorpus } from "../testing/shared.ts";
import { parseDockerfile } from "./parse.ts";
import type { Instruction } from "./syntax.ts";

/** An instruction as both parsers can say it: keyword, first and last place, flags, heredocs. */
type Seen = string;

function ours(source: SourceText, { keywordText, range, flags, heredocs, nested }: Instruction): Seen {
  const from = source.position(range.start);
  const to = source.position(range.end);
  const names = [...heredocs, ...(nested?.heredocs ?? [])].map(({ name }) => name);
  const shown = flags.map(({ name, value }) => `--${name}=${value ?? null}`);
  return `${keywordText.toUpperCase()} ${from.line}:${from.column}-${to.line}:${to.column} ${shown.join(" ")} ${names.join(" ")}`;
}

function theirs(instruction: OtherInstruction): Seen {
  const { start, end } = instruction.getRange();
  const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags() : [];
  const heredocs = instruction instanceof Run || instruction instanceof Copy ? instruction.getHeredocs() : [];
  const shown = flags.map((flag) => `--${flag.getName()}=${flag.getValue()}`);
  return `${instruction.getKeyword()} ${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${shown.join(" ")} ${heredocs.map((heredoc) => heredoc.getName()).join(" ")}`;
}

function compare(text: string): { readonly ours: readonly Seen[]; readonly theirs: readonly Seen[] } {
  const source = new SourceText("Dockerfile", text);
  return {
    ours: parseDockerfile(source).instructions.map((instruction) => ours(source, instruction)),
    theirs: DockerfileParser.parse(text).getInstructions().map(theirs),
  };
}

/** Where dockerfile-ast 0.7.1 reads a corpus file otherwise, and who is right. */
const KNOWN_DIFFERENCES: ReadonlyMap<string, string> = new Map([
  ["frontend/dockerfile/parser/testfiles/env/Dockerfile", "it counts the line end behind a last continuation to the instruction; we end at the escape character"],
  ["frontend/dockerfile/parser/testfiles/flags/Dockerfile", "it takes -- for a flag and knows no flags of CMD; BuildKit's dump shows ours"],
  ["frontend/dockerfile/parser/testfiles/json/Dockerfile", "it counts trailing white space behind a JSON array to the instruction; we end at the last character"],
  ["frontend/dockerfile/parser/testfiles/trailing-backslash/Dockerfile", "it takes \\\\ at a line's end for a continuation; BuildKit's dump shows ours"],
]);

describe.each(["buildkit-parser.jsonl", "buildkit-lint.jsonl", "trivy-examples.jsonl"])("beside dockerfile-ast: %s", (name) => {
  const corpus = readCorpus(name);
  it.skipIf(corpus === undefined)("is at hand (shared/corpora beside the checkout)", () => {
    expect(corpus).not.toEqual([]);
  });
  it.skipIf(corpus === undefined).each(corpus ?? [])("$case", ({ case: id, dockerfile }) => {
    const seen = compare(dockerfile);
    // A known difference that is gone must leave the list.
    if (KNOWN_DIFFERENCES.has(id)) expect(seen.ours).not.toEqual(seen.theirs);
    else expect(seen.ours).toEqual(seen.theirs);
  });
});

describe("known to be read otherwise by dockerfile-ast", () => {
  it.each<[string, string, readonly Seen[]]>([
    ["a digit before <<", "RUN cat 3<<EOF\nFROM b\nEOF\n", ["RUN 1:1-3:4  EOF"]],
    ["quotes within a heredoc's name", 'RUN <<E"O F"\na\nEO F\nUSER b\n', ["RUN 1:1-3:5  EO F", "USER 4:1-4:7  "]],
    ["a directive in a // comment", "// syntax=x\nFROM a\n", ["FROM 2:1-2:7  "]],
    ["a form feed before a keyword", "\fRUN c\n", ["RUN 1:2-1:7  "]],
    ["quotes in a flag", 'COPY --chown="a b" x y\n', ["COPY 1:1-1:23 --chown=a b "]],
  ])("%s", (_, text, expected) => {
    const seen = compare(text);
    expect(seen.ours).toEqual(expected);
    expect(seen.theirs).not.toEqual(expected);
  });
});
