import type { Edit } from "../../source/edit.ts";
import type { Range, SourceText } from "../../source/text.ts";
import type { Word } from "../../shell/command.ts";

/** The edit that takes a word off its line, with the blanks before it, or those behind it where it begins the line. */
export function removeWord(source: SourceText, range: Range): Edit {
  let start = range.start;
  while (isBlank(source.text.charAt(start - 1))) start--;
  if (start > 0 && source.text.charAt(start - 1) !== "\n") return { range: { start, end: range.end }, text: "" };
  let end = range.end;
  while (isBlank(source.text.charAt(end))) end++;
  return { range: { start: range.start, end }, text: "" };
}

/** The edit that takes one letter out of a cluster of short options (`-skL` without `k` is `-sL`), or the whole word when it is alone. */
export function removeShortOption(source: SourceText, word: Word, letter: string): Edit {
  const at = word.text.indexOf(letter);
  if (word.text.startsWith("--") || word.text.length <= 2 || at === -1) return removeWord(source, word.range);
  const start = word.range.start + at;
  return { range: { start, end: start + 1 }, text: "" };
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}
