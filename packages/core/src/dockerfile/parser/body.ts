import type { MappedText } from "../../source/mapped-text.ts";
import type { Argument, Instruction, KeyValue, VariableUse } from "../syntax.ts";
import { isBlank, type Span } from "./text/characters.ts";
import type { Level } from "./diagnostics.ts";
import type { InstructionGrammar, PlainBodyKind } from "./grammar.ts";
import { heredocOperator } from "./heredocs.ts";
import { levelAt, rangeOf, type InstructionLine } from "./instruction-line.ts";
import { readJsonForm } from "./text/json-form.ts";
import { findVariables } from "./variables-in-text.ts";
import { splitBlanks, splitQuoted } from "./text/words.ts";

/** What follows keyword and flags, split as BuildKit splits it for the keyword. */
export interface Body {
  readonly form: Instruction["form"];
  readonly arguments: readonly Argument[];
}

/** A body that is being read, and how deep in ONBUILDs it stands. */
export interface BodyReading {
  readonly line: InstructionLine;
  readonly span: Span;
  readonly grammar: InstructionGrammar;
  readonly depth: number;
}

const READERS: Readonly<Record<PlainBodyKind, (reading: BodyReading) => Body>> = {
  command: (reading) => readMaybeJson(reading, "shell", wholeText),
  paths: (reading) => readMaybeJson(reading, "words", blankWords),
  words: (reading) => ({ form: "words", arguments: blankWords(reading) }),
  text: (reading) => ({ form: "words", arguments: wholeText(reading) }),
  pairs: (reading) => ({ form: "words", arguments: readPairs(reading) }),
  declarations: (reading) => ({ form: "words", arguments: quotedWords(reading).map((word) => pairArgument(reading, word)) }),
};

/** The arguments of an instruction that holds no other, their tokens marked. */
export function readBody(kind: PlainBodyKind, reading: BodyReading): Body {
  return READERS[kind](reading);
}

function readMaybeJson(reading: BodyReading, otherForm: "shell" | "words", otherwise: (reading: BodyReading) => readonly Argument[]): Body {
  const { line, span, grammar } = reading;
  const json = readJsonForm(line.joined, span);
  if (json.kind === "strings") {
    return { form: "exec", arguments: json.strings.map((string) => argument(reading, string.span, string.decoded, grammar.expands === "all")) };
  }
  if (span.start < span.end) reportJson(reading, json.kind, otherForm);
  return { form: json.kind === "other" ? otherForm : "invalid-json", arguments: otherwise(reading) };
}

function reportJson({ line, span, grammar, depth }: BodyReading, kind: "not-strings" | "broken" | "other", otherForm: "shell" | "words"): void {
  const report = (level: Level, message: string): void => line.diagnostics.add(level, "invalid-json", rangeOf(line, span), message);
  if (kind === "not-strings") {
    report("error", "BuildKit takes a JSON array of strings only; put every element in double quotes.");
  } else if (grammar.needsJson === true) {
    report(levelAt(depth), 'BuildKit takes a JSON array of strings here and nothing else, for example ["/bin/bash", "-c"].');
  } else if (kind === "broken") {
    const effect = otherForm === "shell" ? "a shell runs it as it stands" : "it is split at its spaces, brackets and quotes included";
    const need = "it needs double quotes, commas between the elements, a closing bracket and nothing behind it";
    report("warning", `This looks like a JSON array and is none, so ${effect}; ${need}.`);
  }
}

function wholeText(reading: BodyReading): readonly Argument[] {
  return reading.span.start === reading.span.end ? [] : [wordArgument(reading, reading.span, reading.grammar.expands === "all")];
}

function blankWords(reading: BodyReading): readonly Argument[] {
  const { expands, takesHeredocs } = reading.grammar;
  const { text } = reading.line.joined;
  return splitBlanks(text, reading.span).map((word, index) => {
    const expanded = expands === "all" || (expands === "first" && index === 0);
    const heredoc = takesHeredocs === true && text.startsWith("<", word.start) && heredocOperator(text, word) !== undefined;
    return wordArgument(reading, word, expanded && !heredoc);
  });
}

function quotedWords({ line, span }: BodyReading): readonly Span[] {
  return splitQuoted(line.joined.text, span, line.escape);
}

/** `ENV` and `LABEL`: words with `=`, unless the first one has none; then the first word is the name and all the rest its value. */
function readPairs(reading: BodyReading): readonly Argument[] {
  const words = quotedWords(reading);
  const { text } = reading.line.joined;
  const first = words[0];
  if (first === undefined) return [];
  if (text.slice(first.start, first.end).includes("=")) return words.map((word) => pairArgument(reading, word));
  return [legacyPair(reading)];
}

function legacyPair(reading: BodyReading): Argument {
  const { line, span } = reading;
  const { text } = line.joined;
  let keyEnd = span.start;
  while (keyEnd < span.end && !isBlank(text.charCodeAt(keyEnd))) keyEnd++;
  let valueStart = keyEnd;
  while (valueStart < span.end && isBlank(text.charCodeAt(valueStart))) valueStart++;
  const value = keyEnd === span.end ? undefined : { start: valueStart, end: span.end };
  return withPair(reading, span, { start: span.start, end: keyEnd }, value, true);
}

function pairArgument(reading: BodyReading, word: Span): Argument {
  const equals = reading.line.joined.text.indexOf("=", word.start);
  const split = equals === -1 || equals >= word.end ? undefined : equals;
  const key = { start: word.start, end: split ?? word.end };
  return withPair(reading, word, key, split === undefined ? undefined : { start: split + 1, end: word.end }, false);
}

function withPair(reading: BodyReading, word: Span, keySpan: Span, valueSpan: Span | undefined, legacy: boolean): Argument {
  const { line, depth } = reading;
  const options = { escape: line.escape };
  const key = findVariables(line.joined.slice(keySpan.start, keySpan.end), options, line.diagnostics, levelAt(depth));
  const rawValue = valueSpan === undefined ? undefined : line.joined.slice(valueSpan.start, valueSpan.end);
  const value = rawValue === undefined ? undefined : findVariables(rawValue, options, line.diagnostics, levelAt(depth));
  const pair: KeyValue = {
    key: line.joined.text.slice(keySpan.start, keySpan.end),
    keyRange: rangeOf(line, keySpan),
    value: value?.unquoted,
    valueRange: valueSpan === undefined ? undefined : rangeOf(line, valueSpan),
    rawValue: rawValue?.text,
    legacy,
  };
  return { ...marked(reading, word, line.joined.slice(word.start, word.end), [...key.variables, ...(value?.variables ?? [])]), pair };
}

function wordArgument(reading: BodyReading, span: Span, expanded: boolean): Argument {
  return argument(reading, span, reading.line.joined.slice(span.start, span.end), expanded);
}

function argument(reading: BodyReading, span: Span, mapped: MappedText, expanded: boolean): Argument {
  const { line, depth } = reading;
  return marked(reading, span, mapped, expanded ? findVariables(mapped, { escape: line.escape }, line.diagnostics, levelAt(depth)).variables : []);
}

function marked({ line }: BodyReading, span: Span, mapped: MappedText, variables: readonly VariableUse[]): Argument {
  line.marks.push({ kind: "argument", ...span });
  return { text: mapped.text, range: rangeOf(line, span), mapped, variables };
}
