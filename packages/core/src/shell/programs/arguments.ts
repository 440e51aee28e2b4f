import type { Word } from "../command.ts";

/** Which options of a program take a value, so that the value is not taken for an operand. */
export interface OptionGrammar {
  /** Letters whose value is attached or the next word. */
  readonly short?: string;
  /** Long options, with their dashes, whose value may be the next word. */
  readonly long?: readonly string[];
  /** Long options with one dash and no clusters of letters, as Go's flag package reads them. */
  readonly singleDash?: boolean;
}

export interface ReadOption {
  /** With its dashes: `-y`, `--yes`. */
  readonly name: string;
  readonly value: string | undefined;
  /** The word that holds the option, not the one that holds its value. */
  readonly word: Word;
  /** The word that holds the value, when it is another one. */
  readonly valueWord: Word | undefined;
}

export interface ReadArguments {
  readonly options: readonly ReadOption[];
  readonly operands: readonly Word[];
}

/** Options and operands of a program, in any order; behind `--` all are operands. */
export function readArguments(words: readonly Word[], grammar: OptionGrammar): ReadArguments {
  const options: ReadOption[] = [];
  const operands: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const written = writtenValue(word);
    if (written === "--") {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (!written.startsWith("-") || written === "-") {
      operands.push(word);
      continue;
    }
    const read = grammar.singleDash === true || written.startsWith("--") ? readLong(word, written, grammar) : readCluster(word, written, grammar);
    if (!read.wantsValue) {
      options.push(...read.options);
      continue;
    }
    const valueWord = words[++at];
    const last = read.options.at(-1);
    options.push(...read.options.slice(0, -1));
    if (last !== undefined) options.push({ ...last, value: valueWord?.value, valueWord });
  }
  return { options, operands };
}

/** The value of a word, or how it is written without its quotes where the value is not certain. */
export function writtenValue(word: Word): string {
  return word.value ?? word.text.replaceAll('"', "");
}

export function findOption(options: readonly ReadOption[], ...names: readonly string[]): ReadOption | undefined {
  return options.findLast(({ name }) => names.includes(name));
}

interface ReadWord {
  readonly options: readonly ReadOption[];
  readonly wantsValue: boolean;
}

function readLong(word: Word, written: string, grammar: OptionGrammar): ReadWord {
  const equals = written.indexOf("=");
  const name = equals === -1 ? written : written.slice(0, equals);
  const value = equals === -1 || word.value === undefined ? undefined : written.slice(equals + 1);
  const wantsValue = equals === -1 && grammar.long?.includes(name) === true;
  return { options: [{ name, value, word, valueWord: undefined }], wantsValue };
}

function readCluster(word: Word, written: string, grammar: OptionGrammar): ReadWord {
  const options: ReadOption[] = [];
  for (let at = 1; at < written.length; at++) {
    const name = `-${written.charAt(at)}`;
    const rest = written.slice(at + 1);
    const takesValue = grammar.short?.includes(written.charAt(at)) === true;
    if (!takesValue && !rest.startsWith("=")) {
      options.push({ name, value: undefined, word, valueWord: undefined });
      continue;
    }
    const value = rest.startsWith("=") ? rest.slice(1) : rest;
    options.push({ name, value: rest === "" || word.value === undefined ? undefined : value, word, valueWord: undefined });
    return { options, wantsValue: takesValue && rest === "" };
  }
  return { options, wantsValue: false };
}
