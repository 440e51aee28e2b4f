import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node, type Scalar } from "yaml";
import type { Range } from "../../source/text.ts";

/**
 * YAML (and JSON, which is part of it) as a plain tree with the place of each value. Aliases and merge keys are resolved: a node
 * that is used twice is the same object twice, so whoever walks a whole tree remembers where it has been.
 */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: "map";
  readonly range: Range;
  /** By key; of a key that stands twice the last counts, and the map's own keys win over merged ones. */
  readonly entries: ReadonlyMap<string, YamlNode>;
}

export interface YamlList {
  readonly kind: "list";
  readonly range: Range;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly kind: "scalar";
  readonly range: Range;
  /** The string, or a number or truth value as it stands; empty for null. */
  readonly text: string;
  readonly isNull: boolean;
  /** `|` or `>`: the text begins on the line below. */
  readonly block: boolean;
}

const LIMITS = { characters: 1_000_000, documents: 100, depth: 64, nodes: 200_000 };

/** The documents of a text; empty when it is longer than 1 MB. What is broken or nested deeper than 64 levels is left out. Never throws. */
export function readYaml(text: string): readonly YamlNode[] {
  if (text.length > LIMITS.characters) return [];
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, strict: false, logLevel: "silent" });
    const list = "empty" in documents ? [] : documents.slice(0, LIMITS.documents);
    return list.flatMap((document) => new TreeReader().read(document.contents, 0) ?? []);
  } catch {
    return [];
  }
}

/** A value by the keys that lead to it. */
export function at(node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined {
  let current = node;
  for (const key of keys) current = current?.kind === "map" ? current.entries.get(key) : undefined;
  return current;
}

/** The text of a scalar that is not null. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && !node.isNull ? node.text : undefined;
}

class TreeReader {
  readonly #anchors = new Map<string, YamlNode>();
  #nodes = 0;

  read(node: unknown, depth: number): YamlNode | undefined {
    this.#nodes++;
    if (depth > LIMITS.depth || this.#nodes > LIMITS.nodes) return undefined;
    if (isAlias(node)) return this.#anchors.get(node.source);
    const read = this.#value(node, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined && read !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #value(node: unknown, depth: number): YamlNode | undefined {
    if (isScalar(node)) return scalar(node);
    if (isSeq(node)) return { kind: "list", range: rangeOf(node), items: node.items.flatMap((item) => this.read(item, depth + 1) ?? []) };
    if (!isMap(node)) return undefined;
    const own = new Map<string, YamlNode>();
    const merged: YamlNode[] = [];
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? scalar(key).text : undefined;
      const read = this.read(value, depth + 1);
      if (name === "<<" && read !== undefined) merged.push(...(read.kind === "list" ? read.items : [read]));
      else if (name !== undefined && read !== undefined) own.set(name, read);
    }
    // The first of several merged maps wins over the later ones.
    for (const source of merged) {
      if (source.kind !== "map") continue;
      for (const [name, value] of source.entries) if (!own.has(name)) own.set(name, value);
    }
    return { kind: "map", range: rangeOf(node), entries: own };
  }
}

function scalar(node: Scalar): YamlScalar {
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  return { kind: "scalar", range: rangeOf(node), text, isNull: node.value === null, block: node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED" };
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}
