import { RULES } from "../rules/registry.ts";
import type { Decision, HardenInput } from "./plan.ts";
import type { Fix, Problem, Rule } from "../rules/rule.ts";

/**
 * The fixes that the rules themselves offer, as decisions: preserving ones and behavioural ones, never suggestions. What a rule
 * can mend in the file stands in the rule, once, for `check` and for `harden`.
 */
export function fixDecisions(input: HardenInput): readonly Decision[] {
  return RULES.flatMap((rule) =>
    [...(rule.dockerfile?.(input.subject) ?? [])].flatMap((problem) => {
      const fix = problem.fix;
      return fix === undefined || fix.kind === "suggested" || fix.edits.length === 0 ? [] : [toDecision(rule, problem, fix, input)];
    }),
  );
}

function toDecision(rule: Rule, problem: Problem, fix: Fix, input: HardenInput): Decision {
  const { source } = input.subject;
  const place = { path: source.path, line: source.position(problem.range.start).line, range: problem.range, observation: rule.title.toLowerCase() };
  return {
    id: rule.id,
    question: `What is done about ${rule.id}?`,
    answer: "adapt",
    outcome: `${fix.description}${fix.kind === "preserving" ? " (the image behaves as before)" : ""}`,
    evidence: [place, ...(problem.evidence ?? [])],
    edits: fix.edits,
    rule: rule.id,
  };
}
