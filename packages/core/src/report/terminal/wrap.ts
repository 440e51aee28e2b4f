import fastStringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import type { Terminal } from "../check-report.ts";

/** Lines of at most so many columns, broken between words, with an indent before each. */
export function wrap(text: string, width: number, indent = ""): readonly string[] {
  const room = Math.max(20, width - indent.length);
  return wrapAnsi(text, room, { trim: true, hard: false, wordWrap: true }).split("\n").map((line) => indent + line);
}

/** The lines as one text, in characters that the terminal can show. */
export function page(lines: readonly string[], { unicode }: Terminal): string {
  if (lines.length === 0) return "";
  const text = `${lines.join("\n")}\n`;
  return unicode ? text : ascii(text);
}

/** Text from outside in characters that the terminal can show, before it is laid out: what replaces a character may be wider. */
export function shown(text: string, { unicode }: Terminal): string {
  return unicode ? printable(text) : ascii(printable(text));
}

/** Prose in lines of at most so many columns, indent included; unlike `wrap`, a word that is longer is broken. */
export function fold(text: string, width: number, indent = ""): readonly string[] {
  return wrapAnsi(text, Math.max(1, width - indent.length), { trim: true, hard: true, wordWrap: true }).split("\n").map((line) => indent + line);
}

/** A line as it is, every space of it, cut where the terminal ends. */
export function foldVerbatim(line: string, width: number, indent = ""): readonly string[] {
  return wrapAnsi(line, Math.max(1, width - indent.length), { trim: false, hard: true, wordWrap: false }).split("\n").map((part) => indent + part);
}

/** What our own sentences use beyond ASCII. */
const SPELLED: Readonly<Record<string, string>> = { "…": "...", "×": "x", "–": "-", "—": "-", "’": "'", "“": "\"", "”": "\"", "→": "->", "≤": "<=", "≥": ">=" };

/** Another character becomes question marks, as many as it has columns, so that what is underlined stays underlined. */
function ascii(text: string): string {
  let out = "";
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) < 0x80) out += character;
    else out += SPELLED[character] ?? "?".repeat(fastStringWidth(character));
  }
  return out;
}

/**
 * Text from a file, safe for a terminal: control characters (an escape sequence could rewrite what stands on the screen), direction
 * marks and tabs are replaced, and the mark of a file's byte order is left out.
 */
export function printable(text: string): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\uFEFF") continue;
    if (character === "\t") out += "    ";
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) out += "�";
    else out += character;
  }
  return out;
}
