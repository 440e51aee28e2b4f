const LONGEST = 200;
const MOST_ITEMS = 8;

/** A text as it may stand in a table: on one line, control and direction characters escaped, cut when it is long. */
export function printable(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return [...cut].map((character) => (isHidden(character.codePointAt(0) ?? 0) ? escapeOf(character) : character)).join("");
}

function escapeOf(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** Controls, separators of lines, and marks that turn the direction of what stands behind them. */
function isHidden(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0xfeff || (code >= 0xd800 && code <= 0xdfff);
}

/** `a, b and 3 more`; `none` for nothing. */
export function list(items: readonly string[], nothing = "none"): string {
  if (items.length === 0) return nothing;
  const more = items.length - MOST_ITEMS;
  return more > 0 ? `${items.slice(0, MOST_ITEMS).join(", ")} and ${more} more` : items.join(", ");
}

/** The words of a command, those with blanks in quotes. */
export function commandText(argv: readonly string[]): string {
  return argv.map((word) => (word === "" || /[\s"']/.test(word) ? JSON.stringify(word) : word)).join(" ");
}
