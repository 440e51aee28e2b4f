import { isDigit, numericHead } from "./version.ts";

/** A tag by its parts: `1.24.3-alpine3.20` has the version `1.24.3` and the word `alpine3.20`. */
export interface TagParts {
  /** The number that the tag begins with; undefined for `latest`, `lts-slim`, `bookworm`. */
  readonly version: string | undefined;
  /** The other parts between hyphens, in lower case. */
  readonly words: readonly string[];
}

export function parseTag(tag: string | undefined): TagParts {
  const [first = "", ...rest] = (tag ?? "latest").toLowerCase().split("-");
  const unprefixed = first.startsWith("v") && isDigit(first[1] ?? "") ? first.slice(1) : first;
  const version = numericHead(unprefixed);
  return version === "" ? { version: undefined, words: [first, ...rest] } : { version, words: rest };
}

/** Whether one of the words is `name`, or `name` with a number behind it: `alpine` and `alpine3.20`, `jdk17`. */
export function hasWord(parts: TagParts, name: string): boolean {
  return parts.words.some((word) => word === name || (word.startsWith(name) && isDigit(word[name.length] ?? "")));
}

/** The number behind `name`, in the same word or in the next: `alpine3.20`, `alpine-3.21`, `temurin-21`. */
export function numberAfter(parts: TagParts, name: string): string | undefined {
  for (const [at, word] of parts.words.entries()) {
    if (!word.startsWith(name)) continue;
    const number = numericHead(word === name ? (parts.words[at + 1] ?? "") : word.slice(name.length));
    if (number !== "") return number;
  }
  return undefined;
}
