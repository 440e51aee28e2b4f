import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import type { Edit } from "../source/edit.ts";

/** What is to stand under `harden:`. */
export interface Addition {
  readonly key: string;
  /** It is added to the key's list; else it is the key's value. */
  readonly isList: boolean;
  /** As YAML writes it. */
  readonly value: string;
  /** With its `#`. */
  readonly comment: string;
}

/**
 * Ways to say it, the most natural one first; each a set of edits that insert, or set one value. None is sure to keep what else the text
 * says, so whoever takes one reads the result.
 * @param root the text's contents: a mapping, or null where it has none.
 */
export function waysToAdd(text: string, root: unknown, addition: Addition): readonly (readonly Edit[])[] {
  const places = new YamlPlaces(text, addition);
  return places.ways(root);
}

const STEP = 2;

class YamlPlaces {
  readonly #text: string;
  readonly #addition: Addition;
  readonly #lineEnd: string;

  constructor(text: string, addition: Addition) {
    this.#text = text;
    this.#addition = addition;
    this.#lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  }

  ways(root: unknown): readonly (readonly Edit[])[] {
    const { key } = this.#addition;
    if (!isMap(root)) return this.#atEnd(0);
    const harden = pairOf(root, "harden");
    if (harden === undefined) return root.flow === true ? this.#inFlow(root, `harden: { ${key}: ${this.#flowValue()} }`) : [...this.#atEnd(this.#columnOf(root)), this.#behind(root, this.#harden(this.#columnOf(root)))];
    const section = harden.value;
    if (!isMap(section)) return [this.#below(harden, (column) => this.#entry(column + STEP))];
    const entry = pairOf(section, key);
    if (entry === undefined) return section.flow === true ? this.#inFlow(section, `${key}: ${this.#flowValue()}`) : [this.#behind(section, this.#entry(this.#columnOf(section)))];
    return this.#addition.isList ? this.#toList(entry) : this.#set(entry);
  }

  #toList(entry: Pair): readonly (readonly Edit[])[] {
    const { value, comment } = this.#addition;
    const list = entry.value;
    if (isSeq(list)) return list.flow === true ? this.#inFlow(list, value) : [this.#behind(list, [`${" ".repeat(this.#dashOf(list))}- ${value} ${comment}`])];
    if (!isScalar(list) || list.value === null) return [this.#below(entry, (column) => [`${" ".repeat(column + STEP)}- ${value} ${comment}`])];
    const [start, end] = rangeOf(list);
    return this.#withComment(end, [insert(start, "["), insert(end, `, ${value}]`)]);
  }

  #set(entry: Pair): readonly (readonly Edit[])[] {
    const [start, end] = isNode(entry.value) ? rangeOf(entry.value) : [0, 0];
    const lead = start === end ? " " : "";
    return this.#withComment(end, [{ range: { start, end }, text: lead + this.#addition.value }]);
  }

  /** As the last key of the text: a blank line sets it apart, where that is no part of a text that goes before. */
  #atEnd(column: number): readonly (readonly Edit[])[] {
    const { length } = this.#text;
    const lines = this.#harden(column);
    const isOpen = length > 0 && this.#text !== "\uFEFF" && !this.#text.endsWith("\n");
    const lead = isOpen ? this.#lineEnd : "";
    const isBlank = this.#text.trim() === "" || this.#text.endsWith(`\n${this.#lineEnd}`);
    const written = lines.map((line) => line + this.#lineEnd).join("");
    return [...(isBlank ? [] : [[insert(length, lead + this.#lineEnd + written)]]), [insert(length, lead + written)]];
  }

  /** Behind the last line of a block collection. */
  #behind(block: YAMLMap | YAMLSeq, lines: readonly string[]): readonly Edit[] {
    return [this.#linesAt(contentEnd(block), lines)];
  }

  /** Below a key that has no value yet. */
  #below(pair: Pair, linesFor: (column: number) => readonly string[]): readonly Edit[] {
    const [start, end] = isNode(pair.key) ? rangeOf(pair.key) : [0, 0];
    return [this.#linesAt(end, linesFor(this.#column(start)))];
  }

  /** Whole lines behind the one on which a place is; a place at the start of a line is behind the line before. */
  #linesAt(place: number, lines: readonly string[]): Edit {
    const at = place > 0 && this.#text[place - 1] === "\n" ? place : this.#endOfLine(place);
    const isWhole = at > 0 && this.#text[at - 1] === "\n";
    const written = isWhole ? lines.map((line) => line + this.#lineEnd).join("") : lines.map((line) => this.#lineEnd + line).join("");
    return insert(isWhole || this.#text[at - 1] !== "\r" ? at : at - 1, written);
  }

  #inFlow(flow: YAMLMap | YAMLSeq, item: string): readonly (readonly Edit[])[] {
    const first = rangeOf(flow)[0] + 1;
    if (flow.items.length > 0) return this.#withComment(lastEnd(flow), [insert(lastEnd(flow), `, ${item}`)]);
    const isSpaced = this.#text[first] === " ";
    return this.#withComment(first, [insert(first, isMap(flow) ? ` ${item}${isSpaced ? "" : " "}` : item)]);
  }

  /** With the comment at the end of the line where that is free, else on a line of its own above it. */
  #withComment(place: number, edits: readonly Edit[]): readonly (readonly Edit[])[] {
    const { comment } = this.#addition;
    const end = this.#endOfLine(place);
    const rest = this.#text.slice(place, end);
    const before = end > place && this.#text[end - 1] === "\r" ? end - 1 : end;
    const start = this.#text.lastIndexOf("\n", place - 1) + 1;
    const indent = this.#indentOf(start);
    const above = [insert(start + (start === 0 && this.#text.startsWith("\uFEFF") ? 1 : 0), `${" ".repeat(indent)}${comment}${this.#lineEnd}`), ...edits];
    if (rest.includes("#")) return [above];
    const last = edits.at(-1);
    const beside = last !== undefined && last.range.end === before ? [...edits.slice(0, -1), { ...last, text: `${last.text} ${comment}` }] : [...edits, insert(before, ` ${comment}`)];
    return [beside, above];
  }

  #harden(column: number): readonly string[] {
    return [`${" ".repeat(column)}harden:`, ...this.#entry(column + STEP)];
  }

  #entry(column: number): readonly string[] {
    const { key, isList, value, comment } = this.#addition;
    const indent = " ".repeat(column);
    return isList ? [`${indent}${key}:`, `${indent}${" ".repeat(STEP)}- ${value} ${comment}`] : [`${indent}${key}: ${value} ${comment}`];
  }

  #flowValue(): string {
    return this.#addition.isList ? `[${this.#addition.value}]` : this.#addition.value;
  }

  #columnOf(map: YAMLMap): number {
    const key = map.items[0]?.key;
    return isNode(key) ? this.#column(rangeOf(key)[0]) : 0;
  }

  /** Of the dash in front of the list's first entry. */
  #dashOf(list: YAMLSeq): number {
    const item = list.items[0];
    const start = isNode(item) ? rangeOf(item)[0] : rangeOf(list)[0];
    const line = this.#text.lastIndexOf("\n", start - 1) + 1;
    const dash = this.#text.slice(line, start).indexOf("-");
    return dash === -1 ? this.#column(rangeOf(list)[0]) : dash;
  }

  #column(place: number): number {
    const line = this.#text.lastIndexOf("\n", place - 1) + 1;
    return place - line - (line === 0 && this.#text.startsWith("\uFEFF") ? 1 : 0);
  }

  #indentOf(lineStart: number): number {
    let end = lineStart;
    while (this.#text[end] === " ") end++;
    return end - lineStart;
  }

  #endOfLine(place: number): number {
    const end = this.#text.indexOf("\n", place);
    return end === -1 ? this.#text.length : end;
  }
}

function insert(at: number, text: string): Edit {
  return { range: { start: at, end: at }, text };
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function rangeOf(node: Node): readonly [start: number, end: number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}

/** Where the last thing in a block collection ends, without the comments behind it. */
function contentEnd(node: unknown): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last = node.items.at(-1);
    return Math.max(rangeOf(node)[0], isNode(last) ? contentEnd(last) : isPair(last) ? Math.max(contentEnd(last.key), contentEnd(last.value)) : 0);
  }
  return isNode(node) ? rangeOf(node)[1] : 0;
}

/** Where the last thing in a flow collection ends. */
function lastEnd(flow: YAMLMap | YAMLSeq): number {
  const last = flow.items.at(-1);
  return isPair(last) ? Math.max(contentEnd(last.key), contentEnd(last.value)) : contentEnd(last);
}

function isPair(value: unknown): value is Pair {
  return typeof value === "object" && value !== null && "key" in value && "value" in value;
}
