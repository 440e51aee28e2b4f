import type { MappedText } from "../source/mapped-text.ts";
import type { Range, SourceText } from "../source/text.ts";

/**
 * The lossless tree of a Dockerfile. Source: BuildKit `frontend/dockerfile/parser` (line joining, directives, heredocs, flags)
 * and the Dockerfile reference. All ranges are UTF-16 offsets into `DockerfileSyntax.source.text`.
 */
export interface DockerfileSyntax {
  readonly source: SourceText;
  /** Every character of the file in order, each in exactly one token: joining their texts gives the file back. */
  readonly tokens: readonly Token[];
  readonly directives: readonly Directive[];
  /** Comment lines, also those between the lines of a continued instruction; directives are not among them. */
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  readonly diagnostics: readonly SyntaxDiagnostic[];
  /** The escape character, `\` unless a directive says `` ` ``. */
  readonly escape: "\\" | "`";
}

export type TokenKind =
  | "byte-order-mark"
  | "whitespace"
  | "newline"
  | "comment"
  | "directive"
  | "keyword"
  | "flag"
  | "argument"
  | "continuation"
  | "heredoc-body"
  | "heredoc-terminator";

export interface Token {
  readonly kind: TokenKind;
  readonly range: Range;
}

/** `# syntax=`, `# escape=`, `# check=`; also `// syntax=` and a directive's JSON form on a first line. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
  readonly valueRange: Range;
}

export interface Comment {
  /** Without the `#` and the white space around. */
  readonly text: string;
  readonly range: Range;
}

/** The keywords that BuildKit knows, in capitals. */
export const KEYWORDS = [
  "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN",
  "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
] as const;
export type Keyword = (typeof KEYWORDS)[number];

export interface Instruction {
  /** The keyword in capitals when BuildKit knows it; undefined for an unknown instruction, which is never edited. */
  readonly keyword: Keyword | undefined;
  /** The keyword as written. */
  readonly keywordText: string;
  readonly keywordRange: Range;
  /** From the keyword to the last character of the instruction, heredoc bodies and terminators included, final newline not. */
  readonly range: Range;
  readonly flags: readonly Flag[];
  /** What follows keyword and flags, continuation lines joined as BuildKit joins them, without heredoc bodies. */
  readonly body: MappedText;
  /**
   * The body's words as BuildKit splits them for this keyword; a shell-form RUN, CMD, ENTRYPOINT has one: the whole body. So has
   * ONBUILD; HEALTHCHECK has `CMD` or `NONE` first. Variables and tokens of what is nested stand with `nested`.
   */
  readonly arguments: readonly Argument[];
  /**
   * "exec" for a JSON array of strings. "invalid-json" for what is meant as one and is none (`['a']`, `["a" "b"]`, `["a"] && b`), so
   * that BuildKit takes it as if it began with any other character; the shell's test command (`[ -d /x ] && …`) is "shell".
   */
  readonly form: "words" | "shell" | "exec" | "invalid-json";
  /** Those of an instruction inside ONBUILD stand with that instruction. */
  readonly heredocs: readonly Heredoc[];
  /** The instruction inside an ONBUILD, and the command (`CMD` or `NONE`) inside a HEALTHCHECK; in the same file coordinates. */
  readonly nested?: Instruction;
}

/** `--name=value` or `--name`. */
export interface Flag {
  /** Without the dashes, as written. */
  readonly name: string;
  /** Unquoted as BuildKit does, variables not expanded; undefined for a flag without `=`. */
  readonly value: string | undefined;
  readonly range: Range;
  /** As written, with its quotes. */
  readonly valueRange: Range | undefined;
  /** The unquoted value in the file's coordinates, for what has an inner grammar (`--mount=type=…,from=…`). */
  readonly valueText: MappedText | undefined;
  readonly variables: readonly VariableUse[];
}

/** One word of an instruction, or one element of its JSON array. */
export interface Argument {
  /**
   * The word in BuildKit's parser output: for JSON the decoded string; for `ENV`/`LABEL`/`ARG` the `key=value` word as written.
   * Quotes are kept where BuildKit keeps them for the later expansion.
   */
  readonly text: string;
  /** The word as written, with its quotes; so too the element of a JSON array. */
  readonly range: Range;
  /** `text`, mapped to the file; a character that JSON escapes maps to the end of its escape. */
  readonly mapped: MappedText;
  readonly variables: readonly VariableUse[];
  /** For `ENV`, `LABEL`, `ARG`: the parts of the word. `value` is unquoted, variables not expanded; undefined for `ARG name`. */
  readonly pair?: KeyValue;
}

export interface KeyValue {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: string | undefined;
  readonly valueRange: Range | undefined;
  /** Raw text of the value with its quotes, for expansion. */
  readonly rawValue: string | undefined;
  /** `ENV key value with spaces`, the form without `=`. */
  readonly legacy: boolean;
}

/** `$name`, `${name}`, `${name:-word}` and the other operators that BuildKit expands, in an instruction that it expands. */
export interface VariableUse {
  readonly name: string;
  readonly range: Range;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`. */
  readonly operator?: string;
  /** What stands between operator and `}`, as written; for `/` and `//` pattern and replacement with the `/` between them. */
  readonly operand?: string;
}

export interface Heredoc {
  readonly name: string;
  /** `<<EOF` as it stands, in the body. */
  readonly operatorRange: Range;
  /** `<<"EOF"` or `<<'EOF'`: nothing inside is expanded. */
  readonly quoted: boolean;
  /** `<<-EOF`: leading tabs go. */
  readonly stripTabs: boolean;
  readonly fileDescriptor: number | undefined;
  /** The lines between, final newline included; empty at the terminator for an empty body. */
  readonly bodyRange: Range;
  /** The body as the command sees it (tabs stripped for `<<-`), mapped to the file. */
  readonly content: MappedText;
  /** In the content of an unquoted heredoc of COPY or ADD, which BuildKit expands; the shell's own variables of a RUN are not among them. */
  readonly variables: readonly VariableUse[];
  /** Undefined when the file ends first: the diagnostic says so. */
  readonly terminatorRange: Range | undefined;
}

/** Something that BuildKit would refuse or that could not be understood. */
export interface SyntaxDiagnostic {
  readonly code:
    | "empty-file"
    | "unknown-instruction"
    | "unknown-flag"
    | "duplicate-flag"
    | "missing-arguments"
    | "too-many-arguments"
    | "invalid-json"
    | "missing-value"
    | "unterminated-heredoc"
    | "unterminated-quote"
    | "misplaced-directive"
    | "duplicate-directive"
    | "unknown-directive"
    | "invalid-escape-directive"
    | "invalid-onbuild-trigger"
    | "first-instruction-not-from"
    | "empty-continuation"
    | "invalid-value"
    | "line-too-long"
    | "too-deep";
  /** An error is what BuildKit refuses to build; a warning is what it builds all the same. */
  readonly level: "error" | "warning";
  readonly message: string;
  readonly range: Range;
  /** A keyword, flag or directive that is spelled almost so. */
  readonly suggestion?: string;
}
