import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceText, type Range } from "../source/text.ts";
import { anyDockerfileTexts, dockerfiles } from "../testing/dockerfile-generator.ts";
import { dumpDockerfile } from "../testing/dockerfile-dump.ts";
import { parseDockerfile } from "./parse.ts";
import { printDockerfile } from "./print.ts";
import type { DockerfileSyntax, Instruction } from "./syntax.ts";

const parse = (text: string): DockerfileSyntax => parseDockerfile(new SourceText("Dockerfile", text));

/** Every instruction, those inside others too. */
function allInstructions(syntax: DockerfileSyntax): readonly Instruction[] {
  const all: Instruction[] = [];
  for (let level: readonly Instruction[] = syntax.instructions; level.length > 0; level = level.flatMap(({ nested }) => nested ?? [])) all.push(...level);
  return all;
}

function allRanges(syntax: DockerfileSyntax): readonly Range[] {
  const ofInstruction = ({ range, keywordRange, flags, arguments: args, heredocs }: Instruction): readonly (Range | undefined)[] => [
    range, keywordRange,
    ...flags.flatMap((flag) => [flag.range, flag.valueRange, ...flag.variables.map((use) => use.range)]),
    ...args.flatMap((argument) => [argument.range, argument.pair?.keyRange, argument.pair?.valueRange, ...argument.variables.map((use) => use.range)]),
    ...heredocs.flatMap((heredoc) => [heredoc.operatorRange, heredoc.bodyRange, heredoc.terminatorRange, ...heredoc.variables.map((use) => use.range)]),
  ];
  return [
    ...syntax.directives.flatMap(({ range, valueRange }) => [range, valueRange]),
    ...syntax.comments.map(({ range }) => range),
    ...syntax.diagnostics.map(({ range }) => range),
    ...allInstructions(syntax).flatMap(ofInstruction),
  ].filter((range) => range !== undefined);
}

describe("parseDockerfile on any text", () => {
  it("gives the text back, in tokens that tile it", () => {
    fc.assert(fc.property(anyDockerfileTexts, (text) => {
      const syntax = parse(text);
      expect(printDockerfile(syntax)).toBe(text);
      const ends = syntax.tokens.map(({ range }) => range.end);
      expect([...syntax.tokens.map(({ range }) => range.start), text.length]).toEqual([0, ...ends]);
      expect(syntax.tokens.filter(({ range }) => range.end <= range.start)).toEqual([]);
    }), { numRuns: 1500 });
  });

  it("keeps every range inside the file, and parts inside their instruction", () => {
    fc.assert(fc.property(anyDockerfileTexts, (text) => {
      const syntax = parse(text);
      expect(allRanges(syntax).filter(({ start, end }) => start < 0 || end < start || end > text.length)).toEqual([]);
      for (const { range, keywordRange, arguments: args, flags } of allInstructions(syntax)) {
        const parts = [keywordRange, ...args.map((argument) => argument.range), ...flags.map((flag) => flag.range)];
        expect(parts.filter((part) => part.start < range.start || part.end > range.end)).toEqual([]);
      }
    }), { numRuns: 1500 });
  });

  it("orders instructions, comments and diagnostics by place, and no two instructions overlap", () => {
    fc.assert(fc.property(anyDockerfileTexts, (text) => {
      const { instructions, comments, diagnostics } = parse(text);
      expect(instructions.filter(({ range }, index) => range.start < (instructions[index - 1]?.range.end ?? 0))).toEqual([]);
      for (const list of [comments, diagnostics]) {
        const starts = list.map(({ range }) => range.start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }
    }), { numRuns: 500 });
  });

  it("maps every character of bodies, words and heredocs to where it stands", () => {
    fc.assert(fc.property(anyDockerfileTexts, (text) => {
      for (const { body, arguments: args, form, heredocs } of allInstructions(parse(text))) {
        const words = form === "exec" ? [] : args.map(({ mapped }) => mapped);
        for (const mapped of [body, ...words, ...heredocs.map(({ content }) => content)]) {
          const strays = mapped.text.split("").filter((character, index) => text[mapped.toSource(index)] !== character);
          expect(strays).toEqual([]);
        }
      }
    }), { numRuns: 500 });
  });

  it("finds each variable where its range says", () => {
    fc.assert(fc.property(anyDockerfileTexts, (text) => {
      for (const { arguments: args, form } of allInstructions(parse(text))) {
        if (form === "exec") continue;
        expect(args.flatMap(({ variables }) => variables).filter(({ range }) => text[range.start] !== "$")).toEqual([]);
      }
    }), { numRuns: 500 });
  });

  it("reports an error where nothing can be built", () => {
    fc.assert(fc.property(anyDockerfileTexts, (text) => {
      const { instructions, diagnostics } = parse(text);
      if (instructions.some(({ keyword }) => keyword === "FROM")) return;
      expect(diagnostics.some(({ level }) => level === "error")).toBe(true);
    }), { numRuns: 300 });
  });
});

describe("parseDockerfile on valid files", () => {
  it("finds the instructions that were put in, and no error", () => {
    fc.assert(fc.property(dockerfiles, ({ text, keywords, escape }) => {
      const syntax = parse(text);
      expect(syntax.diagnostics.filter(({ level }) => level === "error")).toEqual([]);
      expect(syntax.instructions.map(({ keyword }) => keyword)).toEqual(keywords);
      expect(syntax.escape).toBe(escape);
    }), { numRuns: 1500 });
  });

  it("does not care for line ends, a byte order mark or what follows the last line", () => {
    fc.assert(fc.property(dockerfiles, ({ text }) => {
      const plain = text.replaceAll("\r\n", "\n").replace("\uFEFF", "");
      expect(dumpDockerfile(parse(plain))).toBe(dumpDockerfile(parse(text)));
      expect(dumpDockerfile(parse(`${text}\n\n# end\n`))).toBe(dumpDockerfile(parse(text)));
    }), { numRuns: 500 });
  });
});
