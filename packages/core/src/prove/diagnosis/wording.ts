import type { Evidence } from "../../source/fact.ts";
import type { Observed } from "./situation.ts";

const LONGEST_NAME = 160;
const LONGEST_LINE = 300;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]/gu;

/** A name as messages show it, in backquotes; what a hostile program makes of a name cannot leave them. */
export function code(name: string): string {
  const shown = name.replace(UNSEEN, "");
  return `\`${shown.length > LONGEST_NAME ? `${shown.slice(0, LONGEST_NAME)}…` : shown}\``;
}

/** `a`, `b` and 3 more. */
export function codes(names: readonly string[], most = 3): string {
  const shown = names.slice(0, names.length === most + 1 ? most + 1 : most).map((name) => code(name));
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

/** Four digits, as chmod(1) takes them: `0644`. */
export function mode(bits: number): string {
  return bits.toString(8).padStart(4, "0");
}

/** `root` for 0, else `uid 65532`. */
export function owner(uid: number): string {
  return uid === 0 ? "root" : `uid ${uid}`;
}

export function observed(observation: string): Evidence {
  return { observation: observation.length > LONGEST_LINE ? `${observation.slice(0, LONGEST_LINE)}…` : observation };
}

/** The words that say so, and whose they are. */
export function said({ line, speaker }: Observed): Evidence {
  return observed(`${speaker}: ${line}`);
}
