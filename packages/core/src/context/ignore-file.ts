import { cleanPath, folderOf } from "./path.ts";
import { compilePattern, type PatternMatcher } from "./ignore-pattern.ts";

/**
 * A `.dockerignore` as BuildKit reads it. Sources: moby/patternmatcher (`ignorefile.ReadAll`, `MatchesUsingParentResults`) and
 * the Docker documentation, "Build context, .dockerignore files".
 */
export interface IgnoreFile {
  readonly patterns: readonly IgnorePattern[];
  /** Lines that make Docker refuse the build; they match nothing here. */
  readonly problems: readonly { readonly message: string; readonly line: number }[];
  /** Whether a path of the context is kept out, by a pattern that matches it or a folder above it; the last match wins. */
  ignores(path: string): boolean;
}

export interface IgnorePattern {
  /** Cleaned: no `!`, no leading or trailing slash, no `.` elements. */
  readonly text: string;
  /** `!`: what an earlier pattern kept out is let in again. */
  readonly negated: boolean;
  /** Counted from 1. */
  readonly line: number;
  matches(path: string): boolean;
}

/** A longer line ends Docker's reading with an error (Go's `bufio.MaxScanTokenSize`). */
const LONGEST_LINE = 65_535;

/** Read the text of an ignore file. Never throws. */
export function readIgnoreFile(text: string): IgnoreFile {
  const patterns: IgnorePattern[] = [];
  const problems: { readonly message: string; readonly line: number }[] = [];
  const lines = (text.startsWith("\uFEFF") ? text.slice(1) : text).split("\n");
  for (const [index, written] of lines.entries()) {
    const line = index + 1;
    const trimmed = written.trim();
    if (written.startsWith("#") || trimmed === "") continue;
    const cleaned = written.length > LONGEST_LINE ? "!" : cleanPattern(trimmed);
    const negated = cleaned.startsWith("!");
    const pattern = negated ? cleaned.slice(1) : cleaned;
    const matcher: PatternMatcher | undefined = pattern === "" ? undefined : compilePattern(pattern);
    if (matcher === undefined) problems.push({ message: `Docker refuses the pattern ${trimmed.slice(0, 100)}`, line });
    else patterns.push({ text: pattern, negated, line, matches: matcher.matches });
  }
  return { patterns, problems, ignores: ignoring(patterns) };
}

/** Docker cleans twice, the second time with the `!` in front, which thereby can get lost: `!../../a` becomes `a`. */
function cleanPattern(written: string): string {
  const negated = written.startsWith("!");
  const pattern = negated ? written.slice(1).trim() : written;
  const clean = pattern === "" ? "" : cleanPath(pattern);
  const relative = clean.length > 1 && clean.startsWith("/") ? clean.slice(1) : clean;
  return cleanPath(`${negated ? "!" : ""}${relative}`);
}

interface Verdict {
  readonly ignored: boolean;
  /** Patterns, by index, that matched the path or a folder above it. */
  readonly matched: ReadonlySet<number>;
}

/** Linux's PATH_MAX: no file has a longer path, so there is nothing to keep out. */
const LONGEST_PATH = 4096;

const NOTHING: Verdict = { ignored: false, matched: new Set() };

/**
 * Folder by folder from the top, as BuildKit walks: what matched a folder holds for all below it. A pattern that could not have
 * changed the verdict on a folder is not tried there, and so does not carry down (`d`, `!d/f`, `d` lets `d/f` in).
 */
function ignoring(patterns: readonly IgnorePattern[]): (path: string) => boolean {
  const folders = new Map<string, Verdict>([[".", NOTHING]]);
  const judge = (path: string, parent: Verdict): Verdict => {
    let ignored = false;
    let matched: Set<number> | undefined;
    for (let index = 0; index < patterns.length; index++) {
      const pattern = patterns[index];
      if (pattern === undefined) break;
      const inherited = parent.matched.has(index);
      if (!inherited && (pattern.negated !== ignored || !pattern.matches(path))) continue;
      if (!inherited) (matched ??= new Set(parent.matched)).add(index);
      ignored = !pattern.negated;
    }
    return { ignored, matched: matched ?? parent.matched };
  };
  const verdictOnFolder = (folder: string): Verdict => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    let verdict = NOTHING;
    for (let slash = folder.indexOf("/"); ; slash = folder.indexOf("/", slash + 1)) {
      const above = slash === -1 ? folder : folder.slice(0, slash);
      verdict = folders.get(above) ?? judge(above, verdict);
      folders.set(above, verdict);
      if (slash === -1) return verdict;
    }
  };
  return (path) => path.length <= LONGEST_PATH && judge(path, verdictOnFolder(folderOf(path))).ignored;
}
