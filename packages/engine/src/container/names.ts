import { EngineError } from "../engine.ts";

/**
 * A name, id or reference as engines take it. What begins otherwise than with a letter, digit or `_` could be taken for an option of the
 * command, and what holds blanks or control characters is none.
 */
export function checkedReference(reference: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.:/@+-]{0,511}$/.test(reference)) return reference;
  throw new EngineError("failed", `${JSON.stringify(reference.slice(0, 80))} is not a name that a container engine takes.`, "Give the name or id of a container, an image or a volume.");
}
