import { replaceMatch, trimMatch } from "./shell-pattern.ts";

/**
 * Expansion of a word as BuildKit does it before an instruction takes effect. Source: BuildKit `frontend/dockerfile/shell`
 * (quotes, escapes, `$name`, `${name}` and the operators) and the Dockerfile reference, "Environment replacement".
 */

/** What a name stands for where a word is expanded. */
export type Binding =
  | { readonly state: "set"; readonly value: string }
  /** Certainly without a value: it expands to nothing. */
  | { readonly state: "unset" }
  /** Declared without a value: the file itself has a default for it only in `${name:-default}`. */
  | { readonly state: "open"; readonly reason: string }
  /** It has or may have a value that the file does not tell. */
  | { readonly state: "hidden"; readonly reason: string };

export type Expansion =
  | {
      readonly certain: true;
      readonly text: string;
      /** Names that expanded to nothing because they are not set. */
      readonly unset: readonly string[];
    }
  | { readonly certain: false; readonly reason: string };

/** Half of what Linux allows for one string of an environment; without a limit `ENV A=$A$A` doubles for ever. */
const LONGEST_TEXT = 65_536;
const DEEPEST_NESTING = 64;
const SPECIAL_PARAMETERS = "@*#?-$!";
const SPECIAL = /[$'"\\`]/;

/** Expands a word; `escape` is the Dockerfile's escape character. */
export function expandWord(word: string, escape: string, lookup: (name: string) => Binding): Expansion {
  if (!SPECIAL.test(word)) return { certain: true, text: word, unset: [] };
  return new WordExpander(word, escape, lookup).run();
}

class WordExpander {
  readonly #word: string;
  readonly #escape: string;
  readonly #lookup: (name: string) => Binding;
  readonly #unset: string[] = [];
  #at = 0;
  #depth = 0;
  /** What BuildKit refuses; ends the scan. */
  #error: string | undefined;
  /** A value that is not certain and that the text so far depends on; the scan goes on. */
  #uncertain: string | undefined;

  constructor(word: string, escape: string, lookup: (name: string) => Binding) {
    this.#word = word;
    this.#escape = escape;
    this.#lookup = lookup;
  }

  run(): Expansion {
    const text = this.#until("", false);
    const reason = this.#error ?? this.#uncertain;
    if (reason !== undefined) return { certain: false, reason };
    return { certain: true, text, unset: this.#unset };
  }

  /** The text up to `stop` (or the end); with `raw`, escapes stay, since a pattern reads them again. */
  #until(stop: string, raw: boolean): string {
    let out = "";
    while (this.#at < this.#word.length) {
      const character = this.#next();
      if (character === stop) return out;
      if (character === "$") out = this.#append(out, this.#dollar());
      else if (character === "'") out += this.#singleQuoted();
      else if (character === '"') out = this.#append(out, this.#doubleQuoted(raw));
      else if (character === this.#escape) out += (raw ? character : "") + this.#next();
      else out += character + this.#plain(stop);
    }
    if (stop !== "") this.#fail(`the closing ${stop} is missing`);
    return out;
  }

  /** The characters up to the next one that means something. */
  #plain(stop: string): string {
    const start = this.#at;
    for (let next = this.#word[start]; next !== undefined; next = this.#word[this.#at]) {
      if (next === stop || next === "$" || next === "'" || next === '"' || next === this.#escape) break;
      this.#at++;
    }
    return this.#word.slice(start, this.#at);
  }

  #singleQuoted(): string {
    const end = this.#word.indexOf("'", this.#at);
    if (end === -1) return this.#fail("the closing ' is missing");
    const quoted = this.#word.slice(this.#at, end);
    this.#at = end + 1;
    return quoted;
  }

  #doubleQuoted(raw: boolean): string {
    let out = "";
    while (this.#at < this.#word.length) {
      const character = this.#next();
      if (character === '"') return out;
      if (character === "$") out = this.#append(out, this.#dollar());
      else if (character === this.#escape) out += this.#escapedInQuotes(raw);
      else out += character;
    }
    return this.#fail('the closing " is missing');
  }

  /** Inside double quotes only `"`, `$` and the escape character itself can be escaped; before anything else it stands for itself. */
  #escapedInQuotes(raw: boolean): string {
    const kept = raw ? this.#escape : "";
    const next = this.#word[this.#at];
    if (next === undefined) return kept;
    if (next !== '"' && next !== "$" && next !== this.#escape) return kept + this.#escape;
    this.#at++;
    return kept + next;
  }

  /** What stands behind a `$`. */
  #dollar(): string {
    if (this.#word[this.#at] !== "{") {
      const name = this.#name();
      return name === "" ? "$" : this.#value(name);
    }
    this.#at++;
    if ("{}:".includes(this.#word[this.#at] ?? "}")) return this.#fail("bad substitution");
    const name = this.#name();
    const operator = this.#next();
    if (operator === "}") return this.#value(name);
    if (this.#depth >= DEEPEST_NESTING) return this.#fail(`variables are nested deeper than ${DEEPEST_NESTING} levels`);
    this.#depth++;
    const value = operator === "/" ? this.#replaced(name) : this.#operated(name, operator);
    this.#depth--;
    return value;
  }

  #operated(name: string, first: string): string {
    const emptyIsUnset = first === ":";
    const operator = emptyIsUnset ? this.#next() : first;
    const known = emptyIsUnset ? "+-?" : "+-?#%";
    if (operator === "" || !known.includes(operator)) return this.#fail(`\${${name}${emptyIsUnset ? ":" : ""}${operator} is no operator that BuildKit knows`);
    if (operator === "#" || operator === "%") return this.#trimmed(name, operator);
    const before = this.#uncertain;
    this.#uncertain = undefined;
    const operand = this.#until("}", false);
    const operandUncertain = this.#uncertain;
    this.#uncertain = before;
    const takeOperand = (): string => {
      this.#uncertain ??= operandUncertain;
      return operand;
    };
    const binding = this.#lookup(name);
    if (binding.state === "open" && operator === "-") return takeOperand();
    if (binding.state === "open" || binding.state === "hidden") return this.#value(name);
    const value = binding.state === "set" ? binding.value : undefined;
    const isMissing = value === undefined || (emptyIsUnset && value === "");
    if (operator === "+") return isMissing ? "" : takeOperand();
    if (!isMissing) return value;
    if (operator === "-") return takeOperand();
    return this.#fail(`${name} has no value, and the file asks for one: ${operand === "" ? "not set" : operand}`);
  }

  #trimmed(name: string, operator: "#" | "%"): string {
    const operand = this.#until("}", true);
    const longest = operand.startsWith(operator);
    const pattern = longest ? operand.slice(1) : operand;
    const trimmed = trimMatch(this.#value(name), pattern, operator === "#" ? "prefix" : "suffix", longest);
    return trimmed ?? this.#fail(`the pattern in \${${name}${operator}…} cannot be matched`);
  }

  #replaced(name: string): string {
    const all = this.#word[this.#at] === "/";
    if (all) this.#at++;
    const pattern = this.#until("/", true);
    const replacement = this.#until("}", true);
    // BuildKit reads `$` in the replacement of `//` as a reference to a group, which no pattern of its own can have.
    const replaced = all && replacement.includes("$") ? undefined : replaceMatch(this.#value(name), pattern, replacement, all);
    return replaced ?? this.#fail(`the pattern in \${${name}/…} cannot be matched`);
  }

  #value(name: string): string {
    const binding = this.#lookup(name);
    if (binding.state === "set") return binding.value;
    if (binding.state === "unset") this.#unset.push(name);
    else this.#uncertain ??= binding.reason;
    return "";
  }

  /** Digits, one special parameter, or letters, digits and `_`; empty when none stands here. */
  #name(): string {
    const start = this.#at;
    const first = this.#word[start] ?? "";
    if (first !== "" && SPECIAL_PARAMETERS.includes(first)) return this.#next();
    const allowed = /^\p{Nd}$/u.test(this.#codePoint()) ? /^\p{Nd}$/u : /^[\p{L}\p{Nd}_]$/u;
    for (let point = this.#codePoint(); allowed.test(point); point = this.#codePoint()) this.#at += point.length;
    return this.#word.slice(start, this.#at);
  }

  #codePoint(): string {
    const point = this.#word.codePointAt(this.#at);
    return point === undefined ? "" : String.fromCodePoint(point);
  }

  #next(): string {
    const character = this.#word[this.#at] ?? "";
    this.#at++;
    return character;
  }

  #append(out: string, value: string): string {
    // What the file spells out is never too long.
    if (out.length + value.length > LONGEST_TEXT + this.#word.length) return this.#fail(`the expanded text is longer than ${LONGEST_TEXT} characters`);
    return out + value;
  }

  #fail(reason: string): string {
    this.#error ??= reason;
    this.#at = this.#word.length;
    return "";
  }
}
