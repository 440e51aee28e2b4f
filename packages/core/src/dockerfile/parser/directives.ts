import { nearest } from "../../source/nearest.ts";
import type { Range } from "../../source/text.ts";
import type { Directive, DockerfileSyntax } from "../syntax.ts";
import { skipSpace } from "./text/characters.ts";
import { didYouMean, excerpt, type Diagnostics } from "./diagnostics.ts";
import { readJsonDirective } from "./json-directive.ts";
import { lineAt, type PhysicalLine } from "./text/lines.ts";
import type { TokenWriter } from "./token-writer.ts";

/** The directives that BuildKit knows. */
export const DIRECTIVES: readonly string[] = ["syntax", "escape", "check"];

/** What the lines at the head of a file say. */
export interface Head {
  readonly directives: readonly Directive[];
  readonly escape: DockerfileSyntax["escape"];
  readonly shebang: PhysicalLine | undefined;
  /** Where the lines begin that are no directives. */
  readonly next: number;
}

/** `name = value` behind a comment's `#`. */
export type DirectiveText = Omit<Directive, "range">;

/**
 * What a comment says as a directive, whatever its name: letters and digits, `=`, a value; undefined when it is only a comment.
 * Source: BuildKit `frontend/dockerfile/parser/directives.go`.
 */
export function directiveText(text: string, start: number, end: number): DirectiveText | undefined {
  const nameStart = skipSpace(text, start, end);
  let at = nameStart;
  while (at < end && isNameCharacter(text[at] ?? "", at === nameStart)) at++;
  const name = text.slice(nameStart, at);
  at = skipDirectiveSpace(text, at, end);
  if (name === "" || at >= end || text[at] !== "=") return undefined;
  let valueStart = skipDirectiveSpace(text, at + 1, end);
  // A value of nothing but white space is its last character: BuildKit's pattern wants one.
  if (valueStart === end) valueStart = Math.max(at + 1, end - 1);
  let valueEnd = end;
  while (valueEnd > valueStart + 1 && isDirectiveSpace(text[valueEnd - 1] ?? "")) valueEnd--;
  if (valueStart === valueEnd) return undefined;
  return { name: name.toLowerCase(), value: text.slice(valueStart, valueEnd), valueRange: { start: valueStart, end: valueEnd } };
}

/** Read the directives at the head of a file, behind the byte order mark. */
export function readHead(text: string, start: number, tokens: TokenWriter, diagnostics: Diagnostics): Head {
  const json = readJsonDirective(text, start);
  if (json !== undefined) {
    tokens.add("directive", start, text.length);
    return { directives: [json], escape: "\\", shebang: undefined, next: text.length };
  }
  const reader = new HeadReader(text, tokens, diagnostics);
  if (text.startsWith("//", start)) return reader.read(start, { mark: "//", names: ["syntax"], parsed: false });
  if (!text.startsWith("#!", start)) return reader.read(start, { mark: "#", names: DIRECTIVES, parsed: true });
  const shebang = lineAt(text, start);
  tokens.line(shebang, "comment", shebang.start);
  // A shebang ends the directives for the parser; only `syntax` and `check` are looked for behind it.
  return { ...reader.read(shebang.next, { mark: "#", names: ["syntax", "check"], parsed: false }), shebang };
}

interface HeadForm {
  readonly mark: "#" | "//";
  readonly names: readonly string[];
  /** Whether BuildKit's parser reads these lines as directives, white space before them allowed, or only looks for `syntax` and `check` in them. */
  readonly parsed: boolean;
}

class HeadReader {
  readonly #text: string;
  readonly #tokens: TokenWriter;
  readonly #diagnostics: Diagnostics;
  readonly #directives: Directive[] = [];
  #escape: DockerfileSyntax["escape"] = "\\";

  constructor(text: string, tokens: TokenWriter, diagnostics: Diagnostics) {
    this.#text = text;
    this.#tokens = tokens;
    this.#diagnostics = diagnostics;
  }

  /** The directives from an offset on, up to the first line that is none. */
  read(start: number, form: HeadForm): Head {
    let at = start;
    while (at < this.#text.length) {
      const line = lineAt(this.#text, at);
      const content = form.parsed ? skipSpace(this.#text, line.start, line.end) : line.start;
      if (!this.#directive(line, content, form)) break;
      this.#tokens.line(line, "directive", content);
      at = line.next;
    }
    return { directives: this.#directives, escape: this.#escape, shebang: undefined, next: at };
  }

  #directive(line: PhysicalLine, start: number, { mark, names, parsed }: HeadForm): boolean {
    if (!this.#text.startsWith(mark, start)) return false;
    const found = directiveText(this.#text, start + mark.length, line.end);
    if (found === undefined) return false;
    const range = { start, end: line.end };
    if (!names.includes(found.name)) {
      if (!DIRECTIVES.includes(found.name)) this.#suggestName(found.name, range);
      return false;
    }
    const isRepeated = this.#directives.some(({ name }) => name === found.name);
    if (isRepeated && !parsed) return false;
    if (mark === "//") this.#warnOfSlashes(range);
    if (isRepeated) {
      this.#diagnostics.add("error", "duplicate-directive", range, `BuildKit takes only one ${found.name} directive; remove this one.`);
    } else if (found.name === "escape") this.#setEscape(found);
    this.#directives.push({ ...found, range });
    return true;
  }

  #setEscape({ value, valueRange }: DirectiveText): void {
    if (value === "\\" || value === "`") this.#escape = value;
    else this.#diagnostics.add("error", "invalid-escape-directive", valueRange, `The escape character can be \\ or \`, not ${excerpt(value)}.`);
  }

  #suggestName(name: string, range: Range): void {
    const suggestion = nearest(name, DIRECTIVES);
    if (suggestion === undefined) return;
    const message = didYouMean(`There is no directive ${excerpt(name)}, so this line is a comment and no directive behind it counts`, suggestion);
    this.#diagnostics.add("warning", "unknown-directive", range, message, suggestion);
  }

  #warnOfSlashes(range: Range): void {
    const message = "BuildKit reads // syntax= to choose the frontend, but docker/dockerfile itself refuses a line that begins with //; write # syntax= instead.";
    this.#diagnostics.add("warning", "unknown-directive", range, message);
  }
}

function isNameCharacter(character: string, first: boolean): boolean {
  if ((character >= "a" && character <= "z") || (character >= "A" && character <= "Z")) return true;
  return !first && character >= "0" && character <= "9";
}

/** What `\s` means to Go's regular expressions. */
function isDirectiveSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\f";
}

function skipDirectiveSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isDirectiveSpace(text[at] ?? "")) at++;
  return at;
}
