import type { Rule } from "../../rules/rule.ts";
import { SEVERITIES } from "../../rules/severity.ts";
import type { Terminal } from "../check-report.ts";
import { table } from "../markdown/write.ts";
import { severityLabel } from "../terminal/label.ts";
import { page, wrap } from "../terminal/wrap.ts";

export const RULES_SCHEMA_VERSION = 1;

/** `rules --format json`: id, title, severity with its derivation, category, fix kind, other tools' ids. */
export function rulesJson(rules: readonly Rule[]): string {
  const value = {
    schemaVersion: RULES_SCHEMA_VERSION,
    rules: rules.map((rule) => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      derivation: rule.derivation,
      category: rule.category,
      fix: rule.fix ?? null,
      peers: rule.peers,
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

export function rulesMarkdown(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => [rule.id, rule.severity, rule.category, rule.title, rule.fix ?? "", peers(rule)]);
  return `${table(["rule", "severity", "category", "title", "fix", "peers"], rows).join("\n")}\n`;
}

/** Worst first; the title beside the name where there is room for it, else below. */
export function rulesTerminal(rules: readonly Rule[], terminal: Terminal): string {
  const width = Math.max(...rules.map((rule) => rule.id.length)) + SEVERITY_COLUMNS;
  const hasRoom = terminal.width - width >= LEAST_TITLE;
  const worstFirst = rules.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const lines = worstFirst.flatMap((rule) => {
    const head = `${severityLabel(rule.severity, terminal)} ${terminal.style.bold(rule.id)}`;
    if (!hasRoom) return [head, ...wrap(terminal.style.dim(rule.title), terminal.width, " ".repeat(SEVERITY_COLUMNS))];
    const [first = "", ...rest] = wrap(rule.title, terminal.width, " ".repeat(width + 2));
    return [`${head}${" ".repeat(width - SEVERITY_COLUMNS - rule.id.length)}  ${first.trimStart()}`, ...rest];
  });
  return page([...lines, ...wrap(`${rules.length} rules; bulwark explain RULE says more.`, terminal.width)], terminal);
}

/** The label and the space behind it. */
const SEVERITY_COLUMNS = 9;
/** A title in fewer columns would be a column of single words. */
const LEAST_TITLE = 36;

function peers(rule: Rule): string {
  return Object.entries(rule.peers).map(([tool, ids]) => `${tool} ${ids.join(", ")}`).join("; ");
}
