import type { RuleDescription, Severity } from "./rule.ts";

/**
 * The severity policy, the only one: what an attacker gains × how likely × how far it spreads, each 0 to 3
 * (`docs/severity.md` has the words for each number). A gain of 0 is hygiene or correctness, never more than advice.
 */
export function severityOf(derivation: RuleDescription["derivation"]): Severity {
  const score = derivation.gain * derivation.likelihood * derivation.spread;
  if (score >= 18) return "critical";
  if (score >= 8) return "high";
  if (score >= 4) return "medium";
  return score >= 1 ? "low" : "info";
}

/** From the least to the worst. */
export const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const satisfies readonly Severity[];

/** Whether a severity is at least as bad as a threshold. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}
