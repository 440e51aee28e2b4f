import { nearest } from "../../source/nearest.ts";
import { KEYWORDS, type Instruction } from "../syntax.ts";
import { checkArguments } from "./arguments.ts";
import { didYouMean, excerpt, type Diagnostics, type Level } from "../parser/diagnostics.ts";
import { checkFlags } from "./flags.ts";
import type { InstructionGrammar } from "../parser/grammar.ts";

/**
 * Report what BuildKit would refuse of an instruction that was split. Source: BuildKit `frontend/dockerfile/instructions`.
 * `level` is what such a refusal weighs: an error, or a warning inside ONBUILD.
 */
export function checkInstruction(instruction: Instruction, grammar: InstructionGrammar, diagnostics: Diagnostics, level: Level): void {
  if (instruction.keyword === undefined) {
    const suggestion = nearest(instruction.keywordText, KEYWORDS);
    const name = instruction.keywordText === "" ? "without a name" : excerpt(instruction.keywordText);
    const message = didYouMean(`There is no instruction ${name}`, suggestion);
    diagnostics.add(level, "unknown-instruction", instruction.keywordRange, message, suggestion);
    return;
  }
  checkFlags(instruction, grammar, diagnostics, level);
  checkArguments(instruction, diagnostics, level);
}
