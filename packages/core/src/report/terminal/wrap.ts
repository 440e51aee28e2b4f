import { wrapAnsi } from "fast-wrap-ansi";

/** Lines of at most so many columns, broken between words, with an indent before each. */
export function wrap(text: string, width: number, indent = ""): readonly string[] {
  const room = Math.max(20, width - indent.length);
  return wrapAnsi(text, room, { trim: true, hard: false, wordWrap: true }).split("\n").map((line) => indent + line);
}

/**
 * Text from a file, safe for a terminal: control characters (an escape sequence could rewrite what stands on the screen), direction
 * marks and tabs are replaced.
 */
export function printable(text: string): string {
  let out = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\t") out += "    ";
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) out += "�";
    else out += character;
  }
  return out;
}
