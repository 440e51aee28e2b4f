/** What a value from outside must look like; `fault` says where it does not. */
export interface Shape<T> {
  readonly fault: (value: unknown, at: string) => string | undefined;
  /** Never there: it lets the compiler know the type. */
  readonly type?: T;
}

const LONGEST_TEXT = 10_000;
const MOST_ENTRIES = 10_000;

export const text: Shape<string> = { fault: (value, at) => (typeof value === "string" && value.length <= LONGEST_TEXT ? undefined : `${at} is no text of at most ${LONGEST_TEXT} characters`) };
export const number: Shape<number> = { fault: (value, at) => (typeof value === "number" && Number.isFinite(value) ? undefined : `${at} is no number`) };
export const boolean: Shape<boolean> = { fault: (value, at) => (typeof value === "boolean" ? undefined : `${at} is neither true nor false`) };
export const sha256: Shape<string> = { fault: (value, at) => (typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? undefined : `${at} is no SHA-256 in hexadecimal`) };

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return { fault: (value, at) => (values.some((each) => each === value) ? undefined : `${at} is not ${values.join(", ")}`) };
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { fault: (value, at) => (value === null ? undefined : shape.fault(value, at)) };
}

export function list<T>(shape: Shape<T>): Shape<readonly T[]> {
  return {
    fault: (value, at) => {
      if (!Array.isArray(value) || value.length > MOST_ENTRIES) return `${at} is no list of at most ${MOST_ENTRIES} entries`;
      return firstFault(value.map((entry: unknown, index) => [entry, `${at}[${index}]`, shape] as const));
    },
  };
}

/** An object with any names, each with a value of one shape. */
export function map<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    fault: (value, at) => {
      const entries = isObject(value) ? Object.entries(value) : [];
      if (!isObject(value) || entries.length > MOST_ENTRIES) return `${at} is no object of at most ${MOST_ENTRIES} fields`;
      return firstFault(entries.map(([name, entry]) => [entry, `${at}.${name.slice(0, 40)}`, shape] as const));
    },
  };
}

/** An object with these fields; others are passed over, as in-toto asks of whoever reads. */
export function object<T extends object>(fields: { readonly [Name in keyof T]-?: Shape<T[Name]> }): Shape<T> {
  return {
    fault: (value, at) => {
      if (!isObject(value)) return `${at} is no object`;
      const parts: readonly (readonly [string, Shape<unknown>])[] = Object.entries(fields);
      return firstFault(parts.map(([name, shape]) => [Object.hasOwn(value, name) ? value[name] : undefined, `${at}.${name}`, shape] as const));
    },
  };
}

/** An object whose `kind` tells which fields it has. */
export function byKind<T extends { readonly kind: string }>(kinds: { readonly [Kind in T["kind"]]: Shape<Omit<Extract<T, { readonly kind: Kind }>, "kind">> }): Shape<T> {
  const shapes: ReadonlyMap<unknown, Shape<unknown>> = new Map(Object.entries(kinds));
  return {
    fault: (value, at) => {
      const kind = isObject(value) && Object.hasOwn(value, "kind") ? value["kind"] : undefined;
      const shape = shapes.get(kind);
      return shape === undefined ? `${at} is of a kind that this release does not know` : shape.fault(value, at);
    },
  };
}

export function fits<T>(shape: Shape<T>, value: unknown, at: string): value is T {
  return shape.fault(value, at) === undefined;
}

function firstFault(parts: readonly (readonly [unknown, string, Shape<unknown>])[]): string | undefined {
  for (const [value, at, shape] of parts) {
    const fault = shape.fault(value, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
