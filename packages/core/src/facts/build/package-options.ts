import type { PackageCall } from "../../shell/calls.ts";
import type { Word } from "../../shell/command.ts";

export interface OptionWithValue {
  readonly option: PackageCall["options"][number];
  /** The word in which the value stands: the option's own for `--option=value`, else the next one; the option's own at the end. */
  readonly holder: Word;
}

/** The options of a call that have one of these names, each with the word that holds its value. */
export function optionsWithValue(call: PackageCall, names: readonly string[]): readonly OptionWithValue[] {
  const wanted = call.options.filter(({ name }) => names.includes(name));
  if (wanted.length === 0) return [];
  const { words } = call.command;
  const places = new Map(words.map((word, index) => [word, index]));
  return wanted.map((option) => {
    const next = words[(places.get(option.word) ?? words.length) + 1];
    return { option, holder: option.word.text.includes("=") ? option.word : (next ?? option.word) };
  });
}
