import { MappedText } from "../source/mapped-text.ts";
import type { Range } from "../source/text.ts";
import { applyAssignment, applyBuiltin } from "./builtins.ts";
import type { Assignment, Command, CommandList, Redirection } from "./command.ts";
import { assignedNames, chainsOf, fallbacksOf, isFailureIgnored, mayBeSkipped } from "./control-flow.ts";
import { programName } from "./dialect.ts";
import { operandsOf } from "./expansion.ts";
import { findInnerCode, type InnerCode } from "./inner-scripts.ts";
import { joinMapped, scriptOfWord, type ScriptText } from "./script-text.ts";
import { assignmentOfWord, readAssignment, readPlainWord, readRedirection, readWords, spanOf, type SourcedWord } from "./read-words.ts";
import { branchContext, circumstanceOf, outermostContext, type ReadingContext } from "./reading-context.ts";
import { ShellScope } from "./scope.ts";
import { parseShell } from "./syntax/parse.ts";
import type { CommandSyntax, CompoundSyntax, ItemSyntax, ListSyntax, PieceSyntax, SimpleSyntax, WordSyntax } from "./syntax/tree.ts";
import { unwrap } from "./wrappers.ts";

/** Scripts inside scripts inside scripts: deeper ones are not read. */
const MAX_INNER_SCRIPTS = 8;
/** Words that variables with lists may bring about multiply; a script with more commands' words than this is not fully read. */
const MAX_WORDS = 60_000;

interface Place {
  readonly list: number;
  readonly listIndex: number;
  readonly failureIgnored: boolean;
}

/** A simple command before its wrappers are taken off. */
interface SimpleParts {
  readonly words: readonly SourcedWord[];
  readonly assignments: readonly Assignment[];
  readonly redirections: readonly Redirection[];
  /** Words beside the arguments that may hold substitutions: assigned values, targets, heredocs. */
  readonly others: readonly WordSyntax[];
  /** What it reads as standard input from the script itself. */
  readonly input: WordSyntax | undefined;
  readonly range: Range;
  readonly wrappers: Command["wrappers"];
}

/** Flattens a script to its commands, one after another as the shell would read them. */
export class CommandReader {
  readonly commands: Command[] = [];
  readonly lists: CommandList[] = [];
  readonly problems: { message: string; range: Range }[] = [];
  #words = 0;

  /** Read a text as a script. */
  readScript(text: ScriptText, scope: ShellScope): void {
    this.#script(text, outermostContext(text, scope));
  }

  /** Read an argument vector that runs without a shell. */
  readVector(words: readonly SourcedWord[], range: Range, text: ScriptText): void {
    const scope = new ShellScope(() => undefined, { errexit: false, pipefail: false });
    const commands: number[] = [];
    this.lists.push({ depth: 0, parts: [{ range, commands }], separators: [] });
    const parts = { words, assignments: [], redirections: [], others: [], input: undefined, range, wrappers: [] };
    this.#command(parts, { list: 0, listIndex: 0, failureIgnored: false }, outermostContext(text, scope));
    commands.push(...this.commands.keys());
  }

  #script(text: ScriptText, context: ReadingContext): void {
    const { list, problems } = parseShell(text.mapped.text);
    for (const { message, range } of problems) this.problems.push({ message, range: text.mapped.toSourceRange(range) });
    this.#list(list, { ...context, text });
  }

  #list(list: ListSyntax, context: ReadingContext): void {
    if (list.items.length === 0) return;
    const place = (range: Range): Range => context.text.mapped.toSourceRange(range);
    const parts = list.items.map(({ range }) => ({ range: place(range), commands: [] as number[] }));
    const index = this.lists.length;
    this.lists.push({ depth: context.depth, parts, separators: list.separators.map(({ operator, range }) => ({ operator, range: place(range) })) });
    const fallbacks = fallbacksOf(list);
    for (const chain of chainsOf(list)) {
      const decides = context.decisive && chain.end === list.items.length;
      let scope = context.scope;
      let skippable = false;
      for (let at = chain.start; at < chain.end; at++) {
        const item = list.items[at];
        if (item === undefined) break;
        const before: boolean = skippable;
        skippable = at > chain.start && mayBeSkipped(list, at, before);
        if (skippable !== before || list.separators[at - 1]?.operator === "||") {
          if (scope !== context.scope) context.scope.absorb(scope);
          scope = skippable ? context.scope.fork() : context.scope;
        }
        const ends = at === chain.end - 1;
        const failureIgnored = isFailureIgnored(item, fallbacks[at], decides, ends && context.errexit && scope.errexit);
        const start = this.commands.length;
        this.#item(item, { list: index, listIndex: at, failureIgnored }, {
          ...context,
          scope,
          conditional: context.conditional || skippable,
          background: context.background || item.background,
          decisive: !failureIgnored,
          errexit: context.errexit && ends && !item.negated && !item.background,
        });
        for (let command = start; command < this.commands.length; command++) parts[at]?.commands.push(command);
      }
      if (scope !== context.scope) context.scope.absorb(scope);
    }
  }

  #item(item: ItemSyntax, place: Place, context: ReadingContext): void {
    const pipeline = item.commands.length > 1 ? [] : undefined;
    for (const command of item.commands) {
      if (pipeline === undefined) {
        this.#one(command, item, place, context);
        continue;
      }
      const counts = command === item.commands.at(-1) || context.scope.pipefail;
      this.#one(command, item, { ...place, failureIgnored: place.failureIgnored || !counts }, {
        ...context, pipeline, decisive: context.decisive && counts, errexit: context.errexit && counts, scope: context.scope.fork(),
      });
    }
  }

  #one(command: CommandSyntax, item: ItemSyntax, place: Place, context: ReadingContext): void {
    if (command.kind === "compound") this.#compound(command, context);
    else this.#simple(command, command === item.commands[0] ? item.time : undefined, place, context);
  }

  #compound(node: CompoundSyntax, context: ReadingContext): void {
    for (const word of node.words ?? []) this.#substitutions(word.pieces, context, undefined);
    for (const { target, body } of node.redirections) for (const word of [target, body]) this.#substitutions(word?.pieces ?? [], context, undefined);
    const { scope } = context;
    if (node.construct === "loop" || node.construct === "for" || node.construct === "function") {
      if (node.construct === "for" && node.name !== undefined) scope.set(node.name, undefined);
      for (const branch of node.branches) for (const name of assignedNames(branch.list)) scope.set(name, undefined);
    }
    const inner = { ...context, depth: context.depth + 1 };
    for (const [index, { list }] of node.branches.entries()) {
      const branch = branchContext(node, index, inner);
      this.#list(list, branch);
      const ownProcess = node.construct === "subshell" || node.construct === "coprocess";
      if (!ownProcess && branch.scope !== scope) scope.absorb(branch.scope);
    }
  }

  #simple(node: SimpleSyntax, time: Range | undefined, place: Place, context: ReadingContext): void {
    const { text, scope } = context;
    const heredoc = node.redirections.findLast(({ operator }) => operator.startsWith("<<"));
    this.#command({
      words: node.words.flatMap((word) => readWords(word, text, scope)),
      assignments: node.assignments.map((assignment) => readAssignment(assignment, text, scope)),
      redirections: node.redirections.map((redirection) => readRedirection(redirection, text, scope)),
      others: [...node.assignments.map(({ value }) => value), ...node.redirections.flatMap(({ target, body }) => [target ?? [], body ?? []].flat())],
      input: heredoc?.body ?? heredoc?.target,
      range: text.mapped.toSourceRange({ start: time?.start ?? node.range.start, end: node.range.end }),
      wrappers: time === undefined ? [] : [{ name: "time", words: [readPlainWord(time, "time", text)], range: text.mapped.toSourceRange(time) }],
    }, place, context);
    if (node.words.length === 0) for (const assignment of node.assignments) applyAssignment(assignment, scope);
    else applyBuiltin(node.words, scope);
  }

  #command(parts: SimpleParts, place: Place, context: ReadingContext): void {
    const { words } = parts;
    this.#words += words.length;
    if (this.#words > MAX_WORDS) {
      this.problems.push({ message: "too many words", range: parts.range });
      return;
    }
    const plain = words.map(({ word }) => word);
    const { wrappers, assignments, start } = unwrap(plain.map(({ value }) => value));
    const program = plain[start]?.value;
    const index = this.commands.length;
    context.pipeline?.push(index);
    this.commands.push({
      name: program === undefined || program === "" ? undefined : programName(program),
      words: plain.slice(start),
      range: parts.range,
      wrappers: [...parts.wrappers, ...wrappers.map(({ name, start, end }) => ({ name, words: plain.slice(start, end), range: spanOf(plain.slice(start, end)) }))],
      assignments: [...parts.assignments, ...assignments.flatMap((at) => assignmentOfWord(plain[at]))],
      redirections: parts.redirections,
      circumstance: circumstanceOf(context, place.failureIgnored),
      list: place.list,
      listIndex: place.listIndex,
    });
    const read = this.#innerCode(words.slice(start), parts, place, context);
    for (const sourced of words) if (!read.has(sourced)) this.#substitutions(sourced.pieces, context, index);
    const decisive = words.length === 0 && !place.failureIgnored;
    for (const other of parts.others) if (!read.has(other)) this.#substitutions(other.pieces, context, index, decisive);
  }

  /** Read what a command's words hold as code, and say which words that were. */
  #innerCode(own: readonly SourcedWord[], parts: SimpleParts, place: Place, context: ReadingContext): ReadonlySet<SourcedWord | WordSyntax> {
    const read = new Set<SourcedWord | WordSyntax>();
    for (const code of findInnerCode(own.map(({ word }) => word.value))) {
      if (context.innerScripts >= MAX_INNER_SCRIPTS) {
        this.problems.push({ message: `scripts inside scripts deeper than ${MAX_INNER_SCRIPTS} levels`, range: parts.range });
        break;
      }
      if (code.kind === "command") {
        const inner = own.slice(code.start, code.end);
        const before = [own[0], own[code.start - 1]].flatMap((sourced) => sourced?.word ?? []);
        for (const sourced of inner) read.add(sourced);
        const wrappers = [...parts.wrappers, { name: "find", words: before, range: spanOf(before) }];
        const range = spanOf(inner.map(({ word }) => word));
        this.#command({ words: inner, assignments: [], redirections: [], others: [], input: undefined, range, wrappers }, place, { ...context, innerScripts: context.innerScripts + 1 });
        continue;
      }
      const sources = code.kind === "script" ? code.words.flatMap((at) => own[at] ?? []) : parts.input;
      if (sources === undefined) continue;
      for (const source of Array.isArray(sources) ? sources : [sources]) read.add(source);
      this.#innerScript(Array.isArray(sources) ? scriptOfWords(sources) : scriptOfWord(sources, context.text), code, place, context);
    }
    return read;
  }

  #innerScript(text: ScriptText, code: Exclude<InnerCode, { kind: "command" }>, place: Place, context: ReadingContext): void {
    const sameShell = code.kind === "script" && code.sameShell;
    const scope = sameShell ? context.scope : context.scope.fork();
    if (!sameShell) {
      scope.errexit = code.errexit;
      scope.pipefail = code.pipefail;
    }
    this.#script(text, {
      ...context,
      scope,
      decisive: !place.failureIgnored,
      errexit: sameShell ? context.errexit : true,
      depth: context.depth + 1,
      innerScripts: context.innerScripts + 1,
    });
  }

  /** Read what stands in substitutions; `into` is the command whose words they are, `decisive` whether their failure is its own. */
  #substitutions(pieces: readonly PieceSyntax[], context: ReadingContext, into: number | undefined, decisive = false): void {
    for (const piece of pieces) {
      if (piece.kind === "dynamic") this.#substitutions(piece.pieces, context, into, decisive);
      else if (piece.kind === "variable") for (const operand of operandsOf(piece)) this.#substitutions(operand.pieces, context, into, decisive);
      else if (piece.kind === "substitution" && piece.list !== undefined) {
        this.#list(piece.list, {
          ...context,
          scope: context.scope.fork(),
          subshell: true,
          substitution: context.substitution || piece.form === "command",
          substitutedInto: into,
          pipeline: undefined,
          decisive,
          errexit: context.errexit && decisive,
          depth: context.depth + 1,
        });
      }
    }
  }
}

/** The words of `eval`, which joins them by blanks; of the others there is one. */
function scriptOfWords(words: readonly SourcedWord[]): ScriptText {
  const texts = words.map((word) => word.script());
  const blank = new MappedText(" ", []);
  const mapped = texts.length === 1 && texts[0] ? texts[0].mapped : joinMapped(texts.flatMap((text, index) => (index === 0 ? [text.mapped] : [blank, text.mapped])));
  return { mapped, editable: texts.every(({ editable }) => editable) };
}
