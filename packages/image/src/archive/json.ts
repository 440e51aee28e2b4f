/** Parts of a JSON document of unknown make; what is missing or of another kind is undefined. */
export type Json = Readonly<Record<string, unknown>>;

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, key: string): Json | undefined {
  const part = at(value, key);
  return isObject(part) ? part : undefined;
}

export function textAt(value: unknown, key: string): string | undefined {
  const part = at(value, key);
  return typeof part === "string" ? part : undefined;
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const part = at(value, key);
  return Array.isArray(part) ? part : [];
}

export function textsAt(value: unknown, key: string): readonly string[] {
  return listAt(value, key).filter((part) => typeof part === "string");
}

/** The keys of an object that is used as a set: `{"8080/tcp": {}}`. */
export function keysAt(value: unknown, key: string): readonly string[] {
  return Object.keys(objectAt(value, key) ?? {});
}

/** An object of texts; other values are left out. */
export function recordAt(value: unknown, key: string): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(value, key) ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function at(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
