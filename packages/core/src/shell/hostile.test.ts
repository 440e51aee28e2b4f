import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";
import { readCorpus } from "../testing/shared.ts";
import { accountCalls, downloads, packageCalls, permissionCalls, readShell } from "./index.ts";
import { readRun, type ReadScript } from "./testing/read-dockerfile.ts";

const SIZE = 70_000;

/** What must hold of every script: each place lies in the instruction, and what may be edited stands there as it reads. */
function check({ script, source, slice }: ReadScript): void {
  const { range } = script.instruction;
  const inside = (part: { start: number; end: number }): boolean => range.start <= part.start && part.start <= part.end && part.end <= range.end;
  for (const command of script.commands) {
    expect(inside(command.range), source.text).toBe(true);
    for (const word of [...command.words, ...command.assignments.flatMap(({ value }) => value ?? []), ...command.redirections.flatMap(({ target }) => target ?? [])]) {
      expect(inside(word.range), source.text).toBe(true);
      if (word.editable) expect(slice(word.range)).toBe(word.text);
    }
    expect(script.lists[command.list]?.parts[command.listIndex]?.commands).toContain(script.commands.indexOf(command));
  }
  for (const { parts, separators } of script.lists) {
    expect(separators.length).toBe(parts.length - 1);
    for (const { operator, range } of separators) if (range.end > range.start && script.complete && range.end - range.start === operator.length) expect(slice(range)).toBe(operator);
  }
  for (const call of [packageCalls, downloads, accountCalls, permissionCalls]) call(script);
}

describe("hostile bodies", () => {
  it.each([
    "$(", '"$(', "`", "(", "{ ", "${a:-", "$((", "if ", "while ", "case x in a) ", "'a", '"a', "a && ", "a|", "a;", "\\`", "`\\`\\\\`", "<(", "a $(b) ", "$a",
    "a | | b;", "a ) b;", "f(){ ", "a=(", "@(", "{a,", "sh -c '", "sh -c \"", "eval ", "sudo ", "env A=b ", "xargs ", "find -exec ", "find -exec a \\; ", "[ a ] && A=1 || ",
    "for x in a;do ", "A=$A$A;", "cat <<E;", "bash <<<\"", "curl -O http://a/b;sha256sum -c b;", "curl x|sh|", "echo a:b | chpasswd | ", "\u{1F600}", "\0", "&", ";", "!", "#",
  ])("%j over and over neither throw nor run away", (unit) => {
    const { script } = readRun(unit.repeat(Math.ceil(SIZE / unit.length)));
    expect(script.commands.length).toBeLessThan(SIZE);
    expect(script.complete).toBe(script.problems.length === 0);
    for (const call of [packageCalls, downloads, accountCalls, permissionCalls]) expect(call(script).length).toBeLessThan(SIZE);
  });

  it("that are too long are read as far as it goes, and said not to be complete", () => {
    const { script } = readRun("curl x; ".repeat(20_000));
    expect(script.commands.length).toBeGreaterThan(5000);
    expect(script.complete).toBe(false);
  });

  it("that double a variable again and again do not fill the memory", () => {
    const { script } = readRun(`A=aaaaaaaa; ${"A=$A$A; ".repeat(60)} see $A`);
    expect(script.commands.at(-1)?.words.at(-1)?.value).toBe(undefined);
  });
});

const FRAGMENTS = [
  "a", "b c", "curl -k https://x", "apt-get install -y", "x=1", "$x", "\"q $x\"", "'r s'", "\\ ", "&&", "||", ";", "|", "&", "(", ")", "{ ", "; }", "$(", ")", "`", "if ", "; then ", "; else ", "; fi",
  "for i in ", "; do ", "; done", "sh -c '", "'", "\"", "bash -c \"", "<<EOF", "> f", "2>&1", "#", "\\\n", "\\\n# note\n", " ", "\t", "sudo ", "env A=b ", "eval ", "$'\\n'", "${x:-", "}", "[[ ", " ]]", "é", "\u{1F600}", "find -exec ", "\\;",
];

describe("any body", () => {
  it("is read with every place inside the instruction", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 30 }), fc.boolean(), (parts, heredoc) => {
      const body = parts.join(" ");
      const text = heredoc ? `FROM scratch\nRUN <<HERE\n${body}\nHERE\n` : `FROM scratch\nRUN ${body}\n`;
      const source = new SourceText("Dockerfile", text);
      for (const instruction of parseDockerfile(source).instructions) {
        const script = readShell(instruction, { shell: ["/bin/bash", "-c"], variables: () => undefined });
        if (script !== undefined) check({ script, source, slice: (range) => source.slice(range) });
      }
    }), { numRuns: 1500 });
  });
});

/** Bodies of the corpora that no shell would read either, by a text in them. */
const BROKEN = ['["echo", "look ma, no quote!]'];

describe.each(["buildkit-lint.jsonl", "buildkit-parser.jsonl", "trivy-examples.jsonl"])("the Dockerfiles of %s", (name) => {
  const corpus = readCorpus(name);

  it.skipIf(corpus === undefined)("are read completely", () => {
    for (const { dockerfile, case: title } of corpus ?? []) {
      const source = new SourceText("Dockerfile", dockerfile);
      for (const instruction of parseDockerfile(source).instructions) {
        const script = readShell(instruction, { shell: ["/bin/sh", "-c"], variables: () => undefined });
        if (script === undefined) continue;
        const left = script.dialect !== "sh" && script.dialect !== "bash" && script.dialect !== "exec";
        const broken = BROKEN.some((text) => script.text.text.includes(text));
        expect([title, script.complete], source.slice(instruction.range)).toEqual([title, !left && !broken]);
        check({ script, source, slice: (range) => source.slice(range) });
      }
    }
  });
});
