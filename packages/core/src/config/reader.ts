import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Node, type YAMLMap } from "yaml";
import { didYouMean } from "./did-you-mean.ts";
import { isTooDeep } from "./nesting.ts";

/** What is wrong with the file, and where. Counted from 1. */
export interface ConfigFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Most faults that one file is told of: the first ones say enough. */
const MOST_FAULTS = 20;
/** Characters. */
const LONGEST = 1_000_000;

/** One text of YAML with the places in it, and what was found wrong so far. Never throws. */
export class ConfigReader {
  readonly faults: ConfigFault[] = [];
  readonly #lines = new LineCounter();

  /** The keys of the whole text; undefined when it is empty or when anything is wrong. */
  root<Key extends string>(text: string, what: string, keys: readonly Key[]): ConfigMap<Key> | undefined {
    if (text.length > LONGEST) {
      this.faults.push({ line: 1, column: 1, message: `is larger than ${LONGEST / 1_000_000} MB` });
      return undefined;
    }
    if (isTooDeep(text)) {
      this.faults.push({ line: 1, column: 1, message: "is nested too deeply" });
      return undefined;
    }
    const document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: false, prettyErrors: false });
    for (const error of document.errors) this.fault(error.pos[0], error.message);
    visit(document, { Alias: (_, alias) => this.fault(alias.range?.[0] ?? 0, `an alias is not followed; write what *${alias.source} stands for`) });
    return this.faults.length > 0 || document.contents === null ? undefined : this.map(document.contents, what, keys);
  }

  /** A mapping whose keys are all known; undefined, and a fault, when it is none. */
  map<Key extends string>(node: unknown, what: string, keys: readonly Key[]): ConfigMap<Key> | undefined {
    if (!isNode(node)) return undefined;
    if (!isMap(node)) return this.fault(node, `${what} must hold keys: ${keys.join(", ")}`);
    const known = new Set<string>(keys);
    for (const { key, place } of this.items(node)) if (!known.has(key)) this.fault(place, `unknown key "${key}"${didYouMean(key, keys)}`);
    return new ConfigMap(this, node);
  }

  /** What a mapping holds, in its order; a key that stands twice is a fault. */
  items(map: YAMLMap): readonly { readonly key: string; readonly place: Node; readonly value: unknown }[] {
    const seen = new Set<string>();
    return map.items.map((pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      const place = isNode(pair.key) ? pair.key : map;
      if (seen.has(key)) this.fault(place, `the key "${key}" stands here a second time`);
      seen.add(key);
      return { key, place, value: pair.value };
    });
  }

  lineOf(node: Node): number {
    return this.#lines.linePos(offsetOf(node)).line;
  }

  fault(place: Node | number, message: string): undefined {
    if (this.faults.length >= MOST_FAULTS) return;
    const { line, col } = this.#lines.linePos(typeof place === "number" ? place : offsetOf(place));
    const fault = { line: Math.max(1, line), column: Math.max(1, col), message: message.split("\n")[0] ?? message };
    // What is said of a place twice follows from the first.
    const last = this.faults.at(-1);
    if (last?.line !== fault.line || last.column !== fault.column) this.faults.push(fault);
  }
}

/** A name that people chose, with its value as a text. */
export interface ConfigPair {
  readonly name: string;
  readonly value: string;
  /** A fault at the name. */
  readonly fault: (message: string) => undefined;
}

/** A text of a list. */
export interface PlacedText {
  readonly value: string;
  readonly line: number;
  /** A fault at the text. */
  readonly fault: (message: string) => undefined;
}

/** One mapping, read key by key: a key that is not given is undefined (or empty), and one that is wrong also leaves a fault. */
export class ConfigMap<Key extends string> {
  readonly #reader: ConfigReader;
  readonly #map: YAMLMap;

  constructor(reader: ConfigReader, map: YAMLMap) {
    this.#reader = reader;
    this.#map = map;
  }

  get line(): number {
    return this.#reader.lineOf(this.#map);
  }

  has(key: Key): boolean {
    return this.#node(key) !== undefined;
  }

  /** Of the key's value; 1 where it is not given. */
  lineOf(key: Key): number {
    const node = this.#node(key);
    return node === undefined ? 1 : this.#reader.lineOf(node);
  }

  /** At the key's value, or at the mapping itself. */
  fault(message: string, key?: Key): undefined {
    return this.#reader.fault((key === undefined ? undefined : this.#node(key)) ?? this.#map, message);
  }

  /** A text, or a number as it is written. */
  text(key: Key): string | undefined {
    const node = this.#node(key);
    if (node === undefined) return undefined;
    return textOf(node) ?? this.#reader.fault(node, `"${key}" must be a text`);
  }

  /** A list of texts, or one text alone. */
  texts(key: Key): readonly string[] {
    return this.placedTexts(key).map(({ value }) => value);
  }

  /** The same, each with its place. */
  placedTexts(key: Key): readonly PlacedText[] {
    const node = this.#node(key);
    if (node === undefined) return [];
    return (isSeq(node) ? node.items : [node]).flatMap((item): readonly PlacedText[] => {
      if (isScalar(item) && typeof item.value === "string") return [{ value: item.value, line: this.#reader.lineOf(item), fault: (message) => this.#reader.fault(item, message) }];
      return this.#reader.fault(node, `"${key}" must be a list of texts`) ?? [];
    });
  }

  /** A list of at least one text or number, as they are written; `form` says what is wanted. */
  words(key: Key, form: string): readonly string[] | undefined {
    const node = this.#node(key);
    if (node === undefined) return undefined;
    const words = isSeq(node) ? node.items.flatMap((item) => (isNode(item) ? (textOf(item) ?? []) : [])) : [];
    const isWhole = isSeq(node) && words.length === node.items.length && words.length > 0;
    return isWhole ? words : this.#reader.fault(node, `"${key}" must be ${form}`);
  }

  /** A mapping whose keys people choose, in its order; `remedy` says what to do about one without a value. */
  pairs(key: Key, remedy: string): readonly ConfigPair[] {
    const node = this.#node(key);
    if (node === undefined) return [];
    if (!isMap(node)) return this.#reader.fault(node, `"${key}" must hold names with their values`) ?? [];
    return this.#reader.items(node).flatMap((item): readonly ConfigPair[] => {
      const fault = (message: string): undefined => this.#reader.fault(item.place, message);
      const value = isScalar(item.value) && item.value.value !== null ? item.value.source : undefined;
      if (value !== undefined) return [{ name: item.key, value, fault }];
      return fault(isMap(item.value) || isSeq(item.value) ? `the value of "${item.key}" must be a text` : `"${item.key}" has no value; ${remedy}`) ?? [];
    });
  }

  flag(key: Key): boolean | undefined {
    const node = this.#node(key);
    if (node === undefined) return undefined;
    return isScalar(node) && typeof node.value === "boolean" ? node.value : this.#reader.fault(node, `"${key}" must be true or false`);
  }

  /** A text as `parse` understands it; `form` says what is wanted: `a day as YYYY-MM-DD`. */
  parsed<T>(key: Key, parse: (text: string) => T | undefined, form: string): T | undefined {
    const node = this.#node(key);
    if (node === undefined) return undefined;
    const text = textOf(node);
    const value = text === undefined ? undefined : parse(text);
    return value ?? this.#reader.fault(node, `"${key}" must be ${form}`);
  }

  choice<Choice extends string>(key: Key, choices: readonly Choice[]): Choice | undefined {
    return this.parsed(key, (text) => choices.find((choice) => choice === text), `one of ${choices.join(", ")}`);
  }

  section<Inner extends string>(key: Key, keys: readonly Inner[], what: string = key): ConfigMap<Inner> | undefined {
    return this.#reader.map(this.#node(key), what, keys);
  }

  /** A list of mappings; `form` says what they hold: `entries with "rule" and "reason"`. */
  entries<Inner extends string>(key: Key, form: string, keys: readonly Inner[]): readonly ConfigMap<Inner>[] {
    const node = this.#node(key);
    if (node === undefined) return [];
    if (!isSeq(node)) return this.#reader.fault(node, `"${key}" must be a list of ${form}`) ?? [];
    return node.items.flatMap((item) => this.#reader.map(item, `an entry of ${key}`, keys) ?? []);
  }

  #node(key: Key): Node | undefined {
    const node = this.#map.get(key, true);
    return isNode(node) ? node : undefined;
  }
}

function textOf(node: Node): string | undefined {
  return isScalar(node) && (typeof node.value === "string" || typeof node.value === "number") ? String(node.source ?? node.value) : undefined;
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
