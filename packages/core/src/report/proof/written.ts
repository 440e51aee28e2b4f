import { maskedText } from "../terminal/mask.ts";

/** A value as it goes into a file: nothing secret in any text, wherever it stands, and null for what is not there. */
export function written(value: unknown, longest = Number.MAX_SAFE_INTEGER): unknown {
  if (typeof value === "string") return maskedText(value.slice(0, longest));
  return value === undefined ? null : value;
}
