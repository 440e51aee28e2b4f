import { describe, expect, it } from "vitest";
import { SourceText } from "../source/text.ts";
import { readCorpus } from "../testing/shared.ts";
import { dumpDockerfile } from "../testing/dockerfile-dump.ts";
import { parseDockerfile } from "./parse.ts";
import { printDockerfile } from "./print.ts";

describe("BuildKit's parser corpus", () => {
  const corpus = readCorpus("buildkit-parser.jsonl");
  it.skipIf(corpus === undefined).each(corpus ?? [])("$case", ({ dockerfile, note, expect: verdict }) => {
    const syntax = parseDockerfile(new SourceText("Dockerfile", dockerfile));
    expect(printDockerfile(syntax)).toBe(dockerfile);
    if (verdict === "no-match") expect(dumpDockerfile(syntax)).toBe(note);
    else expect(syntax.diagnostics.some(({ level }) => level === "error")).toBe(true);
  });
});
