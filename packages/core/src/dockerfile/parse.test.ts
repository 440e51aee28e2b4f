import { describe, expect, it } from "vitest";
import { SourceText, type Range } from "../source/text.ts";
import { dumpDockerfile } from "../testing/dockerfile-dump.ts";
import { readCorpus } from "../testing/shared.ts";
import { parseDockerfile } from "./parse.ts";
import { printDockerfile } from "./print.ts";
import type { DockerfileSyntax, Instruction } from "./syntax.ts";

const parse = (text: string): DockerfileSyntax => parseDockerfile(new SourceText("Dockerfile", text));
const dump = (text: string): string => dumpDockerfile(parse(text)).trimEnd();

function first(text: string): Instruction {
  const instruction = parse(text).instructions[0];
  if (instruction === undefined) throw new Error(`no instruction in ${text}`);
  return instruction;
}

describe("BuildKit's parser corpus", () => {
  const corpus = readCorpus("buildkit-parser.jsonl");
  it.skipIf(corpus === undefined)("is at hand (shared/corpora beside the checkout)", () => {
    expect(corpus).not.toEqual([]);
  });
  it.skipIf(corpus === undefined).each(corpus ?? [])("$case", ({ dockerfile, note, expect: verdict }) => {
    const syntax = parse(dockerfile);
    expect(printDockerfile(syntax)).toBe(dockerfile);
    if (verdict === "no-match") expect(dumpDockerfile(syntax)).toBe(note);
    else expect(syntax.diagnostics.some(({ level }) => level === "error")).toBe(true);
  });
});

describe("joining lines", () => {
  it.each<[string, string, string]>([
    ["an escaped escape character continues nothing", "ENV C=x\\\\\nENV D=y", '(env "C" "x\\\\\\\\" "=")\n(env "D" "y" "=")'],
    ["three in a row continue nothing either", "RUN a \\\\\\\nRUN b", '(run "a \\\\\\\\\\\\")\n(run "b")'],
    ["white space may follow", "RUN a \\ \t\nb", '(run "a b")'],
    ["but no vertical tab", "RUN a \\\v\nRUN b", '(run "a \\\\")\n(run "b")'],
    ["leading white space of a continued line stays", "RUN a\\\n  b", '(run "a  b")'],
    ["a keyword may be split", "FR\\\nOM a", '(from "a")'],
    ["a line may hold the escape character alone", "\\\nFROM a", '(from "a")'],
    ["comments and blank lines between are left out", "RUN a \\\n# c \\\n\n \t\n  #d\n b", '(run "a  b")'],
    ["a comment does not continue", "# c \\\nRUN a", '(run "a")'],
    ["a file may end where a line should follow", "RUN a \\\n\n# c", '(run "a")'],
    ["carriage returns belong to the line end", "RUN a \\\r\n  b\r\nUSER c\r\n", '(run "a   b")\n(user "c")'],
    ["a lone carriage return ends no line", "RUN a\rb", '(run "a\\rb")'],
    ["form feeds and vertical tabs are white space", "\fRUN c\n\vRUN d\nRUN\ve\f", '(run "c")\n(run "d")\n(run "e")'],
    ["so is a next-line character", "\u0085RUN a\u0085", '(run "a")'],
    ["so is a no-break space around an instruction, not within it", "\u00a0RUN a\u00a0b\u00a0", '(run "a\u00a0b")'],
    ["a byte order mark is no part of the first line", "\uFEFFFROM a", '(from "a")'],
    ["letters of a keyword may be small", "from a\nRuN b", '(from "a")\n(run "b")'],
    ["a letter that only looks so is another", "ſHELL a", '(ſhell "a")'],
  ])("%s", (_, text, expected) => {
    expect(dump(text)).toBe(expected);
  });
});

describe("splitting", () => {
  it.each<[string, string, string]>([
    ["-- ends the flags", "COPY --a=b -- --c /d", '(copy ["--a=b"] "--c" "/d")'],
    ["quotes and escapes hold a flag together", 'COPY --chown="a b" --x=c\\ d e f', '(copy ["--chown=a b" "--x=c d"] "e" "f")'],
    ["every instruction has flags", 'CMD --doit [ "a" ]', '(cmd ["--doit"] "a")'],
    ["a flag may stand on a line of its own", "RUN \\\n --mount=type=tmpfs,target=/x \\\n a", '(run ["--mount=type=tmpfs,target=/x"] "a")'],
    ["one dash is no flag", "RUN -x --y", '(run "-x --y")'],
    ["the old ENV form takes the rest as value", "ENV A b c  d", '(env "A" "b c  d" "")'],
    ["an = later does not make the old form new", "ENV A b=c", '(env "A" "b=c" "")'],
    ["quotes hold a pair together", "ENV A=\"b c\" D='e\\' F=g\\ h", '(env "A" "\\"b c\\"" "=" "D" "\'e\\\\\'" "=" "F" "g\\\\ h" "=")'],
    ["an escape character at the end of a pair is dropped", "ENV A=b\\\\\\", '(env "A" "b\\\\\\\\" "=")'],
    ["ARG takes names and pairs", 'ARG a b="c d"', '(arg "a" "b=\\"c d\\"")'],
    ["JSON with something behind it is none", 'RUN ["a","b"] && c', '(run "[\\"a\\",\\"b\\"] && c")'],
    ["JSON escapes are decoded", 'CMD ["\\u0041\\n", "\\/"]', '(cmd "A\\n" "/")'],
    ["JSON may be split over lines", 'CMD ["a", \\\n # c\n "b"]', '(cmd "a" "b")'],
    ["COPY splits bad JSON at its spaces", "COPY [a, /b]", '(copy "[a," "/b]")'],
    ["ONBUILD holds an instruction with flags", "ONBUILD RUN --mount=type=cache,target=/x a", '(onbuild (run ["--mount=type=cache,target=/x"] "a"))'],
    ["HEALTHCHECK holds a command", 'HEALTHCHECK --interval=5s CMD ["a"]', '(healthcheck ["--interval=5s"] "CMD" "a")'],
    ["an unknown instruction is kept", "FOO bar", '(foo "bar")'],
    ["Windows paths need the other escape character", "# escape=`\nCOPY a C:\\b\\\nRUN x `\n y", '(copy "a" "C:\\\\b\\\\")\n(run "x  y")'],
  ])("%s", (_, text, expected) => {
    expect(dump(text)).toBe(expected);
  });
});

describe("directives", () => {
  const directives = (text: string): readonly string[] => parse(text).directives.map(({ name, value }) => `${name}=${value}`);
  it.each<[string, string, readonly string[]]>([
    ["several at the head of the file", "# syntax=a:1\n#ESCAPE = ` \n# check=skip=all;error=true\nFROM x", ["syntax=a:1", "escape=`", "check=skip=all;error=true"]],
    ["none behind a comment", "# note\n# syntax=a", []],
    ["none behind an empty line", "\n# syntax=a", []],
    ["none behind an unknown one", "# foo=bar\n# syntax=a", []],
    ["none without a value", "# syntax=\n# escape=`", []],
    ["behind a byte order mark", "\uFEFF# syntax=a", ["syntax=a"]],
    ["syntax and check behind a shebang", "#!/usr/bin/env docker\n# syntax=a\n# check=skip=all\n# escape=`", ["syntax=a", "check=skip=all"]],
    ["but not when repeated there", "#!x\n# syntax=a\n# syntax=b\n# check=skip=all", ["syntax=a"]],
    ["nor when indented there", "#!x\n # syntax=a", []],
    ["syntax in a // comment", "// syntax=a\nFROM x", ["syntax=a"]],
    ["syntax in a file that is JSON", '{ "syntax": "a\\u002fb", "x": {"syntax": "no"}, "y": ["no"] }', ["syntax=a/b"]],
    ["but only as a string, and in the outermost object", '{ "syntax": ["no"], "x": {"syntax": "no"} }', []],
  ])("%s", (_, text, expected) => {
    expect(directives(text)).toEqual(expected);
  });

  it("a shebang does not let escape through", () => {
    expect(parse("#!x\n# escape=`\nFROM a").escape).toBe("\\");
  });

  it("points at the value, and does not count a directive as comment", () => {
    const { source, directives: found, comments } = parse("  # escape = ` \n# note ");
    expect(found.map(({ range, valueRange }) => [source.slice(range), source.slice(valueRange)])).toEqual([["# escape = ` ", "`"]]);
    expect(comments.map(({ text }) => text)).toEqual(["note"]);
  });
});

describe("heredocs", () => {
  interface Seen {
    readonly name: string;
    readonly content: string;
    readonly quoted: boolean;
    readonly stripTabs: boolean;
    readonly fileDescriptor: number | undefined;
  }
  const seen = (instruction: Instruction): readonly Seen[] =>
    instruction.heredocs.map(({ name, content, quoted, stripTabs, fileDescriptor }) => ({ name, content: content.text, quoted, stripTabs, fileDescriptor }));
  const plain = { quoted: false, stripTabs: false, fileDescriptor: undefined };

  it.each<[string, string, readonly Seen[]]>([
    ["a body", "RUN <<EOF\na\n\n# b\nEOF\n", [{ ...plain, name: "EOF", content: "a\n\n# b\n" }]],
    ["lines that begin like its end", "RUN <<EOF\nEOFX\n EOF\nEOF \nEOF", [{ ...plain, name: "EOF", content: "EOFX\n EOF\nEOF \n" }]],
    ["an empty body", "RUN <<EOF\nEOF", [{ ...plain, name: "EOF", content: "" }]],
    ["two bodies", "COPY <<A <<B /x\na\nA\nb\nB\n", [{ ...plain, name: "A", content: "a\n" }, { ...plain, name: "B", content: "b\n" }]],
    ["tabs stripped", "RUN <<-EOF\n\t\ta\n b\n\tEOF\n", [{ ...plain, name: "EOF", content: "a\n b\n", stripTabs: true }]],
    ["a quoted name", "RUN <<'EOF'\n$a\nEOF\n", [{ ...plain, name: "EOF", content: "$a\n", quoted: true }]],
    ["quotes within the name", 'RUN <<E"O F"\na\nEO F\n', [{ ...plain, name: "EO F", content: "a\n", quoted: true }]],
    ["a file descriptor", "RUN cat 3<<EOF\nFROM b\nEOF\n", [{ ...plain, name: "EOF", content: "FROM b\n", fileDescriptor: 3 }]],
    ["white space before the name", "RUN cat << EOF\na\nEOF\n", [{ ...plain, name: "EOF", content: "a\n" }]],
    ["carriage returns", "RUN <<EOF\r\na\r\nEOF\r\n", [{ ...plain, name: "EOF", content: "a\r\n" }]],
    ["on a continued line", "RUN a \\\n <<EOF\nb\nEOF\n", [{ ...plain, name: "EOF", content: "b\n" }]],
    ["a redirection belongs to the name", "RUN cat <<EOF>x\na\nEOF>x\n", [{ ...plain, name: "EOF>x", content: "a\n" }]],
    ["none in a here-string", "RUN cat <<<EOF\n", []],
    ["none within a word", "RUN a<<EOF\n", []],
    ["none in quotes", "RUN 'a <<EOF'\n", []],
    ["none on a line with an open quote", "RUN echo it's <<EOF\n", []],
    ["none on a line that BuildKit cannot split", "RUN echo ${a^} <<EOF\n", []],
    ["none in JSON", 'RUN ["<<EOF"]\n', []],
    ["none in other instructions", "ENTRYPOINT <<EOF\n", []],
    ["none behind an operand, which BuildKit's lexer forgets", "RUN cat <<E${x:-y}\n", []],
    ["one behind a plain variable", "RUN cat $x <<E\nE\n", [{ ...plain, name: "E", content: "" }]],
  ])("%s", (_, text, expected) => {
    expect(seen(first(text))).toEqual(expected);
    expect(parse(`${text}\nUSER x`).instructions.map(({ keywordText }) => keywordText)).toEqual([first(text).keywordText, "USER"]);
  });

  it("stand with the instruction inside ONBUILD, and belong to its range", () => {
    const text = "ONBUILD RUN <<EOF\na\nEOF";
    const { heredocs, nested, range } = first(text);
    expect(heredocs).toEqual([]);
    expect(nested?.heredocs.map(({ name }) => name)).toEqual(["EOF"]);
    expect(range).toEqual({ start: 0, end: text.length });
  });

  it("have exact ranges, and the variables that BuildKit expands", () => {
    const { source, instructions } = parse("COPY <<-A <<'B' /x\n\t$x '${y:-1}' \\$z\n\tA\n$no\nB\n");
    const heredocs = instructions.flatMap((instruction) => instruction.heredocs);
    expect(heredocs.map((heredoc) => [heredoc.operatorRange, heredoc.bodyRange, heredoc.terminatorRange ?? heredoc.bodyRange].map((range) => source.slice(range)))).toEqual([
      ["<<-A", "\t$x '${y:-1}' \\$z\n", "A"],
      ["<<'B'", "$no\n", "B"],
    ]);
    expect(heredocs.map(({ variables }) => variables.map(({ range }) => source.slice(range)))).toEqual([["$x", "${y:-1}"], []]);
    expect(first("COPY <<$E /x\n$E\n").arguments.map(({ variables }) => variables)).toEqual([[], []]);
    expect(first("RUN <<A\n$x\nA").heredocs.map(({ variables }) => variables)).toEqual([[]]);
  });

  it("a file may end first: the rest is the body", () => {
    const { source, instructions, diagnostics } = parse("RUN <<EOF\na\nUSER b\n");
    expect(instructions.map(({ heredocs }) => heredocs.map(({ bodyRange, terminatorRange }) => [source.slice(bodyRange), terminatorRange]))).toEqual([[["a\nUSER b\n", undefined]]]);
    expect(diagnostics.map(({ code }) => code)).toContain("unterminated-heredoc");
  });
});

describe("ranges", () => {
  const slices = (syntax: DockerfileSyntax, ranges: readonly (Range | undefined)[]): readonly (string | undefined)[] => ranges.map((range) => range && syntax.source.slice(range));
  const only = (text: string): { readonly syntax: DockerfileSyntax; readonly instruction: Instruction } => ({ syntax: parse(text), instruction: first(text) });

  it("of an instruction reach from keyword to last character", () => {
    const syntax = parse("  FROM a  \n\nRUN b \\\n  # c\n  d  \n# e\nCMD x \\\n\n");
    expect(slices(syntax, syntax.instructions.map(({ range }) => range))).toEqual(["FROM a", "RUN b \\\n  # c\n  d", "CMD x \\"]);
  });

  it("of flags are those of the written text, and the value maps to the file", () => {
    const { syntax, instruction } = only('COPY --chown="a b":$g --link --from=\\\nc d e');
    const [chown, link, from] = instruction.flags;
    expect(slices(syntax, [chown?.range, chown?.valueRange, link?.valueRange, from?.valueRange])).toEqual(['--chown="a b":$g', '"a b":$g', undefined, "\\\nc"]);
    expect([chown?.value, link?.value, from?.value]).toEqual(["a b:$g", undefined, "c"]);
    expect(slices(syntax, [chown?.valueText?.toSourceRange({ start: 4, end: 6 }), chown?.variables[0]?.range])).toEqual(["$g", "$g"]);
  });

  it("of JSON elements include the quotes", () => {
    const { syntax, instruction } = only('VOLUME ["/a b", "/$x", "\\"q\\""]');
    expect(instruction.form).toBe("exec");
    expect(slices(syntax, instruction.arguments.map(({ range }) => range))).toEqual(['"/a b"', '"/$x"', '"\\"q\\""']);
    expect(slices(syntax, instruction.arguments.flatMap(({ variables }) => variables.map(({ range }) => range)))).toEqual(["$x"]);
    expect(instruction.arguments.map(({ text }) => text)).toEqual(["/a b", "/$x", '"q"']);
    expect(slices(syntax, instruction.arguments.map(({ mapped }) => mapped.toSourceRange({ start: 1, end: mapped.text.length })))).toEqual(["a b", "$x", 'q\\"']);
  });

  it("of pairs split key and value", () => {
    const { syntax, instruction } = only("ENV A=\"b ${c}\" D= E='$f'");
    expect(instruction.arguments.map(({ pair }) => [pair?.key, pair?.value, pair?.rawValue, pair?.legacy])).toEqual([
      ["A", "b ${c}", '"b ${c}"', false],
      ["D", "", "", false],
      ["E", "$f", "'$f'", false],
    ]);
    expect(slices(syntax, instruction.arguments.flatMap(({ pair }) => [pair?.keyRange, pair?.valueRange]))).toEqual(["A", '"b ${c}"', "D", "", "E", "'$f'"]);
    expect(slices(syntax, instruction.arguments.flatMap(({ variables }) => variables.map(({ range }) => range)))).toEqual(["${c}"]);
  });

  it("of an empty value stand behind the =", () => {
    expect(first("ENV A=\\\n B=c").arguments.map(({ pair }) => pair?.valueRange)).toEqual([{ start: 6, end: 6 }, { start: 11, end: 12 }]);
  });

  it("of the old ENV form too", () => {
    const { syntax, instruction } = only('ENV A  b "c"');
    expect(instruction.arguments.map(({ pair }) => [pair?.key, pair?.value, pair?.legacy])).toEqual([["A", "b c", true]]);
    expect(slices(syntax, instruction.arguments.flatMap(({ pair }) => [pair?.keyRange, pair?.valueRange]))).toEqual(["A", 'b "c"']);
  });

  it("ARG without a value has none, with an empty one has that", () => {
    expect(first("ARG a b= c=d").arguments.map(({ pair }) => pair?.value)).toEqual([undefined, "", "d"]);
  });

  it("lead through continuations and comments to the line of a word", () => {
    const { syntax, instruction } = only("RUN curl \\\n# why\n  -k https://x");
    const at = instruction.body.text.indexOf("-k");
    expect(syntax.source.position(instruction.body.toSource(at))).toEqual({ line: 3, column: 3 });
  });

  it("of nested instructions are in the same file", () => {
    const { syntax, instruction } = only("ONBUILD HEALTHCHECK --timeout=1s CMD a b");
    const health = instruction.nested;
    const command = health?.nested;
    expect([health?.keyword, command?.keyword, command?.form]).toEqual(["HEALTHCHECK", "CMD", "shell"]);
    expect(slices(syntax, [health?.range, health?.keywordRange, command?.range, command?.arguments[0]?.range])).toEqual(["HEALTHCHECK --timeout=1s CMD a b", "HEALTHCHECK", "CMD a b", "a b"]);
    expect(health?.flags.map(({ name }) => name)).toEqual(["timeout"]);
    expect(only("HEALTHCHECK NONE").instruction.nested).toMatchObject({ keyword: undefined, keywordText: "NONE", arguments: [] });
  });
});

describe("forms", () => {
  it.each<[string, Instruction["form"]]>([
    ['CMD ["a"]', "exec"],
    ["CMD []", "exec"],
    ["CMD a", "shell"],
    ["RUN [ -d /x ] && a", "shell"],
    ['RUN [ "$a" = "b" ] || c', "shell"],
    ["RUN [[ -d /x ]]", "shell"],
    ["ENTRYPOINT [ 'a' ]", "invalid-json"],
    ['CMD ["a" "b"]', "invalid-json"],
    ['CMD ["a", "b"', "invalid-json"],
    ['CMD ["a", "b]', "invalid-json"],
    ['CMD ["a",]', "invalid-json"],
    ["CMD [a, b]", "invalid-json"],
    ["CMD [1]", "invalid-json"],
    ['RUN ["a"] && b', "invalid-json"],
    ["COPY a b", "words"],
    ['COPY ["a b", "c"]', "exec"],
    ["VOLUME [/a]", "invalid-json"],
    ["USER [a]", "words"],
  ])("%s is %s", (text, form) => {
    expect(first(text).form).toBe(form);
  });
});

describe("tokens", () => {
  it("name every character", () => {
    const { source, tokens } = parse("\uFEFF# escape=`\r\n\n # c\nRUN --a `\n  # d\n b  c `\n d\nCOPY <<-E x\ny\n\tE\nCMD [\"a\"]");
    expect(tokens.map(({ kind, range }) => `${kind} ${JSON.stringify(source.slice(range))}`)).toEqual([
      'byte-order-mark "\uFEFF"', 'directive "# escape=`"', 'newline "\\r\\n"', 'newline "\\n"', 'whitespace " "', 'comment "# c"', 'newline "\\n"',
      'keyword "RUN"', 'whitespace " "', 'flag "--a"', 'whitespace " "', 'continuation "`"', 'newline "\\n"', 'whitespace "  "', 'comment "# d"', 'newline "\\n"',
      'whitespace " "', 'argument "b  c "', 'continuation "`"', 'newline "\\n"', 'argument " d"', 'newline "\\n"',
      'keyword "COPY"', 'whitespace " "', 'argument "<<-E"', 'whitespace " "', 'argument "x"', 'newline "\\n"',
      'heredoc-body "y\\n"', 'whitespace "\\t"', 'heredoc-terminator "E"', 'newline "\\n"',
      'keyword "CMD"', 'whitespace " "', 'argument "["', 'argument "\\"a\\""', 'argument "]"',
    ]);
  });

  it("comments are listed wherever they stand, but not from heredocs", () => {
    expect(parse("# a\nRUN b \\\n  #  c \n d\nRUN <<E\n# no\nE\n#").comments.map(({ text }) => text)).toEqual(["a", "c", ""]);
  });
});

describe("large and deep files", () => {
  it.each<[string, string, number]>([
    ["10,000 instructions", 'RUN echo "$x"\n'.repeat(10_000), 10_000],
    ["20,000 continued lines", `RUN a${" \\\n  && b".repeat(20_000)}`, 1],
    ["20,000 continued pairs", `ENV${' \\\n a="$b"'.repeat(20_000)}`, 1],
    ["a megabyte of heredoc", `RUN <<EOF\n${"line of text\n".repeat(80_000)}EOF\nUSER a`, 2],
    ["200,000 operands in one another", `USER ${"${a:-".repeat(200_000)}`, 1],
    ["200,000 brackets", `CMD ${"[".repeat(200_000)}`, 1],
    ["100,000 ONBUILD", "ONBUILD ".repeat(100_000), 1],
    ["100,000 heredocs without an end", `RUN ${"<<A ".repeat(100_000)}\nx`, 1],
  ])("%s", (_, text, instructions) => {
    const syntax = parse(text);
    expect(syntax.instructions.length).toBe(instructions);
    expect(printDockerfile(syntax)).toBe(text);
  });
});
