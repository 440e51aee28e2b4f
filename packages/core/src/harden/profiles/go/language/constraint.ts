/**
 * Whether a file belongs to a build for Linux. Undefined is "depends on what is not known here": the processor, a tag that nobody
 * gave, cgo. Source: the go command's documentation, "Build constraints".
 */
export type Inclusion = boolean | undefined;

const OPERATING_SYSTEMS = new Set([
  "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "nacl", "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows", "zos",
]);
const PROCESSORS = new Set(["386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64", "ppc64le", "riscv64", "s390x", "wasm"]);
const ALWAYS_TRUE = new Set(["linux", "unix", "gc"]);
/** Deep enough for any constraint that a person writes, shallow enough for the stack. */
const DEEPEST = 64;

/** What a file's name says: `_test.go`, `_windows.go`, `_linux_arm64.go`, and names that begin with `_` or `.`. */
export function includesByName(fileName: string): Inclusion {
  if (!fileName.endsWith(".go") || fileName.startsWith("_") || fileName.startsWith(".") || fileName.endsWith("_test.go")) return false;
  const parts = fileName.slice(0, -".go".length).split("_").slice(1);
  const last = parts.at(-1);
  if (last === undefined) return true;
  if (OPERATING_SYSTEMS.has(last)) return false;
  if (!PROCESSORS.has(last)) return true;
  const before = parts.at(-2);
  return before !== undefined && OPERATING_SYSTEMS.has(before) ? false : undefined;
}

/** What a `//go:build` expression says, with the tags that the build command gives. An expression that cannot be read says nothing. */
export function includesByConstraint(expression: string, tags: ReadonlySet<string>): Inclusion {
  const reader = new ConstraintReader(splitExpression(expression), tags);
  const value = reader.alternatives(0);
  return reader.atEnd ? value : undefined;
}

function splitExpression(expression: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < expression.length) {
    const character = expression[at] ?? "";
    const pair = expression.slice(at, at + 2);
    let end = at + 1;
    if (pair === "&&" || pair === "||") end = at + 2;
    else if (!" \t\r!()".includes(character)) while (end < expression.length && !" \t\r!()&|".includes(expression[end] ?? "")) end++;
    if (!" \t\r".includes(character)) words.push(expression.slice(at, end));
    at = end;
  }
  return words;
}

class ConstraintReader {
  #at = 0;
  readonly #words: readonly string[];
  readonly #tags: ReadonlySet<string>;

  constructor(words: readonly string[], tags: ReadonlySet<string>) {
    this.#words = words;
    this.#tags = tags;
  }

  get atEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  alternatives(depth: number): Inclusion {
    let value = this.#conjunction(depth);
    while (this.#take("||")) {
      const right = this.#conjunction(depth);
      if (value === true || right === true) value = true;
      else if (value === undefined || right === undefined) value = undefined;
    }
    return value;
  }

  #conjunction(depth: number): Inclusion {
    let value = this.#operand(depth);
    while (this.#take("&&")) {
      const right = this.#operand(depth);
      if (value === false || right === false) value = false;
      else if (value === undefined || right === undefined) value = undefined;
    }
    return value;
  }

  #operand(depth: number): Inclusion {
    if (depth > DEEPEST) return undefined;
    if (this.#take("!")) {
      const value = this.#operand(depth + 1);
      return value === undefined ? undefined : !value;
    }
    if (this.#take("(")) {
      const value = this.alternatives(depth + 1);
      this.#take(")");
      return value;
    }
    const name = this.#words[this.#at++];
    return name === undefined ? undefined : this.#tag(name);
  }

  #tag(name: string): Inclusion {
    if (ALWAYS_TRUE.has(name) || this.#tags.has(name) || isGoVersion(name)) return true;
    if (name === "cgo" || PROCESSORS.has(name)) return undefined;
    return false;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }
}

/** `go1.18`: the toolchain that builds the project is taken to be new enough for its own files. */
function isGoVersion(name: string): boolean {
  return /^go1\.?\d*(?:\.\d+)?$/.test(name);
}

/** Both say so, one says no, or it depends. */
export function bothInclude(a: Inclusion, b: Inclusion): Inclusion {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}
