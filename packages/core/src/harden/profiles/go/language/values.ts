import type { GoPackage, GoProgram } from "../module/packages.ts";
import type { GoFile } from "./go-file.ts";
import type { GoToken } from "./lexer.ts";
import { stringValue } from "./literal.ts";
import { anyOf, combine, exactly, NOTHING, type Possible, TEXT_FUNCTIONS } from "./possible.ts";
import type { GoCall, GoFunction, TokenSpan } from "./structure.ts";
import { nameIndex, type NameIndex, type Place } from "./name-index.ts";

/** What the container gives the program when it starts, as far as the Dockerfile says. */
export interface Surroundings {
  /** The value of an environment variable in the image; undefined when the image does not set it. */
  readonly environment: (name: string) => string | undefined;
  /** The value of a command-line flag in the start command. */
  readonly flag: (name: string) => string | undefined;
  readonly workdir: string;
  /** The program's absolute path. */
  readonly program: string | undefined;
}

/** An expression: a span of a file's tokens, in the function in which it stands. */
export interface Expression {
  readonly file: GoFile;
  readonly span: TokenSpan;
  readonly scope: GoFunction | undefined;
}

/** Arguments of the call through which a function is being looked at; without them its parameters are those of every call. */
interface Binding {
  readonly scope: GoFunction;
  readonly call: GoCall;
  readonly file: GoFile;
  readonly outer: Binding | undefined;
}

const DEEPEST = 16;
/** Steps for one question; a program that needs more is not made to be read. */
const MOST_STEPS = 2000;
const FLAG_FUNCTION = /^(?:String|Int|Uint|Int64|Duration|Bool)P?$/;
const VIPER = "github.com/spf13/viper";

/**
 * Finds what expressions may be: literals, constants, variables, parameters by their calls, fields by their literals, environment
 * variables and flags with their defaults. Bounded in depth and steps; what it cannot follow is incomplete.
 */
export class GoValues {
  readonly #program: GoProgram;
  readonly #surroundings: Surroundings;
  readonly #names: NameIndex;
  readonly #visiting = new Set<object>();
  #steps = 0;

  constructor(program: GoProgram, surroundings: Surroundings) {
    this.#program = program;
    this.#surroundings = surroundings;
    this.#names = nameIndex(program);
  }

  of(expression: Expression): Possible {
    this.#steps = 0;
    this.#visiting.clear();
    return this.#expression(expression, undefined, 0);
  }

  /** The value of a variable, as a place in the source sees it. */
  ofName(place: Place, name: string): Possible {
    this.#steps = 0;
    this.#visiting.clear();
    return this.#named(place, [name], undefined, 0);
  }

  /** The value of a call's argument; nothing when there is none at this place. */
  argument(file: GoFile, call: GoCall, index: number): Possible {
    const span = call.arguments[index];
    return span === undefined ? NOTHING : this.of({ file, span, scope: call.scope });
  }

  #expression({ file, span, scope }: Expression, binding: Binding | undefined, depth: number): Possible {
    if (depth > DEEPEST || this.#steps++ > MOST_STEPS) return NOTHING;
    const terms = termsOf(file.tokens, span);
    if (terms === undefined) return NOTHING;
    const parts = terms.map((term) => this.#term({ file, span: term, scope }, binding, depth + 1));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : combine(parts, (texts) => texts.join(""));
  }

  #term({ file, span, scope }: Expression, binding: Binding | undefined, depth: number): Possible {
    const { tokens } = file;
    const { end } = span;
    let { start } = span;
    while (start < end && (tokens[start]?.text === "*" || tokens[start]?.text === "&")) start++;
    const first = tokens[start];
    if (first === undefined || start >= end) return NOTHING;
    if (first.text === "(" && tokens[end - 1]?.text === ")") return this.#expression({ file, span: { start: start + 1, end: end - 1 }, scope }, binding, depth);
    if (end - start === 1) {
      const literal = literalText(first);
      if (literal !== undefined) return exactly(literal);
    }
    if (first.kind !== "identifier") return NOTHING;
    const call = tokens[end - 1]?.text === ")" ? this.#names.callAt(file, first.start) : undefined;
    if (call !== undefined && call.span.end === end) return this.#call(file, call, binding, depth);
    const names = namesOf(tokens, start, end);
    return names === undefined ? NOTHING : this.#named({ file, scope }, names, binding, depth);
  }

  #call(file: GoFile, call: GoCall, binding: Binding | undefined, depth: number): Possible {
    const name = this.#names.qualified(file, call.names);
    const values = (): readonly Possible[] => call.arguments.map((span) => this.#expression({ file, span, scope: call.scope }, binding, depth));
    const textFunction = TEXT_FUNCTIONS.get(name);
    if (textFunction !== undefined) return combine(values(), textFunction);
    const [first, second] = call.arguments;
    if ((name === "os.Getenv" || name === "os.LookupEnv") && first !== undefined) return this.#environment(this.#expression({ file, span: first, scope: call.scope }, binding, depth));
    if (name === "cmp.Or") return anyOf(values());
    if (name === "os.TempDir" || name === "os.MkdirTemp" || name === "io/ioutil.TempDir") return exactly("/tmp");
    if (name === "os.Getwd") return exactly(this.#surroundings.workdir);
    if (name === "os.Executable") return this.#surroundings.program === undefined ? NOTHING : exactly(this.#surroundings.program);
    if (name.startsWith(`${VIPER}.Get`)) return this.#setting(values()[0] ?? NOTHING, binding, depth);
    if (isFlagFunction(name, call) && first !== undefined && second !== undefined) {
      const value = call.names.at(-1)?.endsWith("P") === true ? (call.arguments[2] ?? second) : second;
      return this.#flag(this.#expression({ file, span: first, scope: call.scope }, binding, depth), this.#expression({ file, span: value, scope: call.scope }, binding, depth));
    }
    return this.#ownFunction(file, call, binding, depth);
  }

  /** A function of the project: what it may return, with the arguments of this call. */
  #ownFunction(file: GoFile, call: GoCall, binding: Binding | undefined, depth: number): Possible {
    const target = this.#names.functionCalled(file, call);
    if (target === undefined) return NOTHING;
    const inner: Binding = { scope: target.scope, call, file, outer: binding };
    const { scope } = target;
    return this.#once(scope, () => anyOf(this.#names.returns(scope).map((value) => this.#expression({ file: target.file, span: firstPart(target.file.tokens, value), scope }, inner, depth + 1))));
  }

  #named(place: Place, names: readonly string[], binding: Binding | undefined, depth: number): Possible {
    const owner = this.#program.packageOf(place.file);
    const [first, second] = names;
    if (owner === undefined || first === undefined) return NOTHING;
    if (second === undefined) return this.#variable(place, owner, first, binding, depth);
    const imported = this.#names.imported(place.file, first);
    if (imported !== undefined && names.length === 2) {
      const target = this.#program.packageAt(imported);
      return target === undefined ? NOTHING : this.#places(this.#names.packageVariable(target, second), undefined, depth);
    }
    return this.#places(this.#names.field(owner, names.at(-1) ?? ""), undefined, depth, (fallback) => this.#taggedField(owner, names.at(-1) ?? "", fallback, depth));
  }

  #variable(place: Place, owner: GoPackage, name: string, binding: Binding | undefined, depth: number): Possible {
    const local = this.#names.localVariable(place, name);
    const parameter = place.scope?.parameters.indexOf(name) ?? -1;
    const found: Possible[] = local.length === 0 ? [] : [this.#places(local, binding, depth)];
    if (place.scope !== undefined && parameter !== -1) found.push(this.#parameter(place.scope, owner, parameter, binding, depth));
    if (found.length > 0) return anyOf(found);
    return this.#places(this.#names.packageVariable(owner, name), undefined, depth);
  }

  #parameter(scope: GoFunction, owner: GoPackage, index: number, binding: Binding | undefined, depth: number): Possible {
    if (binding?.scope === scope) {
      const span = binding.call.arguments[index];
      return span === undefined ? NOTHING : this.#expression({ file: binding.file, span, scope: binding.call.scope }, binding.outer, depth + 1);
    }
    return this.#once(scope.parameters, () => {
      const callers = this.#names.callers(owner, scope);
      return callers === undefined ? NOTHING : anyOf(callers.map(({ file, call }) => {
        const span = call.arguments[index];
        return span === undefined ? NOTHING : this.#expression({ file, span, scope: call.scope }, undefined, depth + 1);
      }));
    });
  }

  #places(places: readonly Expression[], binding: Binding | undefined, depth: number, otherwise: (found: Possible) => Possible = (found) => found): Possible {
    return otherwise(anyOf(places.map((place) => this.#once(place.span, () => this.#place(place, binding, depth)))));
  }

  /** A flag that is bound to a variable stands as the whole call: `flag.StringVar(&address, "addr", ":8080", "")`. */
  #place(place: Expression, binding: Binding | undefined, depth: number): Possible {
    const bound = this.#names.boundFlag(place);
    if (bound === undefined) return this.#expression({ ...place, span: firstPart(place.file.tokens, place.span) }, binding, depth + 1);
    return this.#flag(this.#expression({ ...place, span: bound.name }, binding, depth + 1), this.#expression({ ...place, span: bound.value }, binding, depth + 1));
  }

  #taggedField(owner: GoPackage, field: string, found: Possible, depth: number): Possible {
    const variables = this.#names.tags(owner, field).map(({ variable, fallback }) => anyOf([this.#environment(exactly(variable)), ...(fallback === undefined ? [] : [exactly(fallback)])]));
    const tags = [...variables, ...this.#names.settings(owner, field).map((name) => this.#setting(exactly(name), undefined, depth))];
    return tags.length === 0 ? found : anyOf(found.texts.length === 0 ? tags : [...tags, found]);
  }

  #environment(name: Possible): Possible {
    const [variable] = name.texts;
    if (variable === undefined || name.texts.length > 1) return NOTHING;
    const value = this.#surroundings.environment(variable);
    return { texts: [value ?? ""], variables: [variable], flags: [], complete: true, settled: value !== undefined };
  }

  #flag(name: Possible, fallback: Possible): Possible {
    const [flag] = name.texts;
    if (flag === undefined) return fallback;
    const value = this.#surroundings.flag(flag);
    return value === undefined ? { ...fallback, flags: [...fallback.flags, flag] } : { ...exactly(value), flags: [flag], settled: true };
  }

  #setting(key: Possible, binding: Binding | undefined, depth: number): Possible {
    const [name] = key.texts;
    if (name === undefined) return NOTHING;
    const defaults = this.#places(this.#names.viperDefaults(name), binding, depth);
    const variable = this.#names.viperVariable(name);
    const found = variable === undefined ? defaults : anyOf([this.#environment(exactly(variable)), defaults]);
    return { ...found, flags: [...new Set([...found.flags, name])], complete: false };
  }

  /** Follows each thing once on one way, so that cycles end. */
  #once(key: object, compute: () => Possible): Possible {
    if (this.#visiting.has(key)) return { ...NOTHING, complete: true };
    this.#visiting.add(key);
    const value = compute();
    this.#visiting.delete(key);
    return value;
  }
}

function isFlagFunction(name: string, call: GoCall): boolean {
  const last = call.names.at(-1) ?? "";
  return FLAG_FUNCTION.test(last) && (name.startsWith("flag.") || name.startsWith("github.com/spf13/pflag.") || !call.rooted);
}

function literalText(token: GoToken): string | undefined {
  if (token.kind === "number") return /^\d{1,15}$/.test(token.text) ? token.text : undefined;
  return stringValue(token);
}

/** The operands of a chain of `+`; undefined for an expression with another operator. */
function termsOf(tokens: readonly GoToken[], { start, end }: TokenSpan): readonly TokenSpan[] | undefined {
  const terms: TokenSpan[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < end; at++) {
    const token = tokens[at];
    if (token?.kind !== "punctuation") continue;
    if (token.text === "(" || token.text === "[" || token.text === "{") depth++;
    else if (token.text === ")" || token.text === "]" || token.text === "}") depth--;
    else if (depth === 0 && token.text === "+") {
      terms.push({ start: from, end: at });
      from = at + 1;
    } else if (depth === 0 && token.text !== "." && token.text !== "&" && token.text !== "*") return undefined;
  }
  return [...terms, { start: from, end }];
}

/** The part before the first comma, and before a block that follows: of `a, nil` it is `a`. */
function firstPart(tokens: readonly GoToken[], { start, end }: TokenSpan): TokenSpan {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const text = tokens[at]?.kind === "punctuation" ? tokens[at]?.text : undefined;
    if (text === "(" || text === "[" || text === "{") depth++;
    else if (text === ")" || text === "]" || text === "}") depth--;
    else if (depth === 0 && text === ",") return { start, end: at };
  }
  return { start, end };
}

function namesOf(tokens: readonly GoToken[], start: number, end: number): readonly string[] | undefined {
  const names: string[] = [];
  for (let at = start; at < end; at++) {
    const token = tokens[at];
    const isName = (at - start) % 2 === 0;
    if (isName ? token?.kind !== "identifier" : token?.text !== ".") return undefined;
    if (isName && token !== undefined) names.push(token.text);
  }
  return names.length === 0 ? undefined : names;
}
