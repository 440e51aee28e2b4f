/**
 * One pattern of a `.dockerignore`, as moby/patternmatcher reads it. The peer translates it into a regular expression; here it
 * becomes a list of tokens that are walked over the path once, so that no pattern costs more than its tokens times the path.
 */

type Token =
  | { readonly kind: "literal"; readonly text: string }
  /** `?`: one character other than `/`. */
  | { readonly kind: "one" }
  /** `*`: any characters other than `/`. */
  | { readonly kind: "star" }
  /** `**` before something else: nothing, or anything that ends with `/`. */
  | { readonly kind: "folders" }
  /** `**` at the end, and at the start of a pattern without other wildcards: anything. */
  | { readonly kind: "anything" }
  /** `[a-z]`, `[^a-z]`; unlike `?` it may match `/`. */
  | { readonly kind: "class"; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

export interface PatternMatcher {
  /** Whether the pattern matches this very path; a match of a parent folder is for the caller to carry down. */
  matches(path: string): boolean;
}

/** The matcher of a cleaned pattern, or undefined when Docker refuses it: an unclosed or empty class, a `\` at the end. */
export function compilePattern(pattern: string): PatternMatcher | undefined {
  const tokens = tokenize(pattern);
  if (tokens === undefined) return undefined;
  const only = tokens.length === 1 ? tokens[0] : undefined;
  if (only?.kind === "literal") return { matches: (path) => path === only.text };
  if (only?.kind === "anything") return { matches: () => true };
  const first = tokens[0];
  const last = tokens.at(-1);
  const prefix = first?.kind === "literal" ? first.text : "";
  const suffix = last?.kind === "literal" ? last.text : "";
  const inner = longestLiteral(tokens);
  const shortest = shortestMatch(tokens);
  return {
    matches: (path) =>
      path.length >= shortest && path.startsWith(prefix) && path.endsWith(suffix) && path.includes(inner) && matchesTokens(tokens, path),
  };
}

function longestLiteral(tokens: readonly Token[]): string {
  let longest = "";
  for (const token of tokens) if (token.kind === "literal" && token.text.length > longest.length) longest = token.text;
  return longest;
}

/** Characters that a match has at the least; it also bounds the tokens that are tried by the length of the path. */
function shortestMatch(tokens: readonly Token[]): number {
  let length = 0;
  for (const token of tokens) {
    if (token.kind === "literal") length += token.text.length;
    else if (token.kind === "one" || token.kind === "class") length++;
  }
  return length;
}

/** Breadth first: `reached` holds every offset of the path that the tokens so far can end at, in rising order. */
function matchesTokens(tokens: readonly Token[], path: string): boolean {
  let reached: readonly number[] = [0];
  for (const token of tokens) {
    reached = advance(token, reached, path);
    if (reached.length === 0) return false;
  }
  return reached.at(-1) === path.length;
}

function advance(token: Token, reached: readonly number[], path: string): readonly number[] {
  switch (token.kind) {
    case "literal":
      return reached.filter((at) => path.startsWith(token.text, at)).map((at) => at + token.text.length);
    case "one":
      return step(reached, path, (code) => code !== SLASH);
    case "class":
      return step(reached, path, (code) => token.ranges.some(([from, to]) => from <= code && code <= to) !== token.negated);
    case "star":
      return runs(reached, path);
    case "folders":
      return folders(reached, path);
    case "anything":
      return from(reached[0] ?? path.length, path.length);
  }
}

const SLASH = 0x2f;

function step(reached: readonly number[], path: string, accepts: (code: number) => boolean): readonly number[] {
  const next: number[] = [];
  for (const at of reached) {
    const code = path.codePointAt(at);
    if (code !== undefined && accepts(code)) next.push(at + (code > 0xff_ff ? 2 : 1));
  }
  return next;
}

function runs(reached: readonly number[], path: string): readonly number[] {
  const next: number[] = [];
  let at = -1;
  for (const start of reached) {
    if (start <= at) continue;
    for (at = start; ; at++) {
      next.push(at);
      if (at >= path.length || path.charCodeAt(at) === SLASH) break;
    }
  }
  return next;
}

function folders(reached: readonly number[], path: string): readonly number[] {
  const next: number[] = [];
  const first = reached[0] ?? path.length;
  let index = 0;
  for (let at = first; at <= path.length; at++) {
    const wasReached = reached[index] === at;
    if (wasReached) index++;
    if (wasReached || (at > first && path.charCodeAt(at - 1) === SLASH)) next.push(at);
  }
  return next;
}

function from(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

function tokenize(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let literal = "";
  const push = (token: Token): void => {
    if (literal !== "") tokens.push({ kind: "literal", text: literal });
    literal = "";
    if (token.kind !== "folders" || tokens.at(-1)?.kind !== "folders") tokens.push(token);
  };
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    if (character === "*" && pattern[at + 1] === "*") {
      at++;
      const atStart = at === 1;
      if (pattern[at + 1] === "/") at++;
      if (at + 1 >= pattern.length) push({ kind: "anything" });
      else if (atStart && isPlain(pattern.slice(2))) push({ kind: pattern[2] === "/" ? "folders" : "anything" });
      else push({ kind: "folders" });
    } else if (character === "*") push({ kind: "star" });
    else if (character === "?") push({ kind: "one" });
    else if (character === "[") {
      const read = readClass(pattern, at);
      if (read === undefined) return undefined;
      push(read.token);
      at = read.end;
    } else if (character === "\\") {
      at++;
      if (at >= pattern.length) return undefined;
      literal += pattern[at] ?? "";
    } else literal += character;
  }
  if (literal !== "") tokens.push({ kind: "literal", text: literal });
  return tokens;
}

function isPlain(text: string): boolean {
  return ![..."*?[]\\"].some((special) => text.includes(special));
}

/** `[` `^`? (character | character `-` character)+ `]`, any character escaped by `\`: the grammar of Go's `filepath.Match`. */
function readClass(pattern: string, open: number): { readonly token: Token; readonly end: number } | undefined {
  const ranges: [number, number][] = [];
  let at = open + 1;
  const negated = pattern[at] === "^";
  if (negated) at++;
  const readOne = (): number | undefined => {
    if (pattern[at] === "-" || pattern[at] === "]") return undefined;
    if (pattern[at] === "\\") at++;
    const code = pattern.codePointAt(at);
    at += code !== undefined && code > 0xff_ff ? 2 : 1;
    return code;
  };
  while (pattern[at] !== "]" || ranges.length === 0) {
    const low = readOne();
    if (low === undefined) return undefined;
    let high: number | undefined = low;
    if (pattern[at] === "-") {
      at++;
      high = readOne();
    }
    if (high === undefined) return undefined;
    ranges.push([low, high]);
  }
  return { token: { kind: "class", negated, ranges }, end: at };
}
