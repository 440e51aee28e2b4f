import type { Evidence } from "../../source/fact.ts";
import type { SourceText } from "../../source/text.ts";
import type { Instruction } from "../syntax.ts";

const LONGEST_OBSERVATION = 120;

/** That an instruction stands in the file, with its line; a long one is cut. */
export function instructionEvidence(source: SourceText, instruction: Instruction, observation = instructionText(instruction)): Evidence {
  return { observation, path: source.path, line: lineOf(source, instruction), range: instruction.range };
}

/** The line (counted from 1) on which an instruction begins. */
export function lineOf(source: SourceText, instruction: Instruction): number {
  return source.position(instruction.range.start).line;
}

function instructionText({ keyword, keywordText, body }: Instruction): string {
  const text = `${keyword ?? keywordText} ${body.text.trim()}`;
  return text.length > LONGEST_OBSERVATION ? `${text.slice(0, LONGEST_OBSERVATION)}…` : text;
}
