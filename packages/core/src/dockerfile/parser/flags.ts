import type { Flag } from "../syntax.ts";
import { isSpace, skipSpace, type Span } from "./text/characters.ts";
import { flagGrammar, type InstructionGrammar } from "./grammar.ts";
import { levelAt, rangeOf, type InstructionLine } from "./instruction-line.ts";
import { gather, without } from "./text/mapped-pieces.ts";
import { findVariables } from "./variables-in-text.ts";

/** The flags of an instruction, and where what follows them begins. */
export interface Flags {
  readonly flags: readonly Flag[];
  readonly next: number;
}

/** Read the flags at the beginning of what follows a keyword, their tokens marked. */
export function readFlags(line: InstructionLine, span: Span, grammar: InstructionGrammar, depth: number): Flags {
  const words = splitFlags(line.joined.text, span, line.escape);
  const flags = words.flags.map((word) => readFlag(line, word, grammar, depth));
  if (words.separator !== undefined) line.marks.push({ kind: "flag", start: words.separator.start, end: words.separator.end });
  return { flags, next: words.next };
}

function readFlag(line: InstructionLine, word: FlagWord, grammar: InstructionGrammar, depth: number): Flag {
  line.marks.push({ kind: "flag", start: word.start, end: word.end });
  const unquoted = gather(line.joined, without(word, word.removed));
  const equals = unquoted.text.indexOf("=");
  const name = unquoted.text.slice(2, equals === -1 ? undefined : equals);
  const range = rangeOf(line, word);
  if (word.openQuote !== undefined) {
    const quote = rangeOf(line, { start: word.openQuote, end: word.openQuote + 1 });
    line.diagnostics.add("warning", "unterminated-quote", quote, "Nothing closes this quote, so the rest of the instruction is part of the flag.");
  }
  if (equals === -1) return { name, value: undefined, range, valueRange: undefined, valueText: undefined, variables: [] };
  const valueText = unquoted.slice(equals + 1, unquoted.text.length);
  const valueRange = { start: unquoted.toSource(equals) + 1, end: range.end };
  const expands = flagGrammar(grammar, name)?.variables !== undefined;
  const variables = expands ? findVariables(valueText, { escape: line.escape }, line.diagnostics, levelAt(depth)).variables : [];
  return { name, value: valueText.text, range, valueRange, valueText, variables };
}

/** A word that begins with `--`. */
interface FlagWord extends Span {
  /** Where its quotes and escape characters stand, which are no part of its value. */
  readonly removed: readonly number[];
  /** Where a quote opens that nothing closes. */
  readonly openQuote: number | undefined;
}

interface FlagWords {
  readonly flags: readonly FlagWord[];
  /** `--`, which ends the flags. */
  readonly separator: Span | undefined;
  /** Where the rest of the instruction begins. */
  readonly next: number;
}

/** The flags at the beginning of what follows a keyword. Every instruction has them split off, whether it knows any or not. */
function splitFlags(text: string, span: Span, escape: string): FlagWords {
  const flags: FlagWord[] = [];
  let at = skipSpace(text, span.start, span.end);
  while (text.startsWith("--", at) && at + 2 <= span.end) {
    const word = flagWord(text, at, span.end, escape);
    // Quotes and escapes that leave nothing make a separator too: BuildKit compares after it has removed them.
    if (word.end - word.start - word.removed.length === 2) return { flags, separator: word, next: word.end };
    flags.push(word);
    at = skipSpace(text, word.end, span.end);
  }
  return { flags, separator: undefined, next: at };
}

function flagWord(text: string, start: number, end: number, escape: string): FlagWord {
  const removed: number[] = [];
  let quote = "";
  let openQuote: number | undefined;
  let at = start;
  while (at < end) {
    const character = text[at] ?? "";
    if (quote === "" && isSpace(text.charCodeAt(at))) break;
    if (quote === "" ? character === "'" || character === '"' : character === quote) {
      removed.push(at);
      openQuote = quote === "" ? at : undefined;
      quote = quote === "" ? character : "";
      at++;
    } else if (character === escape) {
      removed.push(at);
      at += 2;
    } else at++;
  }
  return { start, end: Math.min(at, end), removed, openQuote };
}
