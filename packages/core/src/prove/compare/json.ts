import { excerpt, type Notes } from "./notes.ts";
import { compareText, type Place } from "./text.ts";
import { sameToken } from "./tokens.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const DEEPEST = 100;
/** Significant digits: of whole numbers those that a double holds for sure, of fractions those that programs print of a double. */
const MOST_DIGITS = { whole: 15, fraction: 17 };

/** An object or array; undefined for what is neither, for what is nested deeper than 100 levels, and for numbers that would lose digits. */
export function readJson(text: string): Json | undefined {
  if (!isPlain(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) && typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What JSON.parse yields is JSON: only its type says nothing of it. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

function isPlain(text: string): boolean {
  const first = text.trimStart().charAt(0);
  if (first !== "{" && first !== "[") return false;
  let [depth, digits, most, isInside] = [0, 0, MOST_DIGITS.whole, false];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isInside) {
      if (character === "\\") at++;
      else if (character === '"') isInside = false;
      continue;
    }
    if (character === ".") most = MOST_DIGITS.fraction;
    else if (character < "0" || character > "9") [digits, most] = [0, MOST_DIGITS.whole];
    else if (digits > 0 || character !== "0") digits++;
    if (character === '"') isInside = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (depth > DEEPEST || digits > most) return false;
  }
  return true;
}

/** Compare a value with samples of it, path by path; what differs between the samples may differ, within its type. */
export function compareJson(samples: readonly Json[], value: Json, place: string, path: string, notes: Notes): void {
  const at: Place = { differs: `${place} differs at ${path}`, varies: `${place}: ${path}` };
  const types = new Set(samples.map(typeOf));
  if (types.size > 1) notes.varies(at.varies);
  const type = typeOf(value);
  const alike = samples.filter((sample) => typeOf(sample) === type);
  const [first] = alike;
  if (first === undefined) notes.differ(`${at.differs}: ${shown(samples[0])} became ${shown(value)}`);
  else if (isArray(value)) compareArrays(alike.filter(isArray), value, { place, path, at, notes });
  else if (isObject(value)) compareObjects(alike.filter(isObject), value, place, path, notes);
  else if (typeof value === "string") compareText(alike.filter((sample) => typeof sample === "string"), value, at, notes);
  else if (alike.some((sample) => !sameToken(JSON.stringify(sample), JSON.stringify(first)))) notes.varies(at.varies);
  else if (!sameToken(JSON.stringify(first), JSON.stringify(value))) notes.differ(`${at.differs}: ${shown(first)} became ${shown(value)}`);
  else if (first !== value) notes.varies(`${at.varies}: the time`);
}

function compareArrays(samples: readonly (readonly Json[])[], value: readonly Json[], { place, path, at, notes }: { place: string; path: string; at: Place; notes: Notes }): void {
  const [first = []] = samples;
  if (samples.some((sample) => sample.length !== first.length)) return notes.varies(at.varies);
  if (value.length !== first.length) notes.differ(`${at.differs}: ${count(first)} became ${value.length}`);
  for (const [index, element] of value.slice(0, first.length).entries()) compareJson(samples.flatMap((sample) => sample.slice(index, index + 1)), element, place, `${path}[${index}]`, notes);
}

function compareObjects(samples: readonly JsonObject[], value: JsonObject, place: string, path: string, notes: Notes): void {
  const keys = new Set(samples.flatMap((sample) => Object.keys(sample)));
  for (const key of keys) {
    const inner = path + step(key);
    const having = samples.flatMap((sample) => field(sample, key));
    const [own] = field(value, key);
    if (having.length < samples.length) notes.varies(`${place}: ${inner}`);
    else if (own === undefined) notes.differ(`${place}: ${inner} is missing: ${shown(having[0])}`);
    if (own !== undefined) compareJson(having, own, place, inner, notes);
  }
  for (const key of Object.keys(value)) if (!keys.has(key)) notes.differ(`${place}: ${path + step(key)} is new: ${shown(value[key])}`);
}

type JsonObject = Readonly<Record<string, Json>>;

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a key that is the object's own, in a list: undefined is no JSON, null is. */
function field(object: JsonObject, key: string): readonly Json[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return value === undefined ? [] : [value];
}

function typeOf(value: Json): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function step(key: string): string {
  return /^[A-Za-z_]\w{0,99}$/.test(key) ? `.${key}` : `[${excerpt(key)}]`;
}

function count({ length }: readonly Json[]): string {
  return `${length} ${length === 1 ? "element" : "elements"}`;
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
