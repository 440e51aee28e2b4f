import { parse, type Assignment, type CommandNode, type CompoundList, type ParsedScript, type PipelineNode, type Redirection, type Statement, type Word, type WordPart } from "unbash";
import type { Range } from "../../source/text.ts";
import { literalPieces } from "./literals.ts";
import { findSeparator } from "./separators.ts";
import type {
  AssignmentSyntax, BranchSyntax, CommandSyntax, CompoundSyntax, ItemSyntax, ListSyntax, LiteralPiece, PieceSyntax, RedirectionSyntax,
  SeparatorSyntax, SyntaxProblem, SyntaxTree, VariablePiece, WordSyntax,
} from "./tree.ts";

/** Longer texts are read up to their last line end, `;` or blank before this many characters, and marked as not fully read. */
const MAX_LENGTH = 65_536;
/** Levels of compound commands and substitutions. Each costs unbash a scan of the rest, so that depth is what makes it slow. */
const MAX_DEPTH = 48;
const MAX_NODES = 60_000;
/** How often reading goes on behind a syntax error. */
const MAX_RECOVERIES = 20;

/**
 * Read a text in the grammar of sh and bash. Never throws: behind a syntax error reading goes on at the next `;` or line, and what
 * was skipped stands in the problems. This is the only file that knows unbash.
 */
export function parseShell(text: string): SyntaxTree {
  const builder = new TreeBuilder(text);
  const limit = text.length > MAX_LENGTH ? lastBreak(text, MAX_LENGTH) : text.length;
  if (limit < text.length) builder.report(`longer than ${MAX_LENGTH} characters: the rest is not read`, limit, text.length);
  const items: ItemSyntax[] = [];
  const separators: SeparatorSyntax[] = [];
  let from = 0;
  for (let attempt = 0; attempt <= MAX_RECOVERIES; attempt++) {
    const script = parseAt(text, from, limit);
    const list = builder.list(script.commands, { source: text, place: undefined, depth: 0 });
    if (items.length > 0 && list.items.length > 0) separators.push({ operator: text[from - 1] === ";" ? ";" : "newline", range: { start: from - 1, end: from } });
    items.push(...list.items);
    separators.push(...list.separators);
    const error = script.errors?.[0];
    if (error === undefined) break;
    builder.report(error.message, error.pos, Math.min(error.pos + 1, limit));
    const next = nextBreak(text, Math.max(error.pos, items.at(-1)?.range.end ?? 0, from), limit);
    if (next === undefined) break;
    if (attempt === MAX_RECOVERIES) builder.report("too many syntax errors: the rest is not read", next, limit);
    from = next;
  }
  return { list: { range: { start: 0, end: text.length }, items, separators }, problems: builder.problems };
}

/** unbash reads from the start of a string; blanks in place of what was read keep every offset. */
function parseAt(text: string, from: number, limit: number): ParsedScript {
  return parse(from === 0 && limit === text.length ? text : " ".repeat(from) + text.slice(from, limit));
}

function nextBreak(text: string, from: number, limit: number): number | undefined {
  for (let at = from; at < limit; at++) if (text[at] === ";" || text[at] === "\n") return at + 1;
  return undefined;
}

function lastBreak(text: string, before: number): number {
  for (let at = before; at > 0; at--) if ("\n; \t".includes(text[at] ?? "")) return at;
  return before;
}

/** Where nodes stand: `place` replaces the offsets of nodes inside backquotes with escapes, which index a string of their own. */
interface Frame {
  readonly source: string;
  readonly place: Range | undefined;
  readonly depth: number;
}

interface Placed {
  readonly pos: number;
  readonly end: number;
}

class TreeBuilder {
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;
  #nodes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  report(message: string, start: number, end: number): void {
    this.problems.push({ message, range: { start, end } });
  }

  list(statements: readonly Statement[], frame: Frame): ListSyntax {
    const items: ItemSyntax[] = [];
    const separators: SeparatorSyntax[] = [];
    let end: number | undefined;
    for (const statement of statements) {
      if (this.#exhausted(statement, frame)) break;
      const { command } = statement;
      const chain = command.type === "AndOr" ? command : { commands: [command], operators: [] };
      for (const [index, node] of chain.commands.entries()) {
        if (end !== undefined) separators.push(this.#separator(end, node.pos, index === 0 ? undefined : chain.operators[index - 1], frame));
        items.push(this.#item(node, statement.background === true, frame));
        end = node.end;
      }
    }
    const first = statements[0];
    const last = statements.at(-1);
    return { range: first && last ? range({ pos: first.pos, end: last.end }, frame) : { start: 0, end: 0 }, items, separators };
  }

  #separator(from: number, to: number, operator: "&&" | "||" | undefined, frame: Frame): SeparatorSyntax {
    const found = findSeparator(frame.source, { start: from, end: to }, operator);
    return frame.place === undefined ? found : { operator: found.operator, range: frame.place };
  }

  #exhausted(node: Placed, frame: Frame): boolean {
    this.#nodes++;
    if (this.#nodes <= MAX_NODES && frame.depth <= MAX_DEPTH) return false;
    const place = range(node, frame);
    if (this.problems.length < MAX_RECOVERIES) {
      this.report(frame.depth > MAX_DEPTH ? `nested deeper than ${MAX_DEPTH} levels` : "too many commands and words", place.start, place.end);
    }
    return true;
  }

  #item(node: PipelineNode, background: boolean, frame: Frame): ItemSyntax {
    if (node.type !== "Pipeline") return { range: range(node, frame), commands: [this.#command(node, frame)], negated: false, time: undefined, background };
    const time = node.prefixes.find((prefix) => prefix.type === "Time");
    return {
      range: range(node, frame),
      commands: node.commands.map((command) => this.#command(command, frame)),
      negated: node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1,
      time: time && range({ pos: time.pos, end: time.keywordEnd }, frame),
      background,
    };
  }

  #command(node: CommandNode, frame: Frame): CommandSyntax {
    if (node.type === "Command") {
      return {
        kind: "simple",
        range: range(node, frame),
        assignments: node.prefix.filter((part) => part.type === "Assignment").map((part) => this.#assignment(part, frame)),
        words: [...(node.name ? [node.name] : []), ...node.args].map((word) => (word.type === "Word" ? this.#word(word, frame) : this.#assignmentWord(word, frame))),
        redirections: node.redirects.map((redirect) => this.#redirection(redirect, frame)),
      };
    }
    if (node.type === "Redirected") {
      const inner = this.#command(node.command, frame);
      return { ...inner, range: range(node, frame), redirections: [...inner.redirections, ...node.redirects.map((redirect) => this.#redirection(redirect, frame))] };
    }
    return this.#compound(node, { ...frame, depth: frame.depth + 1 });
  }

  #compound(node: Exclude<CommandNode, { type: "Command" | "Redirected" }>, frame: Frame): CompoundSyntax {
    const body = (list: CompoundList): BranchSyntax => ({ role: "body", list: this.list(list.commands, frame) });
    const condition = (list: CompoundList): BranchSyntax => ({ role: "condition", list: this.list(list.commands, frame) });
    const compound = (construct: CompoundSyntax["construct"], branches: readonly BranchSyntax[], name?: string, words: CompoundSyntax["words"] = []): CompoundSyntax => (
      { kind: "compound", construct, range: range(node, frame), name, words, branches, redirections: [] }
    );
    const words = (list: readonly Word[]): WordSyntax[] => list.map((word) => this.#word(word, frame));
    switch (node.type) {
      case "Subshell":
        return compound("subshell", [body(node.body)]);
      case "BraceGroup":
        return compound("group", [body(node.body)]);
      case "If": {
        const branches = [condition(node.clause), body(node.then), ...node.elif.flatMap((elif) => [condition(elif.clause), body(elif.then)])];
        return compound("if", node.else ? [...branches, body(node.else)] : branches);
      }
      case "While":
        return compound("loop", [condition(node.clause), body(node.body)]);
      case "ArithmeticFor":
        return compound("loop", [body(node.body)]);
      case "For":
      case "Select":
        return { ...compound("for", [body(node.body)], node.name.value), words: node.wordlist && words(node.wordlist) };
      case "Case":
        return compound("case", node.items.map((item) => body(item.body)), undefined, words([node.word]));
      case "Function":
        return compound("function", [this.#definition(node.body, frame)], node.name.value);
      case "Coproc":
        return compound("coprocess", [this.#definition(node.body, frame)]);
      case "TestCommand":
        return compound("test", [], undefined, [this.#opaqueWord(node, frame)]);
      case "ArithmeticCommand":
        return compound("test", []);
    }
  }

  #definition(node: CommandNode | CompoundList, frame: Frame): BranchSyntax {
    if (node.type === "CompoundList") return { role: "body", list: this.list(node.commands, frame) };
    const whole = range(node, frame);
    if (this.#exhausted(node, frame)) return { role: "body", list: { range: whole, items: [], separators: [] } };
    const item: ItemSyntax = { range: whole, commands: [this.#command(node, frame)], negated: false, time: undefined, background: false };
    return { role: "body", list: { range: whole, items: [item], separators: [] } };
  }

  /** `[[ … ]]` as one word whose substitutions can be walked. */
  #opaqueWord(node: Extract<CommandNode, { type: "TestCommand" }>, frame: Frame): WordSyntax {
    const words: Word[] = [];
    const pending = [node.expression];
    for (let expression = pending.pop(); expression !== undefined; expression = pending.pop()) {
      if (expression.type === "TestUnary") words.push(expression.operand);
      else if (expression.type === "TestBinary") words.push(expression.left, expression.right);
      else if (expression.type === "TestLogical") pending.push(...expression.operands);
      else pending.push(expression.type === "TestNot" ? expression.operand : expression.expression);
    }
    words.sort((a, b) => a.pos - b.pos);
    const pieces: PieceSyntax[] = [{ kind: "dynamic", range: range(node, frame), pieces: words.flatMap((word) => this.#word(word, frame).pieces) }];
    return { range: range(node, frame), text: textOf(node, frame), pieces, detached: frame.place !== undefined };
  }

  #assignment(node: Assignment, frame: Frame): AssignmentSyntax {
    return { name: node.name, range: range(node, frame), append: node.append === true || node.index !== undefined, value: this.#assignedValue(node, frame) };
  }

  #assignedValue(node: Assignment, frame: Frame): WordSyntax {
    const { value } = node;
    if (value.type === "Word") return this.#word(value, frame);
    const elements = value.elements.flatMap((element) => this.#word(element, frame).pieces);
    return { range: range(value, frame), text: textOf(value, frame), pieces: [{ kind: "dynamic", range: range(value, frame), pieces: elements }], detached: frame.place !== undefined };
  }

  /** `A=b` behind `export` or any other command name. */
  #assignmentWord(node: Assignment, frame: Frame): WordSyntax {
    const value = this.#assignedValue(node, frame);
    const name = literalPieces(frame.source.slice(node.pos, node.value.pos), node.pos, "unquoted").map((piece) => placed(piece, frame));
    return { range: range(node, frame), text: textOf(node, frame), pieces: [...name, ...value.pieces], detached: value.detached };
  }

  #redirection(node: Redirection, frame: Frame): RedirectionSyntax {
    const descriptor = node.descriptor?.type === "FileDescriptor" ? node.descriptor.value : undefined;
    const common = { operator: node.operator, fileDescriptor: descriptor, range: range(node, frame) };
    if (node.type !== "HereDoc") return { ...common, target: node.target && this.#word(node.target, frame), body: undefined };
    const { body, delimiter } = node;
    const text = textOf(body, frame);
    const pieces = delimiter?.quoted === true ? [verbatim(body, frame)] : body.parts === undefined ? this.#literal(body, "heredoc", frame) : body.parts.flatMap((part) => this.#piece(part, "heredoc", frame));
    return {
      ...common,
      target: delimiter && { range: range(delimiter, frame), text: delimiter.text, pieces: [literal(delimiter, delimiter.value, frame)], detached: frame.place !== undefined },
      body: { range: range(body, frame), text, pieces, detached: frame.place !== undefined },
    };
  }

  #word(node: Word, frame: Frame): WordSyntax {
    const common = { range: range(node, frame), text: textOf(node, frame), detached: frame.place !== undefined };
    if (this.#exhausted(node, frame)) return { ...common, pieces: [{ kind: "dynamic", range: common.range, pieces: [] }] };
    const { parts } = node;
    return { ...common, pieces: parts === undefined ? this.#literal(node, "unquoted", frame) : parts.flatMap((part) => this.#piece(part, "unquoted", frame)) };
  }

  #literal(node: Placed, mode: "unquoted" | "double-quoted" | "heredoc", frame: Frame): LiteralPiece[] {
    return literalPieces(frame.source.slice(node.pos, node.end), node.pos, mode).map((piece) => placed(piece, frame));
  }

  #piece(part: WordPart, mode: "unquoted" | "double-quoted" | "heredoc", frame: Frame): PieceSyntax[] {
    const quoted = mode !== "unquoted";
    const inner = { ...frame, depth: frame.depth + 1 };
    const place = range(part, frame);
    if (this.#exhausted(part, frame)) return [{ kind: "dynamic", range: place, pieces: [] }];
    switch (part.type) {
      case "Literal":
        return this.#literal(part, mode, frame);
      case "SingleQuoted":
        return [verbatim({ pos: part.pos + 1, end: Math.max(part.pos + 1, part.pos + 1 + part.value.length) }, frame)];
      case "AnsiCQuoted":
        return [literal(part, part.value, frame)];
      case "DoubleQuoted":
      case "LocaleString":
        return this.#doubleQuoted(part, frame);
      case "Glob":
        if (part.parts === undefined || part.parts.every((child) => child.type === "Literal")) return this.#literal(part, mode, frame);
        return [{ kind: "dynamic", range: place, pieces: part.parts.flatMap((child) => this.#piece(child, mode, inner)) }];
      case "SimpleExpansion":
        return [{ kind: "variable", range: place, name: part.text.slice(1), quoted, operation: undefined }];
      case "ParameterExpansion":
        return [{ kind: "variable", range: place, name: part.parameter, quoted, operation: this.#operation(part, inner) }];
      case "CommandExpansion":
      case "ProcessSubstitution":
        return [{ kind: "substitution", range: place, form: part.type === "CommandExpansion" ? "command" : "process", list: this.#nested(part.script, place, inner) }];
      case "ArithmeticExpansion":
      case "BraceExpansion":
      case "ExtendedGlob":
        return [{ kind: "dynamic", range: place, pieces: part.type === "ArithmeticExpansion" ? this.#arithmetic(part, inner) : (part.parts ?? []).flatMap((child) => this.#piece(child, mode, inner)) }];
    }
  }

  /** `""` is a word, so that it needs a piece. */
  #doubleQuoted(part: Extract<WordPart, { type: "DoubleQuoted" | "LocaleString" }>, frame: Frame): PieceSyntax[] {
    const pieces = part.parts.flatMap((child) => this.#piece(child, "double-quoted", frame));
    return pieces.length === 0 ? [literal(part, "", frame)] : pieces;
  }

  #operation(part: Extract<WordPart, { type: "ParameterExpansion" }>, frame: Frame): VariablePiece["operation"] {
    const { operation } = part;
    if (part.prefix !== undefined || part.index !== undefined) return "unsupported";
    if (operation === undefined) return undefined;
    if (operation.type === "Default" || operation.type === "Remove") return { operator: operation.operator, operands: [this.#word(operation.operand, frame)] };
    if (operation.type === "Replace") return { operator: operation.operator, operands: [this.#word(operation.pattern, frame), this.#word(operation.replacement, frame)] };
    return "unsupported";
  }

  #nested(script: ParsedScript | undefined, place: Range, frame: Frame): ListSyntax | undefined {
    if (script === undefined) return undefined;
    const own = script.source === undefined ? frame : { ...frame, source: script.source, place: frame.place ?? place };
    const error = script.errors?.[0];
    if (error !== undefined && this.problems.length < MAX_RECOVERIES) {
      const at = range({ pos: error.pos, end: error.pos + 1 }, own);
      this.report(error.message, at.start, Math.min(at.end, this.#text.length));
    }
    return this.list(script.commands, own);
  }

  /** Only the substitutions inside `$(( … ))` matter. */
  #arithmetic(part: Extract<WordPart, { type: "ArithmeticExpansion" }>, frame: Frame): PieceSyntax[] {
    const found: PieceSyntax[] = [];
    const pending = [part.expression];
    while (pending.length > 0) {
      const node = pending.pop();
      if (node === undefined || this.#exhausted(node, frame)) continue;
      if (node.type === "ArithmeticWord") found.push(...(node.parts ?? []).flatMap((child) => this.#piece(child, "unquoted", frame)));
      else if (node.type === "ArithmeticCommandExpansion") found.push({ kind: "substitution", range: range(node, frame), form: "command", list: this.#nested(node.script, range(node, frame), frame) });
      else if (node.type === "ArithmeticUnary") pending.push(node.operand);
      else if (node.type === "ArithmeticBinary") pending.push(node.right, node.left);
      else if (node.type === "ArithmeticTernary") pending.push(node.alternate, node.consequent, node.test);
      else pending.push(node.expression);
    }
    return found;
  }
}

function range(node: Placed, frame: Frame): Range {
  return frame.place ?? { start: node.pos, end: node.end };
}

function textOf(node: Placed, frame: Frame): string {
  return frame.source.slice(node.pos, node.end);
}

function literal(node: Placed, value: string, frame: Frame): LiteralPiece {
  return { kind: "literal", range: range(node, frame), value, verbatim: false, quoted: true };
}

function verbatim(node: Placed, frame: Frame): LiteralPiece {
  return placed({ kind: "literal", range: { start: node.pos, end: node.end }, value: textOf(node, frame), verbatim: true, quoted: true }, frame);
}

function placed(piece: LiteralPiece, frame: Frame): LiteralPiece {
  return frame.place === undefined ? piece : { ...piece, range: frame.place, verbatim: false };
}
