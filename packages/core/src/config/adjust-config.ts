import { isMap, isScalar, parseDocument, visit, type Document } from "yaml";
import { capabilityName } from "../knowledge/index.ts";
import { applyEdits } from "../source/edit.ts";
import { parseMemory } from "./harden-section.ts";
import { isTooDeep } from "./nesting.ts";
import { waysToAdd } from "./yaml-places.ts";

/** One thing to be said under `harden:`. */
export type ConfigChange =
  | { readonly key: ListKey; readonly value: string; readonly reason: string }
  | { readonly key: ScalarKey; readonly value: string | number | boolean; readonly reason: string };

/** Keys of lists, to which a value is added. */
export type ListKey = "volumes" | "tmpfs" | "executable-tmpfs" | "files" | "capabilities";
/** Keys of one value, which is set; what stood there before gives way. */
export type ScalarKey = "base" | "ca-certificates" | "time-zones" | "privileged-ports" | "init" | "writable-root" | "memory" | "pids";

const LISTS: ReadonlySet<string> = new Set<ListKey>(["volumes", "tmpfs", "executable-tmpfs", "files", "capabilities"]);
const HEAD = "# Settings of bulwark for this repository: what is accepted, and how containers are hardened and proved.\n";
/** Characters. */
const LONGEST = 1_000_000;
const LONGEST_REASON = 200;

/**
 * The text of `bulwark.yaml` with these things said in it, each with a comment that gives its reason: what is said already is left as it
 * is, and every byte outside of what is added or set stays. A file that cannot be edited exactly is refused, with the reason.
 * @param text undefined where there is no file.
 */
export function adjustConfig(text: string | undefined, changes: readonly ConfigChange[]): { readonly text: string } | { readonly refused: string } {
  if (text !== undefined && text.length > LONGEST) return { refused: `it is larger than ${LONGEST / 1_000_000} MB` };
  let current = text ?? "";
  for (const change of changes) {
    const next = adjustOnce(current, change);
    if ("refused" in next) return next;
    current = next.text;
  }
  return { text: text === undefined && current !== "" ? HEAD + current : current };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function adjustOnce(text: string, change: ConfigChange): { readonly text: string } | { readonly refused: string } {
  if (isTooDeep(text)) return { refused: "it is nested too deeply" };
  const document = parseDocument(text);
  const reason = obstacle(text, document);
  if (reason !== undefined) return { refused: reason };
  const before: Json = document.toJS() ?? {};
  const after = said(before, change);
  if (after === undefined) return { refused: `harden.${change.key} is there in a form to which nothing can be added` };
  if (same(before, after)) return { text };
  const place = { key: change.key, isList: LISTS.has(change.key), value: yamlOf(change.value), comment: commentOf(change.reason) };
  for (const edits of waysToAdd(text, document.contents, place)) {
    const edited = applyEdits(text, edits);
    // Whatever way it is, the file must say what it said, and this.
    const read = parseDocument(edited);
    if (obstacle(edited, read) === undefined && same(read.toJS(), after)) return { text: edited };
  }
  return { refused: `harden.${change.key} cannot be added without changing what else the file says` };
}

const SHARED = "it has anchors or aliases, so that one place stands for others";

/** Why the text cannot be edited exactly; undefined when it can. */
function obstacle(text: string, document: Document): string | undefined {
  if (text.split("\n").some((line) => /^ *\t/.test(line))) return "it is indented with tabs";
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) return `it is no valid YAML: ${error.message.split("\n")[0]?.replace(/:$/, "") ?? ""}`;
  let found: string | undefined;
  const take = (reason: string): symbol => {
    found = reason;
    return visit.BREAK;
  };
  visit(document, {
    Alias: () => take(SHARED),
    Pair: (_, { key }) => (isScalar(key) ? undefined : take("it has keys that are no texts")),
    Value: (_, { anchor, tag }) => (anchor !== undefined ? take(SHARED) : tag === undefined ? undefined : take("it has tags, which give values another meaning")),
  });
  if (found !== undefined) return found;
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  return isEmpty || isMap(contents) ? undefined : "it holds no keys";
}

/** What the file says afterwards; undefined where `harden` or its key holds something else than it may. */
function said(before: Json, { key, value }: ConfigChange): Json | undefined {
  const root = mapOf(before);
  const harden = mapOf(root?.["harden"] ?? null);
  if (root === undefined || harden === undefined) return undefined;
  if (!LISTS.has(key)) return saysSo(key, harden[key], value) ? before : { ...root, harden: { ...harden, [key]: value } };
  const list = harden[key] ?? [];
  const values = typeof list === "string" ? [list] : list;
  if (!isList(values)) return undefined;
  return values.some((item) => saysSo(key, item, value)) ? before : { ...root, harden: { ...harden, [key]: [...values, value] } };
}

/** Whether a value that is there means the same. */
function saysSo(key: string, there: Json | undefined, value: string | number | boolean): boolean {
  if (key === "memory") return (typeof there === "string" || typeof there === "number") && parseMemory(String(there)) === parseMemory(String(value));
  if (key === "capabilities") return typeof there === "string" && capabilityName(there) === value;
  return there === value;
}

function mapOf(json: Json): { readonly [key: string]: Json } | undefined {
  if (json === null) return {};
  return typeof json === "object" && !isList(json) ? json : undefined;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Plain where that is a text too; else in JSON's form, which YAML contains. */
function yamlOf(value: string | number | boolean): string {
  return typeof value !== "string" || /^[/A-Za-z0-9][\w./+-]*$/.test(value) ? String(value) : JSON.stringify(value);
}

/** On one line, and of a length that people read. */
function commentOf(reason: string): string {
  const line = reason.replaceAll("`", "").split(/[\p{Cc}\p{Zl}\p{Zp}\s]/u).filter((word) => word !== "").join(" ");
  return `# ${line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON - 1)}…` : line}`;
}
