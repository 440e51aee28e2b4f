import { isSpace, type Span } from "./characters.ts";

/** A `$` that is expanded; offsets into the text that was scanned. */
export interface Expansion extends Span {
  readonly name: string;
  readonly operator?: string;
  readonly operand?: string;
}

export interface ShellWordScan {
  /** In the order in which they begin; those inside an operand follow the one that holds them. */
  readonly expansions: readonly Expansion[];
  /** Where quotes and escape characters stand that BuildKit removes, outside of expansions. */
  readonly removed: readonly number[];
  readonly quoted: boolean;
  /** The words between white space, with their quotes. */
  readonly words: readonly Span[];
  readonly problem: { readonly kind: "unterminated-quote" | "bad-substitution"; readonly at: number } | undefined;
}

export interface ShellWordOptions {
  readonly escape: string;
  /** False where quotes are ordinary characters: the body of a COPY heredoc. */
  readonly quotes?: boolean;
  /** True where BuildKit only looks for words and does not judge `${name:word}`. */
  readonly lenient?: boolean;
}

/** Scan a text as BuildKit's `shell.Lex` does, without giving variables values. Iterative, since operands nest as deep as a file likes. */
export function scanShellWord(text: string, options: ShellWordOptions): ShellWordScan {
  return new ShellWordScanner(text, options).scan();
}

interface OpenExpansion {
  readonly name: string;
  readonly start: number;
  readonly operator?: string;
  readonly operandStart?: number;
  end: number;
}

/** A double quote or an operand that is being read, and the character that ends it. */
interface Frame {
  readonly closes: '"' | "}" | "/";
  readonly start: number;
  readonly expansion?: OpenExpansion;
}

const SPECIAL_PARAMETERS = "@*#?-$!0";
const OPERATORS = new Set(["-", "+", "?", "#", "%", "/"]);

class ShellWordScanner {
  readonly #text: string;
  readonly #escape: string;
  readonly #quotes: boolean;
  readonly #lenient: boolean;
  readonly #frames: Frame[] = [];
  readonly #expansions: OpenExpansion[] = [];
  readonly #removed: number[] = [];
  readonly #words: Span[] = [];
  #at = 0;
  #wordStart: number | undefined;
  #quoted = false;
  #problem: ShellWordScan["problem"];

  constructor(text: string, options: ShellWordOptions) {
    this.#text = text;
    this.#escape = options.escape;
    this.#quotes = options.quotes ?? true;
    this.#lenient = options.lenient ?? false;
  }

  scan(): ShellWordScan {
    while (this.#at < this.#text.length && this.#problem === undefined) this.#step();
    const open = this.#frames.at(-1);
    if (open !== undefined) this.#fail(open.closes === '"' ? "unterminated-quote" : "bad-substitution", open.start);
    if (this.#wordStart !== undefined) this.#words.push({ start: this.#wordStart, end: this.#text.length });
    return {
      expansions: this.#expansions.filter(({ end }) => end !== -1).map((expansion) => this.#finished(expansion)),
      removed: this.#removed,
      quoted: this.#quoted,
      words: this.#problem === undefined ? this.#words : [],
      problem: this.#problem,
    };
  }

  #step(): void {
    const character = this.#text[this.#at] ?? "";
    const frame = this.#frames.at(-1);
    if (frame?.closes === character) this.#close(frame);
    else if (character === "$") this.#dollar();
    else if (frame?.closes === '"') this.#insideDoubleQuotes(character);
    else if (character === "'" && this.#quotes) this.#singleQuotes();
    else if (character === '"' && this.#quotes) this.#openDoubleQuotes();
    else if (character === "<") this.#angle();
    else if (character === this.#escape) this.#escaped();
    else this.#ordinary();
  }

  #close(frame: Frame): void {
    this.#frames.pop();
    if (frame.closes === '"') this.#remove(this.#at);
    this.#at++;
    const { expansion } = frame;
    if (expansion === undefined) return;
    if (frame.closes === "/") {
      this.#frames.push({ closes: "}", start: frame.start, expansion });
      return;
    }
    expansion.end = this.#at;
    // BuildKit splits what an expansion gives at its white space.
    if (this.#frames.length === 0) for (let at = expansion.start; at < this.#at; at++) this.#splitAt(at);
  }

  /** `$name`, `${name}`, `${name` and an operator, or a `$` that is nothing but itself. */
  #dollar(): void {
    const start = this.#at;
    const braced = this.#text[start + 1] === "{";
    const nameStart = start + (braced ? 2 : 1);
    const nameEnd = this.#nameEnd(nameStart);
    const name = this.#text.slice(nameStart, nameEnd);
    const next = this.#text[nameEnd];
    if (!braced && name === "") return this.#ordinary();
    if (!braced || (name !== "" && next === "}")) {
      this.#startWord();
      this.#at = braced ? nameEnd + 1 : nameEnd;
      this.#expansions.push({ name, start, end: this.#at });
      return;
    }
    const operator = this.#operatorAt(nameEnd);
    if (operator === undefined || "{}:".includes(this.#text[nameStart] ?? "{")) return this.#fail("bad-substitution", start);
    this.#openOperand({ name, start, operator, operandStart: nameEnd + operator.length, end: -1 });
  }

  /** The operator behind a name, or undefined when BuildKit refuses what stands there. */
  #operatorAt(at: number): string | undefined {
    const first = this.#text[at];
    const second = this.#text[at + 1];
    if (first === ":") {
      if (second === undefined || second === "#" || second === "%") return undefined;
      return this.#lenient || "-+?".includes(second) ? first + second : undefined;
    }
    if (first === undefined || !OPERATORS.has(first)) return undefined;
    return second === first && "#%/".includes(first) ? first + first : first;
  }

  #openOperand(expansion: OpenExpansion): void {
    // BuildKit's lexer forgets what it has of a word where an operand begins; a heredoc operator before it is lost with that.
    if (this.#wordStart !== undefined) this.#wordStart = this.#frames[0]?.start;
    this.#expansions.push(expansion);
    this.#frames.push({ closes: expansion.operator?.startsWith("/") ? "/" : "}", start: expansion.start, expansion });
    this.#at = expansion.operandStart ?? this.#at;
  }

  #insideDoubleQuotes(character: string): void {
    const next = this.#text[this.#at + 1] ?? "";
    if (character === this.#escape && (next === '"' || next === "$" || next === this.#escape)) {
      this.#remove(this.#at);
      this.#at++;
    }
    this.#at++;
  }

  #openDoubleQuotes(): void {
    this.#startWord();
    this.#remove(this.#at);
    this.#quoted ||= this.#frames.length === 0;
    this.#frames.push({ closes: '"', start: this.#at });
    this.#at++;
  }

  #singleQuotes(): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end === -1) return this.#fail("unterminated-quote", this.#at);
    this.#startWord();
    this.#remove(this.#at);
    this.#remove(end);
    this.#quoted ||= this.#frames.length === 0;
    this.#at = end + 1;
  }

  /** `<<` with the white space behind it is one thing, so that `<< EOF` is one word. */
  #angle(): void {
    this.#startWord();
    this.#at++;
    if (this.#text[this.#at] !== "<") return;
    this.#at++;
    while (" \t\r".includes(this.#text[this.#at] ?? "-")) this.#at++;
  }

  #escaped(): void {
    this.#startWord();
    this.#remove(this.#at);
    this.#at = Math.min(this.#at + 2, this.#text.length);
  }

  #ordinary(): void {
    if (this.#frames.length === 0) this.#splitAt(this.#at);
    this.#at++;
  }

  #splitAt(at: number): void {
    if (!isSpace(this.#text.charCodeAt(at))) {
      this.#wordStart ??= at;
    } else if (this.#wordStart !== undefined) {
      this.#words.push({ start: this.#wordStart, end: at });
      this.#wordStart = undefined;
    }
  }

  #startWord(): void {
    if (this.#frames.length === 0) this.#wordStart ??= this.#at;
  }

  #remove(at: number): void {
    if (this.#frames.length === 0 || (this.#frames.length === 1 && this.#frames[0]?.closes === '"')) this.#removed.push(at);
  }

  #fail(kind: "unterminated-quote" | "bad-substitution", at: number): void {
    this.#problem ??= { kind, at };
  }

  #nameEnd(start: number): number {
    const first = this.#text[start] ?? "";
    if (isDigit(first)) return this.#endOf(start, isDigit);
    if (first !== "" && SPECIAL_PARAMETERS.includes(first)) return start + 1;
    return this.#endOf(start, isNameCharacter);
  }

  #endOf(start: number, belongs: (character: string) => boolean): number {
    let at = start;
    while (at < this.#text.length) {
      const character = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
      if (!belongs(character)) break;
      at += character.length;
    }
    return at;
  }

  #finished({ name, start, end, operator, operandStart }: OpenExpansion): Expansion {
    if (operator === undefined || operandStart === undefined) return { name, start, end };
    return { name, start, end, operator, operand: this.#text.slice(operandStart, end - 1) };
  }
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9" ? true : character > "\u007f" && /^\p{Nd}$/u.test(character);
}

function isNameCharacter(character: string): boolean {
  if (character <= "\u007f") return /^\w$/.test(character);
  return /^[\p{L}\p{Nd}]$/u.test(character);
}
