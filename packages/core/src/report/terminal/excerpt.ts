import fastStringWidth from "fast-string-width";
import type { Finding } from "../../rules/finding.ts";
import type { SourceText } from "../../source/text.ts";
import type { Terminal } from "../check-report.ts";
import { inColour } from "./label.ts";
import { masked, secretRanges } from "./mask.ts";
import { printable } from "./wrap.ts";

/** Columns that number, bar and indent take. */
const GUTTER = 11;
const MOST_LINES = 3;
/** Of a line that no screen shows whole, so much is looked at on either side of the place. */
const LONGEST_SIDE = 2_000;
/** Rules whose place is, or names, a secret's value: all that stands behind it is left out, whatever it looks like. */
const VALUE_RULES = new Set(["no-secret-in-arg-or-env", "no-secret-literal", "no-credential-command"]);

/** The lines of a finding with its place underlined; a secret's value is never shown. */
export function excerpt(finding: Finding, source: SourceText, terminal: Terminal): readonly string[] {
  const last = finding.end.column === 1 && finding.end.line > finding.start.line ? finding.end.line - 1 : finding.end.line;
  const shown = Math.min(last, finding.start.line + MOST_LINES - 1);
  const bar = terminal.unicode ? "│" : "|";
  const lines: string[] = [];
  for (let number = finding.start.line; number <= shown; number++) {
    const whole = source.line(number);
    const begin = number === finding.start.line ? finding.start.column - 1 : whole.length - whole.trimStart().length;
    const end = number === finding.end.line ? Math.min(finding.end.column - 1, whole.length) : whole.length;
    const skipped = Math.max(0, begin - LONGEST_SIDE);
    const text = whole.slice(skipped, begin + LONGEST_SIDE);
    const [from, to] = [begin - skipped, Math.max(begin, Math.min(end, begin + LONGEST_SIDE)) - skipped];
    const cut = fit(VALUE_RULES.has(finding.rule) ? withoutSecret(finding.rule, text, from, to) : withMask(text, from, to), terminal.width - GUTTER);
    lines.push(`${terminal.style.dim(`   ${String(number).padStart(5)} ${bar}`)} ${cut.text}`);
    if (cut.marks > 0) lines.push(`${terminal.style.dim(`         ${bar}`)} ${" ".repeat(cut.before)}${inColour(finding.severity, (terminal.unicode ? "▔" : "^").repeat(cut.marks), terminal)}`);
  }
  if (shown < last) lines.push(terminal.style.dim(`         ${bar} ... ${last - shown} more ${last - shown === 1 ? "line" : "lines"}`));
  return lines;
}

/** A line in three parts, the middle one to be underlined. */
interface Piece {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

function withMask(text: string, from: number, to: number): Piece {
  const secrets = secretRanges(text);
  const part = (start: number, end: number): string => masked(text, secrets, { start, end });
  return { before: part(0, from), marked: part(from, to), after: part(to, text.length) };
}

/**
 * The first word of the line, and of what is marked the name alone: nothing that stands behind it, nothing between. What is marked
 * is the name of a variable, a value, an assignment, or the program that takes a credential.
 */
function withoutSecret(rule: string, text: string, from: number, to: number): Piece {
  const before = text.slice(0, from);
  const firstWord = before.trimStart().split(" ")[0] ?? "";
  const marked = nameIn(rule, text.slice(from, to));
  const sign = marked === text.slice(from, to) ? text.slice(to, to + 1) : "";
  const head = before.trim() === firstWord ? before : `${firstWord} ... `;
  return { before: head, marked: marked === "" ? "***" : marked, after: marked === "" ? "" : `${sign}***` };
}

function nameIn(rule: string, marked: string): string {
  if (rule === "no-secret-in-arg-or-env") return /^\w+/.exec(marked)?.[0] ?? "";
  const assigned = /^-{0,2}\w[\w-]*=/.exec(marked)?.[0];
  if (assigned !== undefined || rule !== "no-credential-command") return assigned ?? "";
  return /^[a-z][a-z0-9-]*/.exec(marked)?.[0] ?? "";
}

/** A long line is cut around the place that matters. */
function fit(piece: Piece, room: number): { readonly text: string; readonly before: number; readonly marks: number } {
  const [before, marked, after] = [printable(piece.before), printable(piece.marked), printable(piece.after)];
  const fits = fastStringWidth(before + marked + after) <= room;
  const head = fits || fastStringWidth(before) <= room / 2 ? before : `...${lastColumns(before, Math.floor(room / 3))}`;
  const start = fastStringWidth(head);
  const line = head + marked + after;
  const text = fastStringWidth(line) > room ? `${firstColumns(line, room - 3)}...` : line;
  return { text, before: start, marks: Math.max(0, Math.min(fastStringWidth(marked.trimEnd()), room - start)) };
}

/** The beginning of a text, as much as fits into so many columns; a wide character is not halved. */
function firstColumns(text: string, columns: number): string {
  let out = "";
  let width = 0;
  for (const character of text) {
    width += fastStringWidth(character);
    if (width > columns) break;
    out += character;
  }
  return out;
}

function lastColumns(text: string, columns: number): string {
  return [...firstColumns([...text].toReversed().join(""), columns)].toReversed().join("");
}
