import type { Range } from "../source/text.ts";
import type { Assignment, Redirection, Word } from "./command.ts";
import { expandWord, unsplitValue, variablesOf } from "./expansion.ts";
import { scriptOfWord, type ScriptText } from "./script-text.ts";
import type { ShellScope } from "./scope.ts";
import type { AssignmentSyntax, PieceSyntax, RedirectionSyntax, WordSyntax } from "./syntax/tree.ts";

/** Fields that one unquoted variable may give; a longer list is left as one word that is not certain. */
const MAX_FIELDS = 256;

/** A word with its syntax and what it hands to an inner shell. */
export interface SourcedWord {
  readonly word: Word;
  readonly pieces: readonly PieceSyntax[];
  readonly script: () => ScriptText;
}

/** The words that the shell makes of one: several for an unquoted list in a variable, none for an empty one. */
export function readWords(word: WordSyntax, text: ScriptText, scope: ShellScope): SourcedWord[] {
  const { fields, variables } = expandWord(word, scope);
  const plain = readPlainWord(word.range, word.text, text);
  const script = (): ScriptText => scriptOfWord(word, text);
  if (fields === undefined || fields.length === 1 || fields.length > MAX_FIELDS) {
    const value = fields?.length === 1 ? fields[0] : undefined;
    return [{ word: { ...plain, value, variables, editable: plain.editable && !word.detached }, pieces: word.pieces, script }];
  }
  return fields.map((value, index) => ({ word: { ...plain, value, variables, editable: false }, pieces: index === 0 ? word.pieces : [], script }));
}

/** A word that stands for itself. */
export function readPlainWord(range: Range, written: string, text: ScriptText): Word {
  const { mapped, editable } = text;
  return { text: written, range: mapped.toSourceRange(range), value: written, variables: [], editable: editable && mapped.isContiguous(range) };
}

export function readAssignment(assignment: AssignmentSyntax, text: ScriptText, scope: ShellScope): Assignment {
  return { name: assignment.name, value: readUnsplitWord(assignment.value, text, scope), range: text.mapped.toSourceRange(assignment.range) };
}

/** `NAME=value` given to `env` or `sudo`. */
export function assignmentOfWord(word: Word | undefined): readonly Assignment[] {
  if (word?.value === undefined) return [];
  const equals = word.value.indexOf("=");
  return [{ name: word.value.slice(0, equals), value: { ...word, value: word.value.slice(equals + 1), editable: false }, range: word.range }];
}

export function readRedirection(redirection: RedirectionSyntax, text: ScriptText, scope: ShellScope): Redirection {
  const { operator, fileDescriptor, target, range } = redirection;
  return { operator, fileDescriptor, target: target && readUnsplitWord(target, text, scope), range: text.mapped.toSourceRange(range) };
}

function readUnsplitWord(word: WordSyntax, text: ScriptText, scope: ShellScope): Word {
  const plain = readPlainWord(word.range, word.text, text);
  return { ...plain, value: unsplitValue(word, scope), variables: variablesOf(word.pieces), editable: plain.editable && !word.detached };
}

export function spanOf(words: readonly Word[]): Range {
  return { start: words[0]?.range.start ?? 0, end: words.at(-1)?.range.end ?? 0 };
}
