import type { FileTree } from "@bulwark/core/context";
import { sha256 } from "../files/write-files.ts";

const BEGIN = "# Added by bulwark harden, sha256:";
const END = "# End of what bulwark harden added";

/** The lines that were added to an ignore file, between marks by which the next run knows them, and knows whether they were edited. */
export function markBlock(text: string, before: string): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const added = text.slice(before.length);
  const lead = before === "" || before.endsWith("\n") ? "" : lineEnd;
  const body = added.startsWith(lineEnd) && lead !== "" ? added.slice(lineEnd.length) : added;
  return `${before}${lead}${BEGIN}${sha256(body)}${lineEnd}${body}${END}${lineEnd}`;
}

export interface IgnoreText {
  /** What people wrote themselves. */
  readonly own: string;
  /** Our block was edited by hand: then the file is theirs, and nothing is added to it. */
  readonly edited: boolean;
}

export function splitBlock(text: string): IgnoreText {
  const begin = text.indexOf(BEGIN);
  if (begin === -1) return { own: text, edited: false };
  const end = text.indexOf(END, begin);
  const bodyStart = text.indexOf("\n", begin) + 1;
  const written = text.slice(begin + BEGIN.length, bodyStart).trim();
  if (end === -1 || bodyStart === 0 || written !== sha256(text.slice(bodyStart, end))) return { own: text, edited: true };
  const after = text.indexOf("\n", end);
  return { own: text.slice(0, begin) + (after === -1 ? "" : text.slice(after + 1)), edited: false };
}

/** The tree with another text at one path, or without that file. */
export function withText(tree: FileTree, path: string, text: string | undefined): FileTree {
  return {
    name: tree.name,
    get complete() {
      return tree.complete;
    },
    entries: () => (text === undefined ? tree.entries().filter((entry) => entry.path !== path) : tree.entries()),
    has: (other) => (other === path ? text !== undefined : tree.has(other)),
    read: (other) => (other === path ? text : tree.read(other)),
  };
}
