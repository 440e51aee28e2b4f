import type { GoPackage, GoProgram } from "../module/packages.ts";
import type { GoFile } from "./go-file.ts";
import { stringValue } from "./literal.ts";
import { readStructTag } from "./struct-tag.ts";
import { type GoAssignment, type GoCall, type GoFunction, structureOf, type TokenSpan } from "./structure.ts";
import { unusedFunctions } from "./unused-functions.ts";

export interface Place {
  readonly file: GoFile;
  readonly scope: GoFunction | undefined;
}

/** A value that some name gets, where it stands. */
export interface ValuePlace extends Place {
  readonly span: TokenSpan;
}

/** An environment variable that a struct's field is filled from, by its tag. */
export interface EnvironmentTag {
  readonly field: string;
  readonly variable: string;
  readonly fallback: string | undefined;
  readonly file: GoFile;
  readonly start: number;
}

/** More callers than this say nothing about a parameter. */
const MOST_CALLERS = 32;
const FLAG_DEFINITION = /^(?:String|Int|Uint|Int64|Duration|Bool)(P?)$/;
const FLAG_VARIABLE = /^(?:String|Int|Uint|Int64|Duration|Bool)Var(P?)$/;

/** Where the names of a program get their values. Built once, in one pass over every file; each look-up is a look into a table. */
export class NameIndex {
  readonly #program: GoProgram;
  readonly #imports = new Map<GoFile, ReadonlyMap<string, string>>();
  readonly #calls = new Map<GoFile, Map<number, GoCall>>();
  readonly #functions = new Map<string, { readonly file: GoFile; readonly scope: GoFunction }>();
  readonly #returns = new Map<GoFunction, TokenSpan[]>();
  readonly #assigned = new Map<GoFile, Map<number, GoAssignment>>();
  readonly #callers = new Map<string, { readonly file: GoFile; readonly call: GoCall }[]>();
  readonly #locals = new Map<GoFunction, Map<string, ValuePlace[]>>();
  readonly #packageNames = new Map<string, ValuePlace[]>();
  readonly #fields = new Map<string, ValuePlace[]>();
  readonly #tags = new Map<string, EnvironmentTag[]>();
  readonly #settings = new Map<string, string[]>();
  readonly #viper = new Map<string, ValuePlace[]>();
  readonly #viperEnvironment = { automatic: false, prefix: "" };
  #hasTagPrefixes = false;
  readonly #flags = new Map<TokenSpan, { readonly name: TokenSpan; readonly value: TokenSpan }>();

  readonly #unused: ReadonlySet<GoFunction>;

  constructor(program: GoProgram) {
    this.#program = program;
    this.#unused = unusedFunctions(program);
    for (const owner of program.packages) for (const file of owner.files) this.#add(owner, file);
  }

  /** Those of a structure's parts that do not stand in a function that nothing uses, as a mock for tests. */
  used<Part extends { readonly scope: GoFunction | undefined }>(parts: readonly Part[]): readonly Part[] {
    return this.#unused.size === 0 ? parts : parts.filter((part) => part.scope === undefined || !this.#unused.has(part.scope));
  }

  /** The import path that a name of a file stands for; undefined for a name that is no import. */
  imported(file: GoFile, name: string): string | undefined {
    return this.#imports.get(file)?.get(name);
  }

  /** `os.ReadFile` and `path/filepath.Join` for what the file calls by whatever name; a name without import stands as it is. */
  qualified(file: GoFile, names: readonly string[]): string {
    const [first, ...rest] = names;
    const path = first === undefined || rest.length === 0 ? undefined : this.imported(file, first);
    return path === undefined ? names.join(".") : [path, ...rest].join(".");
  }

  callAt(file: GoFile, start: number): GoCall | undefined {
    return this.#calls.get(file)?.get(start);
  }

  functionCalled(file: GoFile, call: GoCall): { readonly file: GoFile; readonly scope: GoFunction } | undefined {
    const owner = this.#program.packageOf(file);
    const [first, second] = call.names;
    if (owner === undefined || first === undefined || !call.rooted) return undefined;
    if (second === undefined) return this.#functions.get(key(owner.importPath, first));
    const path = this.imported(file, first);
    if (path !== undefined && call.names.length === 2) return this.#functions.get(key(path, second));
    return this.#functions.get(key(owner.importPath, `.${call.names.at(-1) ?? ""}`));
  }

  /** What a function may return, each with all of its values. */
  returns(scope: GoFunction): readonly TokenSpan[] {
    return this.#returns.get(scope) ?? [];
  }

  /** The assignment whose whole value is a call. */
  assignmentOf(file: GoFile, call: GoCall): GoAssignment | undefined {
    const found = this.#assigned.get(file)?.get(call.span.start);
    return found?.value.end === call.span.end ? found : undefined;
  }

  /** The calls of a function; of a method those of every method of its name. Undefined when there are too many to tell. */
  callers(owner: GoPackage, scope: GoFunction): readonly { readonly file: GoFile; readonly call: GoCall }[] | undefined {
    const found = this.#callers.get(scope.method ? key("", scope.name) : key(owner.importPath, scope.name)) ?? [];
    return found.length > MOST_CALLERS ? undefined : found;
  }

  localVariable({ scope }: Place, name: string): readonly ValuePlace[] {
    return (scope === undefined ? undefined : this.#locals.get(scope)?.get(name)) ?? [];
  }

  packageVariable(owner: GoPackage, name: string): readonly ValuePlace[] {
    return this.#packageNames.get(key(owner.importPath, name)) ?? [];
  }

  /** Values of a field by its name: in its own package; where there are none and the name is exported, in every package. */
  field(owner: GoPackage, name: string): readonly ValuePlace[] {
    return this.#fields.get(key(owner.importPath, name)) ?? this.#fields.get(fieldKey(owner, name)) ?? [];
  }

  tags(owner: GoPackage, field: string): readonly EnvironmentTag[] {
    return this.#tags.get(fieldKey(owner, field)) ?? [];
  }

  /** The keys of viper that fill a field of a package's structs. */
  settings(owner: GoPackage, field: string): readonly string[] {
    return this.#settings.get(key(owner.importPath, field)) ?? [];
  }

  environmentTags(): readonly EnvironmentTag[] {
    return [...this.#tags.values()].flat();
  }

  /** Whether a struct's tag puts a prefix before the names of another's: `env-namespace`, `envPrefix`. */
  hasTagPrefixes(): boolean {
    return this.#hasTagPrefixes;
  }

  viperDefaults(name: string): readonly ValuePlace[] {
    return this.#viper.get(name.toLowerCase()) ?? [];
  }

  /** The environment variable that viper takes for a key: with `AutomaticEnv`, the prefix of `SetEnvPrefix` before it. */
  viperVariable(name: string): string | undefined {
    if (!this.#viperEnvironment.automatic) return undefined;
    const { prefix } = this.#viperEnvironment;
    return `${prefix === "" ? "" : `${prefix}_`}${name}`.toUpperCase().replaceAll("-", "_").replaceAll(".", "_");
  }

  boundFlag(place: ValuePlace): { readonly name: TokenSpan; readonly value: TokenSpan } | undefined {
    return this.#flags.get(place.span);
  }

  #add(owner: GoPackage, file: GoFile): void {
    this.#imports.set(file, importNames(this.#program, file));
    const structure = structureOf(file);
    for (const scope of structure.functions) put(this.#functions, key(owner.importPath, scope.method ? `.${scope.name}` : scope.name), { file, scope });
    for (const { value, scope } of this.used(structure.returns)) push(this.#returns, scope, value);
    this.#assigned.set(file, new Map(structure.assignments.map((assignment) => [assignment.value.start, assignment])));
    for (const assignment of this.used(structure.assignments)) {
      const { target, operator, scope } = assignment;
      const last = target.at(-1) ?? "";
      const place = { file, scope, span: assignment.value };
      if (target.length > 1) this.#addField(owner, last, place);
      else if (scope !== undefined) this.#addLocal(owner, scope, last, operator, place);
      else push(this.#packageNames, key(owner.importPath, last), place);
    }
    for (const field of this.used(structure.fields)) this.#addField(owner, field.key, { file, scope: field.scope, span: field.value });
    for (const { field, tag } of structure.tags) {
      const { environment, setting, prefixes } = readStructTag(stringValue(tag) ?? "");
      this.#hasTagPrefixes ||= prefixes;
      if (environment !== undefined) push(this.#tags, fieldKey(owner, field), { field, ...environment, file, start: tag.start });
      if (setting !== undefined) push(this.#settings, key(owner.importPath, field), setting);
    }
    const byStart = new Map<number, GoCall>();
    for (const call of structure.calls) {
      if (call.rooted) byStart.set(call.start, call);
      if (call.scope === undefined || !this.#unused.has(call.scope)) this.#addCall(owner, file, call);
    }
    this.#calls.set(file, byStart);
  }

  #addField(owner: GoPackage, name: string, place: ValuePlace): void {
    push(this.#fields, key(owner.importPath, name), place);
    if (isExported(name)) push(this.#fields, fieldKey(owner, name), place);
  }

  /** A plain `=` in a function may also fill a variable of the package. */
  #addLocal(owner: GoPackage, scope: GoFunction, name: string, operator: ":=" | "=", place: ValuePlace): void {
    const names = this.#locals.get(scope) ?? new Map<string, ValuePlace[]>();
    this.#locals.set(scope, names);
    const isLocal = operator === ":=" || names.has(name) || scope.parameters.includes(name);
    if (isLocal) push(names, name, place);
    else push(this.#packageNames, key(owner.importPath, name), place);
  }

  #addCall(owner: GoPackage, file: GoFile, call: GoCall): void {
    const last = call.names.at(-1) ?? "";
    const path = call.rooted && call.names.length === 2 ? this.imported(file, call.names[0] ?? "") : undefined;
    if (path !== undefined) push(this.#callers, key(path, last), { file, call });
    else if (call.rooted && call.names.length === 1) push(this.#callers, key(owner.importPath, last), { file, call });
    else push(this.#callers, key("", last), { file, call });
    this.#addSetting(file, call, last);
    const variable = FLAG_VARIABLE.exec(last);
    if (variable !== null) this.#addFlag(owner, file, call, variable[1] === "P");
  }

  /** Keys of viper with their defaults: its own, and those of the command-line flags that it is bound to. */
  #addSetting(file: GoFile, call: GoCall, last: string): void {
    const [name] = call.arguments;
    const text = name === undefined ? undefined : stringValue(file.tokens[name.start]);
    const flag = FLAG_DEFINITION.exec(last);
    const value = last === "SetDefault" ? call.arguments[1] : flag === null ? undefined : call.arguments[flag[1] === "P" ? 2 : 1];
    if (text !== undefined && value !== undefined) push(this.#viper, text.toLowerCase(), { file, scope: call.scope, span: value });
    if (last === "AutomaticEnv") this.#viperEnvironment.automatic = true;
    if (last === "SetEnvPrefix" && text !== undefined) this.#viperEnvironment.prefix = text;
  }

  #addFlag(owner: GoPackage, file: GoFile, call: GoCall, hasShortName: boolean): void {
    const [target, name] = call.arguments;
    const value = call.arguments[hasShortName ? 3 : 2];
    if (target === undefined || name === undefined || value === undefined || file.tokens[target.start]?.text !== "&") return;
    const names = file.tokens.slice(target.start + 1, target.end).filter((token) => token.kind === "identifier");
    const last = names.at(-1)?.text ?? "";
    const place = { file, scope: call.scope, span: { start: target.start, end: target.end } };
    this.#flags.set(place.span, { name, value });
    if (names.length > 1) this.#addField(owner, last, place);
    else {
      if (call.scope !== undefined) this.#addLocal(owner, call.scope, last, ":=", place);
      push(this.#packageNames, key(owner.importPath, last), place);
    }
  }
}

const indexes = new WeakMap<GoProgram, NameIndex>();

/** The index of a program, built once. */
export function nameIndex(program: GoProgram): NameIndex {
  const before = indexes.get(program);
  if (before !== undefined) return before;
  const index = new NameIndex(program);
  indexes.set(program, index);
  return index;
}

function importNames(program: GoProgram, file: GoFile): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { path, name } of file.imports) {
    if (name === "_" || name === ".") continue;
    names.set(name, path);
    const own = program.packageAt(path)?.files[0]?.packageName;
    if (own !== undefined) names.set(own, path);
  }
  return names;
}

function key(importPath: string, name: string): string {
  return `${importPath}\n${name}`;
}

function fieldKey(owner: GoPackage, name: string): string {
  return key(isExported(name) ? "" : owner.importPath, name);
}

function isExported(name: string): boolean {
  return name.charAt(0) !== name.charAt(0).toLowerCase();
}

function push<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const before = map.get(at);
  if (before === undefined) map.set(at, [value]);
  else before.push(value);
}

function put<K, V>(map: Map<K, V>, at: K, value: V): void {
  if (!map.has(at)) map.set(at, value);
}
