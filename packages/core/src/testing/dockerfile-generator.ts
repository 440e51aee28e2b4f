import * as fc from "fast-check";
import type { Keyword } from "../dockerfile/syntax.ts";

/** A Dockerfile that BuildKit builds, with what was put into it. */
export interface GeneratedDockerfile {
  readonly text: string;
  /** The keywords in order; an ONBUILD counts as one. */
  readonly keywords: readonly Keyword[];
  readonly escape: "\\" | "`";
}

interface Layout {
  readonly escape: "\\" | "`";
  readonly lineEnd: "\n" | "\r\n";
}

type Piece = (layout: Layout) => string;

/** Stands for the escape character in a word, until a layout says which it is. */
const ESCAPE = "\uE000";

const text = (...choices: readonly string[]): fc.Arbitrary<Piece> => fc.constantFrom(...choices).map((choice) => () => choice);

/** What separates two words: blanks, or a continuation with comments and blanks in between. */
const gap: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 6, arbitrary: text(" ", "  ", "\t") },
  {
    weight: 2,
    arbitrary: fc
      .record({
        trailing: fc.constantFrom("", " ", " \t"),
        between: fc.constantFrom("", "# note \\", "  # é", "\t#"),
        indent: fc.constantFrom("", "    ", "\t"),
      })
      .map(({ trailing, between, indent }): Piece => ({ escape, lineEnd }) => {
        const comment = between === "" ? "" : between + lineEnd;
        return ` ${escape}${trailing}${lineEnd}${comment}${indent}`;
      }),
  },
);

const variable = fc.constantFrom("$NAME", "${NAME}", "${NAME:-a b}", "${NAME:+${OTHER:-x}}", "${NAME#*/}", "${NAME//a/b}");
const path = fc.oneof(
  fc.constantFrom("/", "./", "/app/", "C:\\app", "a.txt", "/é/ü", "src/*.go", "-x"),
  variable.map((use) => `/${use.replace(" ", "")}/x`),
);
const simplePath = fc.constantFrom("/app/", "/srv", "./", "a.txt", "/$NAME/x");
const shellWord = fc.constantFrom(
  "apt-get", "install", "-y", "&&", "||", ";", "|", "'a  b'", '"$x y"', "$(pwd)", "[ -d /x ]", "a#b", "a=b", "é", "\u{1f600}", "--flag=x",
);
const jsonWord = fc.constantFrom('"a"', '"/bin/sh"', '"-c"', '"a \\"b\\""', '"\\u00e9\\n"', '"$NAME"', '""');
const value = fc.oneof(
  fc.constantFrom("", "1", '"a b"', "'$x'", "a:b", `"${ESCAPE}""`, `a${ESCAPE} b`, "é"),
  variable.map((use) => `"${use}"`),
);
const name = fc.constantFrom("NAME", "OTHER", "PATH", "a.b.c");
const pair = fc.tuple(name, value).map(([key, given]) => `${key}=${given}`);

const words = (word: fc.Arbitrary<string>, minimum: number, maximum: number): fc.Arbitrary<readonly string[]> =>
  fc.array(word, { minLength: minimum, maxLength: maximum });

const json = (minimum: number): fc.Arbitrary<readonly string[]> =>
  fc
    .array(jsonWord, { minLength: minimum, maxLength: 4 })
    .map((strings) => ["[", ...strings.flatMap((string, index) => (index === 0 ? [string] : [",", string])), "]"]);

const command = fc.oneof(
  fc.tuple(fc.constantFrom("echo", "make", "set"), words(shellWord, 0, 6)).map(([first, rest]) => [first, ...rest]),
  json(1),
);

const flag = (...choices: readonly string[]): fc.Arbitrary<readonly string[]> => fc.subarray([...choices]);

interface Heredoc {
  readonly operator: string;
  readonly body: Piece;
}

const heredoc: fc.Arbitrary<Heredoc> = fc
  .record({
    word: fc.constantFrom(["EOF", "EOF"], ['"EOF"', "EOF"], ["'E-O.F'", "E-O.F"], ['E"O"F', "EOF"]),
    strip: fc.boolean(),
    digits: fc.constantFrom("", "3"),
    lines: fc.array(fc.constantFrom("hello $NAME", "FROM x", "", "# no comment", "\ttab", " EOF", "it's \\"), { maxLength: 4 }),
  })
  .map(({ word: [operator = "", terminator = ""], strip, digits, lines }) => ({
    operator: `${digits}<<${strip ? "-" : ""}${operator}`,
    body: ({ lineEnd }) => [...lines, `${strip ? "\t" : ""}${terminator}`].map((line) => line + lineEnd).join(""),
  }));

interface Parts {
  readonly keyword: Keyword;
  readonly words: readonly string[];
  readonly heredocs?: readonly Heredoc[];
}

const of = (keyword: Keyword, ...groups: readonly fc.Arbitrary<readonly string[]>[]): fc.Arbitrary<Parts> =>
  fc.tuple(...groups).map((given) => ({ keyword, words: given.flat() }));

const withHeredocs = (keyword: Keyword, maximum: number, destination: readonly string[]): fc.Arbitrary<Parts> =>
  fc.array(heredoc, { minLength: 1, maxLength: maximum }).map((heredocs) => {
    const operators = heredocs.map(({ operator }) => operator);
    return { keyword, words: [...operators, ...destination], heredocs };
  });

const copyFlags = ["--chown=1:1", '--chmod="0755"', "--link"];
const sources = fc.oneof(fc.tuple(words(simplePath, 1, 3), path).map(([from, to]) => [...from, to]), json(2));

const plain: fc.Arbitrary<Parts> = fc.oneof(
  of("RUN", flag("--mount=type=cache,target=/x", "--mount=type=bind,from=a,target=/$NAME", "--network=none"), command),
  withHeredocs("RUN", 2, []),
  of("COPY", flag(...copyFlags, "--from=build", "--parents"), fc.constantFrom([], ["--"]), sources),
  withHeredocs("COPY", 2, ["/x/"]),
  of("ADD", flag(...copyFlags, "--keep-git-dir=true"), sources),
  of("ENV", words(pair, 1, 3)),
  of("ENV", fc.constant(["NAME"]), words(fc.constantFrom("a", "b c", "d=e"), 1, 3)),
  of("LABEL", words(pair, 1, 3)),
  of("ARG", words(fc.oneof(name, pair), 1, 3)),
  of("CMD", command),
  of("ENTRYPOINT", command),
  of("SHELL", json(1)),
  of("HEALTHCHECK", flag("--interval=30s", "--retries=3"), fc.constant(["CMD"]), command),
  of("HEALTHCHECK", fc.constant(["NONE"])),
  of("EXPOSE", words(fc.constantFrom("80", "443/tcp", "$PORT", "8000-8010"), 1, 3)),
  of("USER", fc.constantFrom(["app"], ["1001:1001"], ["$NAME"])),
  of("WORKDIR", path.map((one) => [one])),
  of("VOLUME", fc.oneof(words(simplePath, 1, 2), fc.constant(['["/data"]']))),
  of("STOPSIGNAL", fc.constantFrom(["SIGTERM"], ["9"])),
  of("MAINTAINER", fc.constant(["someone <a@b.c>"])),
);

const instruction: fc.Arbitrary<Parts> = fc.oneof(
  { weight: 9, arbitrary: plain },
  {
    weight: 1,
    arbitrary: plain
      .filter(({ keyword }) => keyword !== "MAINTAINER")
      .map((inner): Parts => ({ ...inner, keyword: "ONBUILD", words: [inner.keyword, ...inner.words] })),
  },
);

const from: fc.Arbitrary<Parts> = of(
  "FROM",
  flag("--platform=$BUILDPLATFORM"),
  fc.constantFrom(["golang:1.26"], ["scratch"], ["a/b@sha256:00"]),
  fc.constantFrom([], ["AS", "build"], ["as", "s-1"]),
);

interface Written {
  readonly keyword: Keyword;
  readonly piece: Piece;
}

/** The instruction's text with its final line end. */
function written(parts: fc.Arbitrary<Parts>): fc.Arbitrary<Written> {
  const gaps = fc.array(gap, { minLength: 1, maxLength: 6 });
  const indents = fc.constantFrom("", " ", "\t ");
  return fc.tuple(parts, gaps, indents, fc.boolean()).map(([{ keyword, words, heredocs = [] }, separators, indent, small]) => {
    const piece: Piece = (layout) => {
      const separator = (index: number): string => separators[index % separators.length]?.(layout) ?? " ";
      const line = words.map((word, index) => separator(index) + word.replaceAll(ESCAPE, layout.escape)).join("");
      const bodies = heredocs.map(({ body }) => body(layout)).join("");
      return indent + (small ? keyword.toLowerCase() : keyword) + line + layout.lineEnd + bodies;
    };
    return { keyword, piece };
  });
}

const filler: fc.Arbitrary<Piece> = fc
  .constantFrom("", "# a comment \\", "  # indented", "#", " \t")
  .map((line): Piece => ({ lineEnd }) => (line === "" ? "" : line + lineEnd));

/** An instruction and what stands on the lines before it. */
const filledInstruction: fc.Arbitrary<Written> = fc
  .tuple(filler, written(instruction))
  .map(([before, { keyword, piece }]) => ({ keyword, piece: (layout: Layout) => before(layout) + piece(layout) }));

const stage: fc.Arbitrary<readonly Written[]> = fc
  .tuple(written(from), fc.array(filledInstruction, { maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest]);

/** Dockerfiles that BuildKit builds: stages, every instruction, continuations, comments, heredocs, both escape characters and line ends. */
export const dockerfiles: fc.Arbitrary<GeneratedDockerfile> = fc
  .record({
    layout: fc.record<Layout>({ escape: fc.constantFrom("\\", "`"), lineEnd: fc.constantFrom("\n", "\r\n") }),
    mark: fc.constantFrom("", "\uFEFF"),
    syntax: fc.boolean(),
    before: fc.array(written(of("ARG", words(pair, 1, 2))), { maxLength: 2 }),
    stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
    cut: fc.boolean(),
  })
  .map(({ layout, mark, syntax, before, stages, cut }) => {
    const parts = [...before, ...stages.flat()];
    const head = [...(syntax ? ["# syntax=docker/dockerfile:1"] : []), ...(layout.escape === "`" ? ["# escape=`"] : [])];
    const whole = mark + head.map((line) => line + layout.lineEnd).join("") + parts.map(({ piece }) => piece(layout)).join("");
    return { text: cut ? whole.slice(0, -layout.lineEnd.length) : whole, keywords: parts.map(({ keyword }) => keyword), escape: layout.escape };
  });

const hostile = fc.constantFrom(
  "\\", "`", "\n", "\r", "\r\n", "\\\n", "`\r\n", "\\ \t\n", "\uFEFF", "\f", "\v", "\u0085", "\u00a0", "\u2028", "\0", "\ud800", "\u{1f600}",
  "#", "# escape=`\n", "# syntax=x\n", "//", "#!", "{", "<<", "<<-", "<<EOF", "<<'", '<<"E F"', "EOF\n", "3<<X", '"', "'",
  "[", "]", '["a"', '["a",1]', ",", "$", "${", "${a:-", "${a", "}", "$$", "=", "--", "--x", "--from=", '--a="', " ", "\t",
  "FROM ", "RUN ", "ONBUILD ", "HEALTHCHECK ", "CMD ", "COPY ", "ENV ", "LABEL ", "ARG ", "SHELL ", "VOLUME ", "AS ", "NONE", "FROMM ", "run\\\n",
);

/** A valid file with pieces cut out and hostile ones put in. */
const damaged: fc.Arbitrary<string> = fc
  .tuple(dockerfiles, fc.array(fc.tuple(fc.nat(), fc.nat(12), hostile), { minLength: 1, maxLength: 6 }))
  .map(([{ text: whole }, changes]) => changes.reduce(change, whole));

/** Any text: damaged files, hostile fragments in a row, noise, and valid files among them. */
export const anyDockerfileTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: damaged },
  { weight: 3, arbitrary: fc.array(hostile, { maxLength: 30 }).map((fragments) => fragments.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 1, arbitrary: dockerfiles.map(({ text: whole }) => whole) },
);

function change(whole: string, [place, length, inserted]: readonly [number, number, string]): string {
  const at = whole === "" ? 0 : place % whole.length;
  return whole.slice(0, at) + inserted + whole.slice(at + length);
}
