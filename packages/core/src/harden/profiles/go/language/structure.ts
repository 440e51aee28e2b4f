import type { GoFile } from "./go-file.ts";
import type { GoToken } from "./lexer.ts";

/** A span of `GoFile.tokens`, `[start, end)`. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/** `pkg.Name(a, b)`, `value.Method(a)`, `f().Method(a)`. */
export interface GoCall {
  /** The names before the parenthesis: `["http", "ListenAndServe"]`. */
  readonly names: readonly string[];
  /** False when the names hang on another expression: `f().Method(a)` has the names `["Method"]`. */
  readonly rooted: boolean;
  readonly arguments: readonly TokenSpan[];
  /** The first name's offset in the file. */
  readonly start: number;
  /** The whole call, from its first name to its closing parenthesis. */
  readonly span: TokenSpan;
  readonly scope: GoFunction | undefined;
}

/** `key: value` inside `type{ … }`. */
export interface GoField {
  /** The literal's type as written, without `&`: `["http", "Server"]`; empty where it is left out. */
  readonly type: readonly string[];
  readonly key: string;
  readonly value: TokenSpan;
  readonly start: number;
  readonly scope: GoFunction | undefined;
}

/** `name := value`, `name = value`, `const name = value`; `target` has several names for a field: `["server", "Addr"]`. */
export interface GoAssignment {
  readonly target: readonly string[];
  /** `:=`, which makes a new variable, or `=`. */
  readonly operator: ":=" | "=";
  readonly value: TokenSpan;
  readonly start: number;
  readonly scope: GoFunction | undefined;
}

export interface GoFunction {
  readonly name: string;
  readonly method: boolean;
  readonly parameters: readonly string[];
  readonly body: TokenSpan;
}

/** `return a, b`: all of its values in one span. */
export interface GoReturn {
  readonly value: TokenSpan;
  readonly scope: GoFunction;
}

/** A struct's field with its tag. */
export interface GoTag {
  readonly field: string;
  readonly tag: GoToken;
}

export interface GoStructure {
  readonly calls: readonly GoCall[];
  readonly fields: readonly GoField[];
  readonly assignments: readonly GoAssignment[];
  readonly functions: readonly GoFunction[];
  readonly returns: readonly GoReturn[];
  readonly tags: readonly GoTag[];
}

const NOT_CALLED = new Set(["func", "if", "for", "switch", "return", "range", "case", "go", "defer", "else", "import", "const", "var", "type", "struct", "interface", "map", "chan", "select"]);
const STATEMENT_KEYWORDS = new Set(["const", "var", "if", "for", "switch", "else", "case"]);
const LONGEST_CHAIN = 8;
const MOST_TARGETS = 16;

/** Names joined by dots. */
interface Chain {
  readonly names: readonly string[];
  readonly rooted: boolean;
  /** The first name's offset in the file and its place among the tokens. */
  readonly start: number;
  readonly index: number;
}

interface Frame {
  readonly open: "(" | "[" | "{" | "file";
  /** What the bracket belongs to: a call, a literal's type, a group of declarations. */
  readonly call?: Chain;
  readonly type?: readonly string[];
  readonly declares?: boolean;
  readonly isStruct?: boolean;
  readonly arguments: TokenSpan[];
  /** Where the current argument, element or statement begins. */
  partStart: number;
  pending: { readonly targets: readonly (readonly string[])[]; readonly operator: ":=" | "="; readonly values: TokenSpan[]; valueStart: number; readonly start: number } | undefined;
  field: { readonly key: string; readonly valueStart: number; readonly start: number } | undefined;
}

interface Header {
  readonly name: string;
  /** The last token before the parameters' parenthesis. */
  readonly nameAt: number;
  readonly method: boolean;
  readonly parameters: readonly string[];
  /** The index behind the parameters. */
  readonly bodyStart: number;
}

const structures = new WeakMap<GoFile, GoStructure>();

/** Calls, literals' fields, assignments, functions and struct tags of a file, found in one pass over its tokens; computed once a file. */
export function structureOf(file: GoFile): GoStructure {
  const before = structures.get(file);
  if (before !== undefined) return before;
  const structure = new StructureReader(file.tokens).read();
  structures.set(file, structure);
  return structure;
}

class StructureReader {
  readonly #tokens: readonly GoToken[];
  readonly #frames: Frame[] = [{ open: "file", declares: true, arguments: [], partStart: 0, pending: undefined, field: undefined }];
  readonly #calls: GoCall[] = [];
  readonly #fields: GoField[] = [];
  readonly #assignments: GoAssignment[] = [];
  readonly #functions: GoFunction[] = [];
  readonly #returns: GoReturn[] = [];
  readonly #tags: GoTag[] = [];
  #header: Header | undefined;
  #function: { name: string; method: boolean; parameters: readonly string[]; body: { start: number; end: number } } | undefined;

  constructor(tokens: readonly GoToken[]) {
    this.#tokens = tokens;
  }

  read(): GoStructure {
    for (let at = 0; at < this.#tokens.length; at++) this.#step(at);
    while (this.#frames.length > 1) this.#close(this.#tokens.length);
    this.#endPart(this.#top(), this.#tokens.length);
    return { calls: this.#calls, fields: this.#fields, assignments: this.#assignments, functions: this.#functions, returns: this.#returns, tags: this.#tags };
  }

  #step(at: number): void {
    const token = this.#tokens[at];
    if (token === undefined) return;
    const frame = this.#top();
    if (token.kind === "raw-string" || token.kind === "string") this.#tag(frame, at);
    if (token.kind === "identifier" && token.text === "func" && this.#frames.length === 1) this.#header = this.#readHeader(at);
    if (token.kind !== "punctuation") return;
    switch (token.text) {
      case "(": case "[": case "{":
        this.#open(token.text, at);
        break;
      case ")": case "]": case "}":
        if (this.#frames.length > 1) this.#close(at);
        break;
      case ",":
        this.#comma(frame, at);
        break;
      case ";":
        this.#endPart(frame, at);
        frame.partStart = at + 1;
        break;
      case ":":
        this.#colon(frame, at);
        break;
      case "=": case ":=":
        this.#assign(frame, at, token.text);
        break;
      default:
    }
  }

  #top(): Frame {
    const top = this.#frames.at(-1);
    if (top === undefined) throw new RangeError("the file's own frame is never closed");
    return top;
  }

  #open(bracket: "(" | "[" | "{", at: number): void {
    const before = this.#tokens[at - 1];
    const fresh = { arguments: [], partStart: at + 1, pending: undefined, field: undefined };
    if (bracket === "[") {
      this.#frames.push({ open: "[", ...fresh });
      return;
    }
    if (bracket === "(") {
      const declares = before?.text === "const" || before?.text === "var";
      const call = declares || at - 1 === this.#header?.nameAt ? undefined : this.#calledAt(at);
      this.#frames.push({ open: "(", declares, ...(call === undefined ? {} : { call }), ...fresh });
      return;
    }
    const isStruct = before?.text === "struct";
    const isType = isStruct || before?.text === "interface";
    if (this.#frames.length === 1 && this.#header !== undefined && at >= this.#header.bodyStart && !isType) this.#beginFunction(at);
    const type = before?.kind === "identifier" && !isStruct ? this.#chainBefore(at).names : [];
    this.#frames.push({ open: "{", declares: true, isStruct, type, ...fresh });
  }

  #beginFunction(at: number): void {
    if (this.#header === undefined) return;
    const { name, method, parameters } = this.#header;
    this.#function = { name, method, parameters, body: { start: at, end: this.#tokens.length } };
    this.#functions.push(this.#function);
    this.#header = undefined;
  }

  #close(at: number): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    this.#endPart(frame, at);
    if (frame.partStart < at) frame.arguments.push({ start: frame.partStart, end: at });
    if (frame.call !== undefined) {
      const { names, rooted, start, index } = frame.call;
      this.#calls.push({ names, rooted, start, span: { start: index, end: at + 1 }, arguments: frame.arguments, scope: this.#function });
    }
    if (frame.open === "{" && this.#frames.length === 1 && this.#function !== undefined) {
      this.#function.body.end = at;
      this.#function = undefined;
    }
    if (frame.open === "{" && this.#tokens[at + 1]?.text === "else") this.#top().partStart = at + 1;
  }

  #comma(frame: Frame, at: number): void {
    if (frame.pending !== undefined) {
      frame.pending.values.push({ start: frame.pending.valueStart, end: at });
      frame.pending.valueStart = at + 1;
      return;
    }
    if (frame.open === "(" && frame.call === undefined) return;
    if (frame.open === "file") return;
    this.#endField(frame, at);
    if (frame.open === "{" && frame.field === undefined && !this.#isLiteral(frame)) return;
    frame.arguments.push({ start: frame.partStart, end: at });
    frame.partStart = at + 1;
  }

  /** In a block, a comma separates the targets of an assignment and must not begin a new part. */
  #isLiteral(frame: Frame): boolean {
    const first = this.#tokens[frame.partStart];
    const second = this.#tokens[frame.partStart + 1];
    return frame.arguments.length > 0 || second?.text === ":" || first?.kind === "string" || first?.text === "{";
  }

  #colon(frame: Frame, at: number): void {
    const first = this.#tokens[frame.partStart]?.text;
    if (frame.open === "{" && (first === "case" || first === "default")) {
      frame.pending = undefined;
      frame.partStart = at + 1;
      return;
    }
    const key = this.#tokens[at - 1];
    if (frame.open !== "{" || at - 1 !== frame.partStart || key?.kind !== "identifier") return;
    frame.field = { key: key.text, valueStart: at + 1, start: key.start };
  }

  #assign(frame: Frame, at: number, operator: ":=" | "="): void {
    if (frame.declares !== true || frame.pending !== undefined) return;
    const targets = this.#targets(frame.partStart, at);
    if (targets.length > 0) frame.pending = { targets, operator, values: [], valueStart: at + 1, start: this.#tokens[frame.partStart]?.start ?? 0 };
  }

  /** The names on the left: `a, b`, `var a T`, `server.Addr`; none where something else stands there. */
  #targets(from: number, to: number): readonly (readonly string[])[] {
    const targets: string[][] = [];
    let current: string[] = [];
    let at = from;
    while (at < to && STATEMENT_KEYWORDS.has(this.#tokens[at]?.text ?? "")) at++;
    for (; at < to && targets.length < MOST_TARGETS; at++) {
      const token = this.#tokens[at];
      if (token?.text === ",") {
        targets.push(current);
        current = [];
      } else if (token?.kind === "identifier") {
        const isType = current.length > 0 && this.#tokens[at - 1]?.text !== ".";
        if (isType) break;
        current.push(token.text);
      } else if (token?.text !== ".") break;
    }
    return current.length === 0 ? targets : [...targets, current];
  }

  #endPart(frame: Frame, at: number): void {
    this.#endField(frame, at);
    const pending = frame.pending;
    frame.pending = undefined;
    if (pending === undefined) {
      const isReturn = frame.open === "{" && this.#tokens[frame.partStart]?.text === "return";
      if (isReturn && this.#function !== undefined) this.#returns.push({ value: { start: frame.partStart + 1, end: at }, scope: this.#function });
      return;
    }
    const values = [...pending.values, { start: pending.valueStart, end: at }];
    for (const [index, target] of pending.targets.entries()) {
      const value = values.length === pending.targets.length ? values[index] : index === 0 ? values[0] : undefined;
      if (value !== undefined && value.start < value.end) this.#assignments.push({ target, operator: pending.operator, value, start: pending.start, scope: this.#function });
    }
  }

  #endField(frame: Frame, at: number): void {
    const field = frame.field;
    frame.field = undefined;
    if (field === undefined || field.valueStart >= at) return;
    this.#fields.push({ type: frame.type ?? [], key: field.key, value: { start: field.valueStart, end: at }, start: field.start, scope: this.#function });
  }

  #tag(frame: Frame, at: number): void {
    const next = this.#tokens[at + 1]?.text;
    const field = this.#tokens[frame.partStart];
    const token = this.#tokens[at];
    if (frame.isStruct !== true || (next !== ";" && next !== "}") || field?.kind !== "identifier" || token === undefined) return;
    this.#tags.push({ field: field.text, tag: token });
  }

  #calledAt(parenthesis: number): Chain | undefined {
    const chain = this.#chainBefore(parenthesis);
    const last = chain.names.at(-1);
    return last === undefined || NOT_CALLED.has(last) ? undefined : chain;
  }

  /** The names joined by dots that end before a token. */
  #chainBefore(end: number): Chain {
    const names: string[] = [];
    let start = 0;
    let index = end;
    for (let at = end - 1; names.length < LONGEST_CHAIN && this.#tokens[at]?.kind === "identifier"; at -= 2) {
      start = this.#tokens[at]?.start ?? 0;
      index = at;
      names.unshift(this.#tokens[at]?.text ?? "");
      if (this.#tokens[at - 1]?.text !== ".") return { names, rooted: true, start, index };
    }
    return { names, rooted: false, start, index };
  }

  /** `func (r *T) Name(a, b string, c int) T {`: read ahead to the parameters' end, which is short. */
  #readHeader(at: number): Header | undefined {
    let next = at + 1;
    const method = this.#tokens[next]?.text === "(";
    if (method) next = this.#behind(next);
    const name = this.#tokens[next];
    if (name?.kind !== "identifier") return undefined;
    let open = next + 1;
    if (this.#tokens[open]?.text === "[") open = this.#behind(open);
    const close = this.#behind(open);
    return { name: name.text, nameAt: open - 1, method, parameters: this.#parameters(open + 1, close - 1), bodyStart: close };
  }

  /** The index behind the bracket that closes the one at an index. */
  #behind(open: number): number {
    let depth = 0;
    for (let at = open; at < this.#tokens.length; at++) {
      const text = this.#tokens[at]?.kind === "punctuation" ? this.#tokens[at]?.text : undefined;
      if (text === "(" || text === "[" || text === "{") depth++;
      if (text === ")" || text === "]" || text === "}") depth--;
      if (depth <= 0) return at + 1;
    }
    return this.#tokens.length;
  }

  #parameters(from: number, to: number): readonly string[] {
    const names: string[] = [];
    let depth = 0;
    let atStart = true;
    for (let at = from; at < to; at++) {
      const token = this.#tokens[at];
      if (token?.text === "(" || token?.text === "[" || token?.text === "{") depth++;
      else if (token?.text === ")" || token?.text === "]" || token?.text === "}") depth--;
      if (depth === 0 && token?.text === ",") atStart = true;
      else if (atStart) {
        names.push(token?.kind === "identifier" ? token.text : "");
        atStart = false;
      }
    }
    return names;
  }
}
