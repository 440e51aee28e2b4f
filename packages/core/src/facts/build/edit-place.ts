import type { Command, ShellScript, Word } from "../../shell/command.ts";
import type { Edit } from "../../source/edit.ts";
import type { SourceText } from "../../source/text.ts";

/** A command with the script that it is part of. */
export interface ScriptCommand {
  readonly script: ShellScript;
  readonly command: Command;
}

/** Whether a command stands in the file as plain text of a shell, so that words can be put between its first ones. */
export function canEdit(source: SourceText, place: ScriptCommand, ...words: readonly Word[]): boolean {
  const [program] = place.command.words;
  const isVector = place.script.dialect === "exec" && !isInnerScript(place);
  return program !== undefined && !isVector && [program, ...words].every((word) => stands(source, word));
}

/** Whether a word stands in the file as it is read, in one piece. */
export function stands(source: SourceText, word: Word): boolean {
  return word.editable && source.slice(word.range) === word.text;
}

/** Whether the command stands inside the quotes of `sh -c '…'`, where what is put in may hold no quote. */
export function isInnerScript({ script, command }: ScriptCommand): boolean {
  return innerCommands(script).has(command);
}

const inner = new WeakMap<ShellScript, ReadonlySet<Command>>();

/** The commands that begin in front of the end of another one's words: they stand in one of them. */
function innerCommands(script: ShellScript): ReadonlySet<Command> {
  const before = inner.get(script);
  if (before !== undefined) return before;
  const found = new Set<Command>();
  let reach = 0;
  for (const command of script.commands.toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)) {
    if (command.range.start < reach) found.add(command);
    for (const word of command.words) reach = Math.max(reach, word.range.end);
  }
  inner.set(script, found);
  return found;
}

export function insert(at: number, text: string): Edit {
  return { range: { start: at, end: at }, text };
}
