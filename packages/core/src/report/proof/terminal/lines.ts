import type { Terminal } from "../../check-report.ts";
import { fold, foldVerbatim, shown } from "../../terminal/wrap.ts";
import { amount } from "../../words.ts";
import { sentenceOf, type Excerpt } from "../excerpt.ts";
import { sign, type Sign } from "./marks.ts";

/** Text from outside within a sentence: without secrets, bounded, and in characters that the terminal can show. */
export function say(text: string, terminal: Terminal): string {
  return shown(sentenceOf(text), terminal);
}

/** A line behind a sign; what does not fit stands under its beginning. */
export function item(kind: Sign, text: string, terminal: Terminal): readonly string[] {
  const [first = "", ...rest] = fold(text, terminal.width, "    ");
  return [`  ${sign(kind, terminal)} ${first.trimStart()}`, ...rest];
}

/** Lines word by word as a container or builder wrote them. */
export function verbatim({ lines, before, behind }: Excerpt, terminal: Terminal, indent: string): readonly string[] {
  const { style, width } = terminal;
  const left = (count: number): readonly string[] => (count === 0 ? [] : fold(style.dim(shown(`… ${amount(count, "more line")}`, terminal)), width, indent));
  return [...left(before), ...lines.flatMap((line) => foldVerbatim(shown(line, terminal), width, indent)), ...left(behind)];
}

/** Blocks of lines with an empty line between them, without those that are empty. */
export function blocks(all: readonly (readonly string[])[]): readonly string[] {
  return all.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}
