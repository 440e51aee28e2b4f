/** A `go.mod`, as far as it tells what is built. Source: Go Modules Reference, "go.mod files" and "Workspaces". */
export interface GoMod {
  /** Its path in the build context. */
  readonly path: string;
  readonly module: { readonly path: string; readonly line: number } | undefined;
  /** `1.26`, `1.21.0`. */
  readonly goVersion: { readonly version: string; readonly line: number } | undefined;
  readonly toolchain: { readonly version: string; readonly line: number } | undefined;
  readonly requires: readonly GoRequirement[];
  readonly replaces: readonly GoReplacement[];
}

export interface GoRequirement {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
  readonly line: number;
}

export interface GoReplacement {
  readonly from: string;
  /** A module path, or a folder that begins with `./`, `../` or `/`. */
  readonly to: string;
  readonly line: number;
}

/** Never throws: a line that cannot be read is left out. */
export function readGoMod(path: string, text: string): GoMod {
  let module: GoMod["module"];
  let goVersion: GoMod["goVersion"];
  let toolchain: GoMod["toolchain"];
  const requires: GoRequirement[] = [];
  const replaces: GoReplacement[] = [];
  for (const { verb, words, comment, line } of directives(text)) {
    const [first, second] = words;
    if (first === undefined) continue;
    if (verb === "module") module ??= { path: first, line };
    else if (verb === "go") goVersion ??= { version: first, line };
    else if (verb === "toolchain") toolchain ??= { version: first, line };
    else if (verb === "require" && second !== undefined) requires.push({ path: first, version: second, indirect: isIndirect(comment), line });
    else if (verb === "replace") {
      const arrow = words.indexOf("=>");
      const to = arrow === -1 ? undefined : words[arrow + 1];
      if (to !== undefined) replaces.push({ from: first, to, line });
    }
  }
  return { path, module, goVersion, toolchain, requires, replaces };
}

/** The folders that a `go.work` uses, as written. */
export function readGoWork(text: string): readonly string[] {
  return [...directives(text)].flatMap(({ verb, words }) => (verb === "use" && words[0] !== undefined ? [words[0]] : []));
}

function isIndirect(comment: string): boolean {
  return comment.trim().split(";")[0]?.trim() === "indirect";
}

interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
  readonly line: number;
}

/** Each directive, those inside of `verb ( … )` one by one. */
function* directives(text: string): Generator<Directive> {
  let block: string | undefined;
  let line = 0;
  for (const raw of text.split("\n")) {
    line++;
    const { words, comment } = splitLine(raw);
    const [first] = words;
    if (first === undefined) continue;
    if (block !== undefined && first === ")") block = undefined;
    else if (block !== undefined) yield { verb: block, words, comment, line };
    else if (words.at(-1) === "(" && words.length === 2) block = first;
    else yield { verb: first, words: words.slice(1), comment, line };
  }
}

function splitLine(raw: string): { readonly words: readonly string[]; readonly comment: string } {
  const words: string[] = [];
  let at = 0;
  while (at < raw.length) {
    const character = raw[at] ?? "";
    if (character === " " || character === "\t" || character === "\r") at++;
    else if (raw.startsWith("//", at)) return { words, comment: raw.slice(at + 2) };
    else if (character === '"' || character === "`") {
      const close = raw.indexOf(character, at + 1);
      const end = close === -1 ? raw.length : close;
      words.push(raw.slice(at + 1, end));
      at = end + 1;
    } else if (character === "(" || character === ")") {
      words.push(character);
      at++;
    } else {
      const end = endOfWord(raw, at);
      words.push(raw.slice(at, end));
      at = end;
    }
  }
  return { words, comment: "" };
}

function endOfWord(raw: string, from: number): number {
  let at = from;
  while (at < raw.length && !" \t\r()".includes(raw[at] ?? "")) {
    if (at > from && raw.startsWith("//", at) && (raw[at - 1] === " " || raw[at - 1] === "\t")) break;
    at++;
  }
  return at;
}
