import type { Edit } from "../../../../source/edit.ts";
import type { Word } from "../../../../shell/command.ts";
import type { HardenInput } from "../../../plan.ts";
import type { GoBuild } from "./go-build.ts";

/** Whether a build command stands in the file as plain text of a shell, so that words can be put into it. */
export function canEdit(input: HardenInput, build: GoBuild): boolean {
  const { command, actionWord } = build.go;
  const [program] = command.words;
  const isVector = build.script.dialect === "exec" && !isInnerScript(build);
  return program !== undefined && !isVector && stands(input, program) && stands(input, actionWord);
}

/** Whether a word stands in the file as it is read, in one piece. */
export function stands(input: HardenInput, word: Word): boolean {
  return word.editable && input.subject.source.slice(word.range) === word.text;
}

/** Whether the command stands inside the quotes of `sh -c '…'`, where what is put in may hold no quote. */
export function isInnerScript({ script, go }: GoBuild): boolean {
  const { range } = go.command;
  return script.commands.some((other) => other !== go.command && other.words.some((word) => word.range.start <= range.start && range.end <= word.range.end));
}

export function insert(at: number, text: string): Edit {
  return { range: { start: at, end: at }, text };
}
