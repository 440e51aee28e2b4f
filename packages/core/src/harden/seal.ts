/** Gives the hexadecimal SHA-256 of a text; the core has no hash of its own. */
export type Digest = (text: string) => string;

/** How a file's language writes a comment line. */
export type CommentStyle = "hash" | "html";

const OPENING = "Made by bulwark harden from ";
const SEAL = "bulwark:sealed ";

/**
 * A file of ours with its header: where it came from, and a seal by which an edit by hand is noticed before the file is made anew.
 * The header stands behind parser directives, which must come first.
 */
export function seal(text: string, sourcePath: string, style: CommentStyle, digest: Digest): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const at = endOfDirectives(text);
  const opening = commentLine(style, `${OPENING}${sourcePath}; make it again with: bulwark harden`) + lineEnd;
  const body = text.slice(0, at) + opening + text.slice(at);
  return text.slice(0, at) + opening + commentLine(style, `${SEAL}sha256:${digest(body)}`) + lineEnd + text.slice(at);
}

/** Whether a file of ours is as it was written; undefined for anybody else's file. */
export function isIntact(text: string, digest: Digest): boolean | undefined {
  const place = findSeal(text);
  if (place === undefined) return undefined;
  const written = `${SEAL}sha256:${digest(text.slice(0, place.start) + text.slice(place.end))}`;
  const line = text.slice(place.start, place.end).replace(/\r?\n$/, "");
  return line === commentLine("hash", written) || line === commentLine("html", written);
}

/** Whether a file is one of ours, intact or not. */
export function isSealed(text: string): boolean {
  return findSeal(text) !== undefined;
}

/** The name of the file that one of ours was made from. */
export function sealedFrom(text: string): string | undefined {
  const place = findSeal(text);
  const at = place === undefined ? -1 : text.lastIndexOf(OPENING, place.start);
  const end = at === -1 ? -1 : text.indexOf(";", at);
  return end === -1 ? undefined : text.slice(at + OPENING.length, end);
}

/** The line of the seal, line end included. */
function findSeal(text: string): { readonly start: number; readonly end: number } | undefined {
  const at = text.indexOf(SEAL);
  if (at === -1 || !text.slice(0, at).includes(OPENING)) return undefined;
  const lineEnd = text.indexOf("\n", at);
  return { start: text.lastIndexOf("\n", at) + 1, end: lineEnd === -1 ? text.length : lineEnd + 1 };
}

function commentLine(style: CommentStyle, text: string): string {
  return style === "hash" ? `# ${text}` : `<!-- ${text} -->`;
}

function endOfDirectives(text: string): number {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    const end = text.indexOf("\n", at);
    if (end === -1 || !isDirective(text.slice(at, end))) return at;
    at = end + 1;
  }
}

function isDirective(line: string): boolean {
  const text = line.trim().toLowerCase();
  if (!text.startsWith("#")) return false;
  const equals = text.indexOf("=");
  return equals !== -1 && ["syntax", "escape", "check"].includes(text.slice(1, equals).trim());
}
