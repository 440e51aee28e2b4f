import { nearest } from "../../source/nearest.ts";
import type { Flag, Instruction } from "../syntax.ts";
import { didYouMean, excerpt, type Diagnostics, type Level } from "../parser/diagnostics.ts";
import { checkMount } from "./mount.ts";
import { isCount, isDuration } from "./flag-values.ts";
import { flagGrammar, type FlagGrammar, type InstructionGrammar } from "../parser/grammar.ts";

/** Report flags that the instruction does not know, has twice, or whose value BuildKit does not take. */
export function checkFlags(instruction: Instruction, grammar: InstructionGrammar, diagnostics: Diagnostics, level: Level): void {
  const ignored = grammar.ignoresFlags === true || instruction.nested?.keywordText.toUpperCase() === "NONE";
  const seen = new Set<string>();
  for (const flag of instruction.flags) {
    const known = flagGrammar(grammar, flag.name);
    if (known === undefined) {
      reportUnknown(instruction, flag, Object.keys(grammar.flags), diagnostics, ignored ? "warning" : level);
      continue;
    }
    if (seen.has(flag.name) && known.repeatable !== true) {
      diagnostics.add(ignored ? "warning" : level, "duplicate-flag", flag.range, `--${flag.name} stands here a second time; BuildKit takes it once.`);
    }
    seen.add(flag.name);
    if (!ignored) checkValue(flag, known, diagnostics, level);
  }
}

function reportUnknown({ keywordText }: Instruction, flag: Flag, names: readonly string[], diagnostics: Diagnostics, level: Level): void {
  const near = nearest(flag.name, names);
  const suggestion = near === undefined ? undefined : `--${near}`;
  diagnostics.add(level, "unknown-flag", flag.range, didYouMean(`${keywordText.toUpperCase()} has no flag --${excerpt(flag.name)}`, suggestion), suggestion);
}

function checkValue(flag: Flag, { value: kind, variables }: FlagGrammar, diagnostics: Diagnostics, level: Level): void {
  const { name, value } = flag;
  const range = flag.valueRange ?? flag.range;
  if (value === undefined ? kind !== "boolean" : kind === "boolean" && value === "") {
    diagnostics.add(level, "missing-value", flag.range, `--${name} needs a value: --${name}=…`);
    return;
  }
  const wanted = value === undefined ? undefined : wantedValue(value, kind);
  if (wanted !== undefined) diagnostics.add(level, "invalid-value", range, `--${name} takes ${wanted}, not ${excerpt(value ?? "")}.`);
  if (kind === "mount" && value !== undefined) checkMount(value, (message) => diagnostics.add(level, "invalid-value", range, message));
  if (variables === "refused" && flag.variables.length > 0) {
    const use = flag.variables[0]?.range ?? range;
    diagnostics.add(level, "invalid-value", use, `BuildKit does not expand variables in --${name}; name a stage with FROM … AS and copy from that.`);
  }
}

/** What a value should have been, or undefined when it is right. */
function wantedValue(value: string, kind: FlagGrammar["value"]): string | undefined {
  if (kind === "boolean") return ["true", "false"].includes(value.toLowerCase()) ? undefined : "true or false";
  if (kind === "duration") return value === "" || isDuration(value) ? undefined : "a duration such as 30s or 1m30s, 1ms or more";
  if (kind === "count") return value === "" || isCount(value) ? undefined : "a whole number, 0 or more";
  if (kind === "text" || kind === "mount") return undefined;
  return kind.includes(value) ? undefined : `one of ${kind.join(", ")}`;
}

