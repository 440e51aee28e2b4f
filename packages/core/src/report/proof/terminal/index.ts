import type { Proof, RepairStep } from "../../../prove/proof.ts";
import type { Terminal } from "../../check-report.ts";
import { fold, page } from "../../terminal/wrap.ts";
import { confirmedText, isOriginalAtFault, nextSteps, runText, VERDICTS } from "../words.ts";
import { blocks, item, say } from "./lines.ts";
import { comparisonTable } from "./table.ts";
import { troubleOf, variantLines } from "./variant.ts";

export { changesTerminal } from "./changes.ts";

/** `prove` as people read it: the verdict, each variant with its checks and answers, the comparison, and what to type next. */
export function proofTerminal(proof: Proof, terminal: Terminal): string {
  const next = nextSteps(proof);
  const confirmed = confirmedText(proof.original.confirmations);
  const sections = blocks([
    heading(proof, terminal),
    isOriginalAtFault(proof) ? troubleOf(proof.original, terminal) : [],
    repairLines(proof.repairs, terminal),
    ...proof.variants.map((variant) => variantLines(variant, terminal)),
    proof.notProved.flatMap(({ base, reason }) => item("warning", `${terminal.style.bold(say(base, terminal))} not proved here: ${say(reason, terminal)}`, terminal)),
    confirmed === undefined ? [] : fold(`original: ${say(confirmed, terminal)}`, terminal.width),
    proof.variants.length === 0 ? [] : comparisonTable(proof, terminal),
    next.length === 0 ? [] : ["Next:", ...next.map((line) => `  ${terminal.style.cyan(say(line, terminal))}`)],
  ]);
  return page(sections, terminal);
}

function heading(proof: Proof, terminal: Terminal): readonly string[] {
  const { style, width } = terminal;
  const { result, reason } = proof.verdict;
  const colour = { passed: style.green, failed: style.red, undecided: style.yellow }[result];
  return [
    ...fold(`${style.bold(say(proof.name, terminal))}  ${style.bold(colour(VERDICTS[result]))}`, width),
    ...fold(say(reason, terminal), width),
    ...fold(style.dim(`${say(proof.source.path, terminal)} in ${say(proof.source.context, terminal)}: ${say(runText(proof), terminal)}`), width),
  ];
}

/** What was mended on the way, and why. */
function repairLines(repairs: readonly RepairStep[], terminal: Terminal): readonly string[] {
  if (repairs.length === 0) return [];
  return ["Repaired:", ...repairs.flatMap(({ attempt, base, cause, change }) => [...item("good", `${say(base, terminal)}, attempt ${attempt}: ${terminal.style.bold(say(change, terminal))}`, terminal), ...fold(terminal.style.dim(say(cause.message, terminal)), terminal.width, "      ")])];
}
