import fastStringWidth from "fast-string-width";
import type { Finding } from "../../rules/finding.ts";
import type { SourceText } from "../../source/text.ts";
import type { Terminal } from "../check-report.ts";
import { inColour } from "./label.ts";
import { printable } from "./wrap.ts";

/** Columns that number, bar and indent take. */
const GUTTER = 11;
const MOST_LINES = 3;

/** The lines of a finding with its place underlined; a secret's value is never shown. */
export function excerpt(finding: Finding, source: SourceText, terminal: Terminal): readonly string[] {
  const last = finding.end.column === 1 && finding.end.line > finding.start.line ? finding.end.line - 1 : finding.end.line;
  const shown = Math.min(last, finding.start.line + MOST_LINES - 1);
  const bar = terminal.unicode ? "│" : "|";
  const lines: string[] = [];
  for (let number = finding.start.line; number <= shown; number++) {
    const text = source.line(number);
    const from = number === finding.start.line ? finding.start.column - 1 : text.length - text.trimStart().length;
    const to = number === finding.end.line ? Math.min(finding.end.column - 1, text.length) : text.length;
    const piece = finding.category === "secrets" ? withoutSecret(text, from, to) : { text, from, to };
    const cut = fit(piece, terminal.width - GUTTER);
    lines.push(`${terminal.style.dim(`   ${String(number).padStart(5)} ${bar}`)} ${cut.text}`);
    if (cut.marks > 0) lines.push(`${terminal.style.dim(`         ${bar}`)} ${" ".repeat(cut.before)}${inColour(finding.severity, (terminal.unicode ? "▔" : "^").repeat(cut.marks), terminal)}`);
  }
  if (shown < last) lines.push(terminal.style.dim(`         ${bar} ... ${last - shown} more lines`));
  return lines;
}

interface Piece {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** The first word of the line and the name of what is secret; nothing behind it, nothing between. */
function withoutSecret(text: string, from: number, to: number): Piece {
  const marked = text.slice(from, to);
  const equals = marked.indexOf("=");
  const isName = equals === -1 && /^\w+$/.test(marked) && [" ", "=", ""].includes(text.slice(to, to + 1));
  const visible = equals !== -1 ? marked.slice(0, equals + 1) : isName ? marked : marked.slice(0, 4);
  const before = text.slice(0, from);
  const firstWord = before.trimStart().split(" ")[0] ?? "";
  const head = before.trim() === firstWord ? before : `${firstWord} ... `;
  return { text: `${head}${visible}...`, from: head.length, to: head.length + visible.length };
}

/** A long line is cut around the place that matters. */
function fit({ text, from, to }: Piece, room: number): { readonly text: string; readonly before: number; readonly marks: number } {
  const before = printable(text.slice(0, from));
  const marked = printable(text.slice(from, Math.max(from, to)));
  const after = printable(text.slice(Math.max(from, to)));
  const widthBefore = fastStringWidth(before);
  const skipped = widthBefore > room / 2 ? before.slice(Math.max(0, before.length - Math.floor(room / 3))) : before;
  const head = skipped === before ? before : `...${skipped}`;
  const whole = head + marked + after;
  const line = fastStringWidth(whole) > room ? `${whole.slice(0, Math.max(0, room - 3))}...` : whole;
  const start = fastStringWidth(head);
  return { text: line, before: start, marks: Math.max(0, Math.min(fastStringWidth(marked), room - start)) };
}
