import type { GoToken } from "./lexer.ts";

const ESCAPES: Readonly<Record<string, string>> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", "'": "'", '"': '"' };
const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The value of a string token, or undefined when it is no whole string literal. Source: the specification, "String literals". */
export function stringValue(token: GoToken | undefined): string | undefined {
  if (token?.kind === "raw-string") return isClosed(token.text, "`") ? token.text.slice(1, -1).replaceAll("\r", "") : undefined;
  if (token?.kind !== "string" || !isClosed(token.text, '"')) return undefined;
  const body = token.text.slice(1, -1);
  return body.includes("\\") ? unescape(body) : body;
}

function isClosed(text: string, quote: string): boolean {
  return text.length >= 2 && text.endsWith(quote);
}

function unescape(body: string): string | undefined {
  let out = "";
  let at = 0;
  while (at < body.length) {
    const backslash = body.indexOf("\\", at);
    if (backslash === -1) return out + body.slice(at);
    out += body.slice(at, backslash);
    const letter = body[backslash + 1] ?? "";
    const simple = ESCAPES[letter];
    const codeLength = CODE_LENGTHS[letter];
    if (simple !== undefined) {
      out += simple;
      at = backslash + 2;
    } else if (codeLength !== undefined) {
      const character = characterOf(body.slice(backslash + 2, backslash + 2 + codeLength), 16, codeLength);
      if (character === undefined) return undefined;
      out += character;
      at = backslash + 2 + codeLength;
    } else {
      const character = characterOf(body.slice(backslash + 1, backslash + 4), 8, 3);
      if (character === undefined) return undefined;
      out += character;
      at = backslash + 4;
    }
  }
  return out;
}

function characterOf(digits: string, base: 8 | 16, length: number): string | undefined {
  const allowed = base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/;
  if (digits.length !== length || !allowed.test(digits)) return undefined;
  const code = Number.parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
