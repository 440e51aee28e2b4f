import type { LiteralPiece } from "./tree.ts";

/** What a backslash means: before any character, only before `$`, backquote, `"`, `\` and newline, or the same without `"`. */
export type EscapeMode = "unquoted" | "double-quoted" | "heredoc";

const ESCAPABLE: Readonly<Record<Exclude<EscapeMode, "unquoted">, string>> = { "double-quoted": "$`\"\\\n", heredoc: "$`\\\n" };

/** The literal pieces of a text with its escapes taken out, each a verbatim part of the text. Source: POSIX XCU 2.2. */
export function literalPieces(text: string, start: number, mode: EscapeMode): LiteralPiece[] {
  const pieces: LiteralPiece[] = [];
  const quoted = mode !== "unquoted";
  const add = (from: number, to: number): void => {
    if (from < to) pieces.push({ kind: "literal", range: { start: start + from, end: start + to }, value: text.slice(from, to), verbatim: true, quoted });
  };
  let from = 0;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", at)) {
    const next = text[at + 1];
    if (next === undefined) break;
    if (mode !== "unquoted" && !ESCAPABLE[mode].includes(next)) {
      at++;
      continue;
    }
    add(from, at);
    from = next === "\n" ? at + 2 : at + 1;
    at += 2;
  }
  add(from, text.length);
  return pieces;
}
