import type { SourceText } from "../source/text.ts";

/** Gives the hexadecimal SHA-256 of a text; the core has no hash of its own. */
export type Digest = (text: string) => string;

const OPENING = "# Made by bulwark harden from ";
const SEAL = "# bulwark:sealed ";

/** What a file of ours says about itself. */
export interface Seal {
  /** Nobody has edited it since it was written. */
  readonly intact: boolean;
}

/**
 * A hardened Dockerfile with its header: where it came from, and a seal by which an edit by hand is noticed before the file is made
 * anew. The header stands behind the parser directives, which must come first.
 */
export function seal(text: string, sourcePath: string, lineEnd: string, digest: Digest): string {
  const at = endOfDirectives(text);
  const opening = `${OPENING}${sourcePath}; make it again with: bulwark harden${lineEnd}`;
  const body = text.slice(0, at) + opening + text.slice(at);
  return `${text.slice(0, at)}${opening}${SEAL}sha256:${digest(body)}${lineEnd}${text.slice(at)}`;
}

/** The seal of a file of ours, or undefined for anybody else's. */
export function readSeal(source: SourceText, digest: Digest): Seal | undefined {
  const { text } = source;
  const at = text.indexOf(SEAL);
  if (at === -1 || !text.slice(0, at).includes(OPENING)) return undefined;
  const lineEnd = text.indexOf("\n", at);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const written = text.slice(at + SEAL.length, end).trim();
  return { intact: written === `sha256:${digest(text.slice(0, at) + text.slice(end))}` };
}

/** Whether a Dockerfile is one of ours, intact or not. */
export function isSealed(text: string): boolean {
  const at = text.indexOf(SEAL);
  return at !== -1 && text.slice(0, at).includes(OPENING);
}

function endOfDirectives(text: string): number {
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end === -1 ? text.length : end).trim().toLowerCase();
    const isDirective = line.startsWith("#") && ["syntax", "escape", "check"].some((name) => line.slice(1).trim().startsWith(name) && line.slice(1).trim().slice(name.length).trim().startsWith("="));
    if (!isDirective || end === -1) return at;
    at = end + 1;
  }
}
