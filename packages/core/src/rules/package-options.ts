import type { PackageCall } from "../shell/calls.ts";
import type { Word } from "../shell/command.ts";

/** The word in which the value of an option stands: its own for `--option=value`, else the next one; undefined for an option at the end. */
export function valueWordOf(call: PackageCall, option: PackageCall["options"][number]): Word | undefined {
  if (option.word.text.includes("=")) return option.word;
  return call.command.words[call.command.words.indexOf(option.word) + 1];
}
