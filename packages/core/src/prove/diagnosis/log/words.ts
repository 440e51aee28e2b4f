/** A word of a line of output: what stands in quotes, or between spaces and brackets. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** What closes each opening quote; old Unix programs write `name'. */
const CLOSING: Readonly<Record<string, string>> = { "'": "'", '"': '"', "`": "`'", "‘": "’", "“": "”" };
const DELIMITERS = new Set(" ()[]{}<>,;|=\\'\"`‘’“”");
const LONGEST_QUOTATION = 300;
/** What stands behind a word and is none of it. */
const TRAILING = new Set([":", ".", "!", "?"]);

/** The words of one line, in order. Linear in its length. */
export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    const quotation = at === 0 || DELIMITERS.has(line.charAt(at - 1)) || line.charAt(at - 1) === ":" ? quotationAt(line, at) : undefined;
    if (quotation !== undefined) {
      words.push(quotation);
      at = quotation.end;
    } else if (DELIMITERS.has(character)) {
      at += 1;
    } else {
      const end = endOfWord(line, at);
      const word = unquoted(line, at, end);
      if (word.text !== "") words.push(word);
      at = end;
    }
  }
  return words;
}

function endOfWord(line: string, start: number): number {
  let end = start;
  while (end < line.length && !DELIMITERS.has(line.charAt(end))) end += 1;
  return end;
}

function unquoted(line: string, start: number, limit: number): Word {
  let end = limit;
  while (end > start && TRAILING.has(line.charAt(end - 1))) end -= 1;
  return { text: line.slice(start, end), start, end, quoted: false };
}

/** A quotation is one word when it names something; a whole sentence in quotes (a log in JSON) is read word by word. */
function quotationAt(line: string, start: number): Word | undefined {
  const closing = CLOSING[line.charAt(start)];
  if (closing === undefined) return undefined;
  const within = line.slice(start + 1, start + 1 + LONGEST_QUOTATION);
  const ends = [...closing].map((character) => within.indexOf(character)).filter((index) => index > 0);
  if (ends.length === 0) return undefined;
  const length = Math.min(...ends);
  const text = within.slice(0, length);
  const names = !text.includes(" ") || ((text.startsWith("/") || text.startsWith(".")) && !text.includes(": "));
  return names ? { text, start, end: start + 1 + length + 1, quoted: true } : undefined;
}

/** Whether a word is an absolute path. */
export function isAbsolute(text: string): boolean {
  return text.length > 1 && text.startsWith("/");
}

/** Whether a word can be a path: absolute, or relative with a slash or an ending. The name of an exception is none. */
export function looksLikePath({ text, quoted }: Pick<Word, "text" | "quoted">): boolean {
  if (text.includes("://")) return false;
  if (isAbsolute(text) || quoted) return true;
  if (text.endsWith("Exception") || text.endsWith("Error") || text.endsWith(".")) return false;
  return (text.includes("/") && !text.startsWith("(")) || (text.includes(".") && !isNumber(text));
}

function isNumber(text: string): boolean {
  return [...text].every((character) => (character >= "0" && character <= "9") || character === "." || character === ":");
}
