import { compilePattern } from "./ignore-pattern.ts";
import { cleanPath } from "./path.ts";

/** A path or glob of the context that a build needs: a source of COPY, ADD or a bind mount, or a file that a program embeds. */
export interface NeededSource {
  /** As written. */
  readonly text: string;
  /**
   * whole: the context folder itself, or `*`. path: one file or folder. glob: what Go's `filepath.Match` finds. unknown: a variable
   * without any text that would narrow it down, or a glob that Docker refuses: it may name anything.
   */
  readonly kind: "whole" | "path" | "glob" | "unknown";
  /** The cleaned path; of a glob too. */
  readonly path: string;
  /** Whether the source names this very path (for a folder: not what is below it). */
  names(path: string): boolean;
}

/** What a source means, with BuildKit's reading of paths: relative to the context, `/` and `..` never lead out of it. */
export function neededSource(text: string): NeededSource {
  const path = cleanPath(`/${text}`).slice(1);
  if (path === "" || path === "*" || path === "**") return { text, kind: "whole", path: ".", names: (other) => other === "." };
  if (path.includes("$")) return variableSource(text, path);
  if (![..."*?[\\"].some((special) => path.includes(special))) return { text, kind: "path", path, names: (other) => other === path };
  const matcher = compilePattern(path);
  if (matcher === undefined) return { text, kind: "unknown", path, names: () => true };
  return { text, kind: "glob", path, names: matcher.matches };
}

/** A variable may stand for anything, so only the text before the first and behind the last one is certain. */
function variableSource(text: string, path: string): NeededSource {
  const prefix = path.slice(0, path.indexOf("$"));
  const suffix = path.slice(endOfVariable(path, path.lastIndexOf("$")));
  const glob = [..."*?[\\"].some((special) => prefix.includes(special) || suffix.includes(special));
  if (glob || `${prefix}${suffix}`.replaceAll("/", "") === "") return { text, kind: "unknown", path, names: () => true };
  const names = (other: string): boolean => other.startsWith(prefix) && other.endsWith(suffix) && other.length >= prefix.length + suffix.length;
  return { text, kind: "glob", path, names };
}

function endOfVariable(text: string, dollar: number): number {
  if (text[dollar + 1] === "{") {
    const close = text.indexOf("}", dollar);
    return close === -1 ? text.length : close + 1;
  }
  let end = dollar + 1;
  while (/\w/.test(text[end] ?? "")) end++;
  return end;
}
