import { printable } from "../terminal/wrap.ts";

/** A block of text as it is; its fence is longer than any row of backticks in it. */
export function code(language: string, text: string): readonly string[] {
  const fence = "`".repeat(Math.max(3, longestRow(text) + 1));
  return [`${fence}${language}`, ...text.replace(/\n$/, "").split("\n"), fence];
}

/** A few words as they are, within a line. */
export function codeSpan(text: string): string {
  const line = printable(text.replaceAll("\r", "").replaceAll("\n", " "));
  const fence = "`".repeat(longestRow(line) + 1);
  return line.trim() === "" || line.startsWith("`") || line.endsWith("`") ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

function longestRow(text: string): number {
  let [longest, row] = [0, 0];
  for (const character of text) {
    row = character === "`" ? row + 1 : 0;
    longest = Math.max(longest, row);
  }
  return longest;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)];
}

/** A cell cannot hold a bar or a line end. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\r", "").replaceAll("\n", " ");
}

export function list(items: readonly string[]): readonly string[] {
  return items.map((item) => `- ${item}`);
}

/**
 * Text from a project or a container, so that none of it is taken for markup, neither by Markdown nor by what GitHub and GitLab add
 * to it: links, mentions of people and teams (`@name`), references to issues (`#12`, `!12`), formulas, addresses that become links.
 */
export function plain(text: string): string {
  const line = guarded(text, (character) => (ESCAPED.has(character) ? `\\${character}` : undefined));
  return /^(?:[-+=#]|\d{1,9}[.)](?: |$))/.test(line) ? APART + line : line;
}

/** The same for text within an element of HTML, where Markdown is not read. */
export function plainHtml(text: string): string {
  return guarded(text, () => undefined);
}

function guarded(text: string, escape: (character: string) => string | undefined): string {
  const characters = [...printable(text.replaceAll("\r", "").replaceAll("\n", " "))];
  const out = characters.map((character, index) => {
    const isReference = character === "@" || (REFERENCES.has(character) && isDigit(characters[index + 1]));
    return isReference ? character + APART : (escape(character) ?? ENTITIES[character] ?? character);
  });
  return out.join("").replaceAll("://", `:${APART}//`).replaceAll(/www\./gi, (www) => `${www.slice(0, 3)}${APART}.`);
}

/** Shown as nothing, and enough that a word is no mention, an address no link, and a line no heading. */
const APART = "&#8203;";
const ESCAPED = new Set("\\`*_[]~$");
/** Before a number: an issue, a merge request. */
const REFERENCES = new Set("#!");
const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;" };

function isDigit(character = ""): boolean {
  return character >= "0" && character <= "9";
}
