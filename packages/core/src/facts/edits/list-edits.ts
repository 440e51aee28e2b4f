import type { Edit } from "../../source/edit.ts";
import type { Range } from "../../source/text.ts";
import type { CommandList, ShellScript } from "../../shell/command.ts";
import { effectiveInstruction } from "../build/build-commands.ts";
import type { DockerfileSubject } from "../subject.ts";

/** The list of commands that a script itself is, not one of those inside; undefined when the script was not understood. */
export function outerList(script: ShellScript): CommandList | undefined {
  const outer = script.lists.filter(({ depth }) => depth === 0);
  return script.complete && outer.length === 1 ? outer[0] : undefined;
}

/**
 * The edit that runs a command behind all others of a RUN, if they succeed, in the style of its lines. Undefined where that would not
 * do: something stands behind the last command, it never returns (`exec`, `exit`), or runs in the background.
 */
export function appendCommand(subject: DockerfileSubject, script: ShellScript, command: string): Edit | undefined {
  const list = outerList(script);
  const last = list?.parts.at(-1);
  if (list === undefined || last === undefined || last.range.end !== endOf(script)) return undefined;
  if (script.commands.some(({ name, wrappers }) => name === "exit" || name === "exec" || wrappers.some((wrapper) => wrapper.name === "exec"))) return undefined;
  if (list.separators.some(({ operator }) => operator === "&")) return undefined;
  return { range: { start: last.range.end, end: last.range.end }, text: `${joint(subject, script, list)}${command}` };
}

/** Where the last character of a script stands. */
function endOf({ text }: ShellScript): number {
  const length = text.text.trimEnd().length;
  return length === 0 ? -1 : text.toSource(length - 1) + 1;
}

/** `&&` on the same line, or as the lines before have it: at the end of a line or at the beginning of the next. */
function joint({ source, model }: DockerfileSubject, script: ShellScript, list: CommandList): string {
  const instruction = effectiveInstruction(script.instruction);
  const separator = list.separators.at(-1);
  const before = list.parts.at(-2);
  const last = list.parts.at(-1);
  if (separator === undefined || before === undefined || last === undefined || instruction.heredocs.length > 0) return " && ";
  const breaksBefore = source.slice({ start: before.range.end, end: separator.range.start }).includes("\n");
  const breaksBehind = source.slice({ start: separator.range.end, end: last.range.start }).includes("\n");
  if (!breaksBefore && !breaksBehind) return " && ";
  const indentation = indentationAt(source.text, breaksBefore ? separator.range.start : last.range.start);
  const lineBreak = ` ${model.syntax.escape}${source.lineEnd}${indentation}`;
  return breaksBefore ? `${lineBreak}&& ` : ` &&${lineBreak}`;
}

function indentationAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  let end = start;
  while (text.charAt(end) === " " || text.charAt(end) === "\t") end++;
  return text.slice(start, end);
}

/**
 * The edit that takes one command out of a list with the `&&` or `;` beside it. Undefined where that would take something else
 * along: a comment between the lines, a part of several commands, another operator.
 */
export function removePart(subject: DockerfileSubject, list: CommandList, index: number): Edit | undefined {
  const part = list.parts[index];
  const isFirst = index === 0;
  const separator = list.separators[isFirst ? 0 : index - 1];
  const neighbour = list.parts[isFirst ? 1 : index - 1];
  if (part === undefined || neighbour === undefined || separator === undefined || part.commands.length !== 1) return undefined;
  if (separator.operator !== "&&" && separator.operator !== ";") return undefined;
  const range: Range = isFirst ? { start: part.range.start, end: neighbour.range.start } : { start: neighbour.range.end, end: part.range.end };
  const between = isFirst ? { start: part.range.end, end: range.end } : { start: range.start, end: part.range.start };
  return subject.source.slice(between).includes("#") ? undefined : { range, text: "" };
}
