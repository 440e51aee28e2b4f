import type { Rule } from "../../rules/rule.ts";
import type { Terminal } from "../check-report.ts";
import { table } from "../markdown/write.ts";
import { severityLabel } from "../terminal/label.ts";

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

export function rulesTerminal(rules: readonly Rule[], terminal: Terminal): string {
  const width = Math.max(...rules.map((rule) => rule.id.length));
  const lines = rules.map((rule) => {
    const head = `${severityLabel(rule.severity, terminal)} ${terminal.style.bold(rule.id.padEnd(width))}  `;
    return head + cut(rule.title, terminal.width - width - 11);
  });
  return `${lines.join("\n")}\n${rules.length} rules; bulwark explain RULE says more.\n`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 3))}...`;
}

function peers(rule: Rule): string {
  return Object.entries(rule.peers).map(([tool, ids]) => `${tool} ${ids.join(", ")}`).join("; ");
}
