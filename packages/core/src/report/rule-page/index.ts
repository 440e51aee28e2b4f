import type { Rule } from "../../rules/rule.ts";
import type { Terminal } from "../check-report.ts";
import { severityLabel } from "../terminal/label.ts";
import { page as pageOf, wrap } from "../terminal/wrap.ts";

interface Page {
  readonly prose: string;
  readonly bad: string;
  readonly good: string;
}

/** `bulwark explain RULE`: the page, its derivation, an example of each kind, and what other tools call it. */
export function rulePage(rule: Rule, page: Page, terminal: Terminal): string {
  const { style } = terminal;
  const { gain, likelihood, spread } = rule.derivation;
  const peers = Object.entries(rule.peers).map(([tool, ids]) => `${tool} ${ids.join(", ")}`);
  const lines = [
    `${severityLabel(rule.severity, terminal)} ${style.bold(rule.id)}`,
    ...wrap(rule.title, terminal.width),
    "",
    ...prose(page.prose, terminal),
    "",
    style.bold("Bad"),
    ...example(page.bad),
    "",
    style.bold("Good"),
    ...example(page.good),
    "",
    ...wrap(`Severity: what an attacker gains ${gain} × how likely ${likelihood} × how far it spreads ${spread} = ${gain * likelihood * spread}, ${rule.severity}. Category: ${rule.category}. Fix: ${rule.fix ?? "none"}.`, terminal.width),
    ...(peers.length === 0 ? [] : wrap(`Other tools: ${peers.join("; ")}.`, terminal.width)),
  ];
  return pageOf(lines, terminal);
}

function prose(text: string, terminal: Terminal): readonly string[] {
  const blocks = text.split("\n\n").flatMap((block) => (block.startsWith("## ") && block.includes("\n") ? [block.slice(0, block.indexOf("\n")), block.slice(block.indexOf("\n") + 1)] : [block]));
  return blocks.flatMap((block, index) => {
    const space = index > 0 && block.startsWith("## ") ? [""] : [];
    if (block.startsWith("## ")) return [...space, terminal.style.bold(block.slice(3))];
    if (block.startsWith("```")) return example(block.split("\n").slice(1, -1).join("\n"));
    if (block.startsWith("- ")) return block.split("\n- ").flatMap((item, at) => wrap(`- ${(at === 0 ? item.slice(2) : item).replaceAll("\n  ", " ")}`, terminal.width));
    return wrap(block.replaceAll("\n", " "), terminal.width);
  });
}

function example(text: string): readonly string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
