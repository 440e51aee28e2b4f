import { maskedText } from "../../terminal/mask.ts";

/**
 * Text with a sign for each character that shows nothing or changes what is shown around it: control characters (`‹ESC›`), marks of
 * direction and joining (`‹U+202E›`), half surrogates. Tabs and line ends of a block stay; `\r\n` is one line end.
 */
export function visible(text: string, form: "line" | "block"): string {
  let out = "";
  let kept = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const width = code > 0xffff ? 2 : 1;
    const sign = isPlain(code) ? undefined : signOf(code, form, text.charCodeAt(at + 1));
    if (sign !== undefined) {
      out += text.slice(kept, at) + sign;
      kept = at + width;
    }
    at += width;
  }
  return kept === 0 ? text : out + text.slice(kept);
}

function isPlain(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || (code > 0xad && code < 0x61c);
}

/** What stands for a character; undefined where it stands for itself. */
function signOf(code: number, form: "line" | "block", next: number): string | undefined {
  if (form === "block" && (code === 0x09 || code === 0x0a)) return undefined;
  if (form === "block" && code === 0x0d && next === 0x0a) return "";
  const name = code === 0x7f ? "DEL" : NAMES[code];
  if (name !== undefined) return `‹${name}›`;
  return HIDDEN.some(([first, last]) => code >= first && code <= last) || (code & 0xfffe) === 0xfffe ? `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›` : undefined;
}

/** The control characters from 0 on. Source: ISO/IEC 6429. */
const NAMES = "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(" ");

/** Characters without a picture of their own. Source: Unicode 16, general categories Cc, Cf, Cs, Zl, Zp, and the Hangul fillers. */
const HIDDEN: readonly (readonly [number, number])[] = [
  [0x80, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
];

export interface Clipped {
  readonly text: string;
  /** UTF-16 units that were left out. */
  readonly left: number;
}

/** How much is read beyond what is shown, since masking makes a text shorter. */
const AHEAD = 8_192;

/**
 * The beginning of a text, without secrets, its control characters visible. Of a long text only the beginning is looked at, up to a
 * space, so that no secret is cut in two before it could be seen as one.
 */
export function beginning(text: string, most: number, form: "line" | "block"): Clipped {
  const { text: ahead, left } = clip(text, most + AHEAD);
  const space = Math.max(ahead.lastIndexOf(" "), ahead.lastIndexOf("\n"));
  const looked = left === 0 || space === -1 ? ahead : ahead.slice(0, space);
  const shown = clip(visible(maskedText(looked), form), most);
  return { text: shown.text, left: shown.left + text.length - looked.length };
}

/** The first so many UTF-16 units of a text, never half a character. */
export function clip(text: string, most: number): Clipped {
  if (text.length <= most) return { text, left: 0 };
  const lead = text.charCodeAt(most - 1);
  const end = lead >= 0xd800 && lead <= 0xdbff ? most - 1 : most;
  return { text: text.slice(0, end), left: text.length - end };
}

/** The last so many UTF-16 units of a text, from the beginning of a line where one begins in them. */
export function clipStart(text: string, most: number): Clipped {
  if (text.length <= most) return { text, left: 0 };
  const from = text.length - most;
  const lineEnd = text.indexOf("\n", from);
  const trail = text.charCodeAt(from);
  const start = lineEnd !== -1 && lineEnd + 1 < text.length ? lineEnd + 1 : trail >= 0xdc00 && trail <= 0xdfff ? from + 1 : from;
  return { text: text.slice(start), left: start };
}
