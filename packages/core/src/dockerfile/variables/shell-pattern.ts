/**
 * The patterns of `${name#pattern}`, `${name%pattern}` and `${name/pattern/text}`: `*`, `?` and escapes, no brackets, no wildcard
 * over a line end. Source: BuildKit `frontend/dockerfile/shell` and POSIX XCU 2.13.
 */

type PatternPart = "any" | "many" | { readonly literal: string };

/** Matching takes value times pattern steps; a longer product is a hostile file's, and stays unknown. */
const LONGEST_PRODUCT = 4096;

/** The value without the prefix (or suffix) that the pattern matches, the longest or the shortest; undefined for a pattern that BuildKit refuses or that takes too long. */
export function trimMatch(value: string, pattern: string, side: "prefix" | "suffix", longest: boolean): string | undefined {
  const parts = isTooLong(value, pattern) ? undefined : parsePattern(pattern);
  if (parts === undefined) return undefined;
  const characters = [...value];
  if (side === "suffix") {
    const end = matchEnd(parts.toReversed(), characters.toReversed(), 0, longest);
    return characters.slice(0, characters.length - (end ?? 0)).join("");
  }
  return characters.slice(matchEnd(parts, characters, 0, longest) ?? 0).join("");
}

/** The value with the first match (or every match) replaced; undefined for a pattern that BuildKit refuses or that takes too long. */
export function replaceMatch(value: string, pattern: string, replacement: string, all: boolean): string | undefined {
  const parts = isTooLong(value, pattern) ? undefined : parsePattern(pattern);
  if (parts === undefined) return undefined;
  const characters = [...value];
  const starts = matchStarts(parts, characters);
  let out = "";
  let at = 0;
  let matchedUpTo = -1;
  while (at <= characters.length) {
    const end = starts[at] === true ? matchEnd(parts, characters, at, true) : undefined;
    // An empty match that touches the match before it does not count.
    if (end !== undefined && (end > at || at !== matchedUpTo)) {
      out += replacement;
      if (!all) return out + characters.slice(end).join("");
      matchedUpTo = end;
      if (end > at) {
        at = end;
        continue;
      }
    }
    out += characters[at] ?? "";
    at++;
  }
  return out;
}

function isTooLong(value: string, pattern: string): boolean {
  return value.length * pattern.length > LONGEST_PRODUCT;
}

function parsePattern(pattern: string): readonly PatternPart[] | undefined {
  const parts: PatternPart[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") parts.push("many");
    else if (character === "?") parts.push("any");
    else if (character === "\\") {
      at++;
      const escaped = characters[at];
      if (escaped === undefined || !"*?\\}/".includes(escaped)) return undefined;
      parts.push({ literal: escaped });
    } else parts.push({ literal: character });
  }
  return parts;
}

function matches(part: PatternPart, character: string): boolean {
  return typeof part === "string" ? character !== "\n" : part.literal === character;
}

/** Where the shortest or the longest match that begins at `from` ends; undefined when none begins there. */
function matchEnd(parts: readonly PatternPart[], characters: readonly string[], from: number, longest: boolean): number | undefined {
  let active = parts.map(() => false).concat(false);
  active[0] = true;
  let end: number | undefined;
  for (let at = from; active.includes(true); at++) {
    for (const [index, part] of parts.entries()) {
      if (part === "many" && active[index] === true) active[index + 1] = true;
    }
    if (active[parts.length] === true) {
      end = at;
      if (!longest) return end;
    }
    const character = characters[at];
    if (character === undefined) return end;
    active = step(parts, active, character);
  }
  return end;
}

function step(parts: readonly PatternPart[], active: readonly boolean[], character: string): boolean[] {
  const next = parts.map(() => false).concat(false);
  for (const [index, part] of parts.entries()) {
    if (active[index] === true && matches(part, character)) next[part === "many" ? index : index + 1] = true;
  }
  return next;
}

/** For every place whether a match begins there: one pass from the end, so that looking for the first match is not quadratic. */
function matchStarts(parts: readonly PatternPart[], characters: readonly string[]): readonly boolean[] {
  const starts: boolean[] = [];
  let after: readonly boolean[] = [];
  for (let at = characters.length; at >= 0; at--) {
    const character = characters[at];
    const row: boolean[] = [];
    row[parts.length] = true;
    for (let index = parts.length - 1; index >= 0; index--) {
      const part = parts[index];
      const consumes = part !== undefined && character !== undefined && matches(part, character);
      if (part === "many") row[index] = row[index + 1] === true || (consumes && after[index] === true);
      else row[index] = consumes && after[index + 1] === true;
    }
    starts[at] = row[0] === true;
    after = row;
  }
  return starts;
}
