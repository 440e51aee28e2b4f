import type { Severity } from "../../rules/rule.ts";
import type { Grade } from "../../judge/index.ts";
import type { Style, Terminal } from "../check-report.ts";

const COLOUR: Readonly<Record<Severity, keyof Style>> = { critical: "magenta", high: "red", medium: "yellow", low: "blue", info: "dim" };

/** The severity in its colour, eight columns wide. */
export function severityLabel(severity: Severity, { style }: Terminal): string {
  return style[COLOUR[severity]](severity.padEnd(8));
}

/** Underlines and markers have the colour of what they mark. */
export function inColour(severity: Severity, text: string, { style }: Terminal): string {
  return style[COLOUR[severity]](text);
}

export function gradeLabel(letter: Grade["letter"], { style }: Terminal): string {
  const colour = letter === "A" ? style.green : letter === "B" || letter === "C" ? style.yellow : style.red;
  return style.bold(colour(letter));
}
