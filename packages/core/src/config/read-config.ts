import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Node, type YAMLMap } from "yaml";
import { nearest } from "../source/nearest.ts";
import type { CalendarDate } from "../source/date.ts";
import { SEVERITIES } from "../rules/severity.ts";
import type { Severity } from "../rules/rule.ts";

/** `bulwark.yaml`, read and checked. The schema is published as `docs/schema/bulwark.schema.json`. */
export interface Config {
  readonly failOn: Severity | undefined;
  /** Paths that are not read at all, in the syntax of `.dockerignore`. */
  readonly exclude: readonly string[];
  readonly ignore: readonly IgnoreEntry[];
  /** With the lines on which they stand, 1 where they are not given. */
  readonly harden: { readonly base: string | undefined; readonly user: string | undefined; readonly lines: { readonly base: number; readonly user: number } };
}

export interface IgnoreEntry {
  readonly rule: string;
  /** In the syntax of `.dockerignore`; empty means everywhere. */
  readonly paths: readonly string[];
  readonly reason: string;
  /** The last day on which it holds. */
  readonly expires: CalendarDate | undefined;
  readonly line: number;
}

export interface ConfigFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export const NO_CONFIG: Config = { failOn: undefined, exclude: [], ignore: [], harden: { base: undefined, user: undefined, lines: { base: 1, user: 1 } } };

/** Most faults that one file is told of: the first ones say enough. */
const MOST_FAULTS = 20;
const LONGEST = 1_000_000;

const KEYS = ["fail-on", "exclude", "ignore", "harden"] as const;
const IGNORE_KEYS = ["rule", "paths", "reason", "expires"] as const;
const HARDEN_KEYS = ["base", "user"] as const;

/**
 * Read `bulwark.yaml`. Never throws: what is wrong comes back with its place, and then the config must not be used.
 * @param ruleIds the rules that there are, for "did you mean".
 */
export function readConfig(text: string, ruleIds: readonly string[]): { readonly config: Config; readonly faults: readonly ConfigFault[] } {
  return new ConfigReader(text, ruleIds).read();
}

class ConfigReader {
  readonly #text: string;
  readonly #ruleIds: readonly string[];
  readonly #lines = new LineCounter();
  readonly #faults: ConfigFault[] = [];

  constructor(text: string, ruleIds: readonly string[]) {
    this.#text = text;
    this.#ruleIds = ruleIds;
  }

  read(): { config: Config; faults: readonly ConfigFault[] } {
    if (this.#text.length > LONGEST) {
      return { config: NO_CONFIG, faults: [{ line: 1, column: 1, message: `is larger than ${LONGEST / 1_000_000} MB` }] };
    }
    const document = parseDocument(this.#text, { lineCounter: this.#lines, uniqueKeys: false, prettyErrors: false });
    for (const error of document.errors) this.#fault(error.pos[0], error.message);
    visit(document, { Alias: (_, alias) => this.#fault(alias.range?.[0] ?? 0, `an alias is not followed; write what *${alias.source} stands for`) });
    const root = document.contents;
    if (this.#faults.length > 0 || root === null) return { config: NO_CONFIG, faults: this.#faults };
    const map = this.#map(root, "the file", KEYS);
    const config: Config = {
      failOn: map && this.#severity(map.get("fail-on", true)),
      exclude: map ? this.#texts(map.get("exclude", true), "exclude") : [],
      ignore: map ? this.#ignores(map.get("ignore", true)) : [],
      harden: this.#harden(map?.get("harden", true)),
    };
    return { config, faults: this.#faults };
  }

  #harden(node: unknown): Config["harden"] {
    const map = isNode(node) ? this.#map(node, "harden", HARDEN_KEYS) : undefined;
    return { base: this.#textAt(map, "base"), user: this.#textAt(map, "user"), lines: { base: this.#lineOf(map, "base"), user: this.#lineOf(map, "user") } };
  }

  #ignores(node: unknown): readonly IgnoreEntry[] {
    if (!isNode(node)) return [];
    if (!isSeq(node)) return this.#fault(place(node), '"ignore" must be a list of entries with "rule" and "reason"') ?? [];
    return node.items.flatMap((item): IgnoreEntry[] => {
      const map = isNode(item) ? this.#map(item, "an entry of ignore", IGNORE_KEYS) : undefined;
      if (map === undefined) return [];
      const at = place(map);
      const rule = this.#textAt(map, "rule");
      const reason = this.#textAt(map, "reason");
      if (rule === undefined) return this.#fault(at, 'an entry of ignore needs a "rule"') ?? [];
      if (!this.#ruleIds.includes(rule)) return this.#fault(at, `there is no rule "${rule}"${didYouMean(rule, this.#ruleIds)}`) ?? [];
      if (reason === undefined) return this.#fault(at, `the ignore of ${rule} needs a "reason"`) ?? [];
      const expires = this.#date(map, "expires");
      return [{ rule, reason, paths: this.#texts(map.get("paths", true), "paths"), expires, line: this.#lines.linePos(at).line }];
    });
  }

  #severity(node: unknown): Severity | undefined {
    if (!isNode(node)) return undefined;
    const value = isScalar(node) ? node.value : undefined;
    const severity = SEVERITIES.find((name) => name === value);
    if (severity === undefined) this.#fault(place(node), `"fail-on" must be one of ${SEVERITIES.join(", ")}`);
    return severity;
  }

  #date(map: YAMLMap, key: string): CalendarDate | undefined {
    const text = this.#textAt(map, key);
    if (text === undefined) return undefined;
    if (isCalendarDate(text)) return text;
    this.#fault(place(map), `"${key}" must be a day as YYYY-MM-DD`);
    return undefined;
  }

  #textAt(map: YAMLMap | undefined, key: string): string | undefined {
    const node = map?.get(key, true);
    if (!isNode(node)) return undefined;
    if (isScalar(node) && (typeof node.value === "string" || typeof node.value === "number")) return String(node.source ?? node.value);
    this.#fault(place(node), `"${key}" must be a text`);
    return undefined;
  }

  #lineOf(map: YAMLMap | undefined, key: string): number {
    const node = map?.get(key, true);
    return isNode(node) ? this.#lines.linePos(place(node)).line : 1;
  }

  #texts(node: unknown, key: string): readonly string[] {
    if (!isNode(node)) return [];
    const items = isSeq(node) ? node.items : [node];
    return items.flatMap((item) => {
      if (isScalar(item) && typeof item.value === "string") return [item.value];
      this.#fault(place(node), `"${key}" must be a list of texts`);
      return [];
    });
  }

  #map(node: Node, what: string, keys: readonly string[]): YAMLMap | undefined {
    if (!isMap(node)) {
      this.#fault(place(node), `${what} must hold keys: ${keys.join(", ")}`);
      return undefined;
    }
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (seen.has(key)) this.#fault(isNode(pair.key) ? place(pair.key) : place(node), `the key "${key}" stands here a second time`);
      seen.add(key);
      if (!keys.includes(key)) this.#fault(isNode(pair.key) ? place(pair.key) : place(node), `unknown key "${key}"${didYouMean(key, keys)}`);
    }
    return node;
  }

  #fault(offset: number, message: string): undefined {
    if (this.#faults.length >= MOST_FAULTS) return;
    const { line, col } = this.#lines.linePos(offset);
    this.#faults.push({ line: Math.max(1, line), column: Math.max(1, col), message: message.split("\n")[0] ?? message });
  }
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

function place(node: Node): number {
  return node.range?.[0] ?? 0;
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? `; there are ${candidates.length > 8 ? "others: see bulwark rules" : candidates.join(", ")}` : `; did you mean "${near}"?`;
}

function isCalendarDate(text: string): text is CalendarDate {
  const [year, month, day, rest] = text.split("-");
  if (rest !== undefined || year?.length !== 4 || month?.length !== 2 || day?.length !== 2) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
