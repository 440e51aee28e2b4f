import type { Range } from "../source/text.ts";
import type { CopySetting, CopySource } from "./instructions.ts";
import type { Argument, Heredoc, Instruction } from "./syntax.ts";

/** The parts of a COPY or ADD as they stand, in words or as a JSON array; undefined for any other instruction. */
export function readCopy(instruction: Instruction): CopySetting | undefined {
  if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return undefined;
  const { arguments: words } = instruction;
  const destination = words.length > 1 ? words[words.length - 1] : undefined;
  const sources = destination === undefined ? words : words.slice(0, -1);
  return {
    instruction,
    sources: readSources(sources, instruction.heredocs),
    destination: destination === undefined ? undefined : { path: destination.text, range: destination.range },
    from: flagValue(instruction, "from"),
    chown: flagValue(instruction, "chown"),
    chmod: flagValue(instruction, "chmod"),
    checksum: flagValue(instruction, "checksum"),
  };
}

/** Words and heredocs both stand in the order of the file, so that one pass finds what belongs together. */
function readSources(words: readonly Argument[], heredocs: readonly Heredoc[]): readonly CopySource[] {
  let next = 0;
  return words.map(({ text, range }) => {
    while ((heredocs[next]?.operatorRange.start ?? range.start) < range.start) next++;
    const heredoc = heredocs[next];
    if (heredoc !== undefined && contains(range, heredoc.operatorRange)) return { text, range, kind: "heredoc", heredoc };
    return { text, range, kind: sourceKind(text) };
  });
}

function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A flag's value with its place; undefined for a flag that is not there or has no value. */
export function flagValue(instruction: Instruction, name: string): { readonly text: string; readonly range: Range } | undefined {
  const flag = instruction.flags.find((candidate) => candidate.name === name);
  if (flag?.value === undefined) return undefined;
  return { text: flag.value, range: flag.valueRange ?? flag.range };
}

/**
 * What a source of ADD is, from its expanded text: a Git repository (`git://`, `ssh://`, `user@host:path`, or an HTTP URL whose
 * path ends in `.git`), any other HTTP URL, or a path of the context. Source: BuildKit, `dfgitutil.ParseGitRef` and `isHTTPSource`.
 */
export function sourceKind(text: string): "path" | "url" | "git" {
  const scheme = /^[a-z0-9]{1,16}(?=:\/\/)/i.exec(text)?.[0];
  if (scheme === undefined) return isScpStyle(text) ? "git" : "path";
  switch (scheme.toLowerCase()) {
    case "git":
    case "ssh":
      return "git";
    case "http":
    case "https":
      if (urlPath(text.slice(scheme.length + 3)).endsWith(".git")) return "git";
      // BuildKit looks for the scheme of a plain download in lower case only.
      return scheme === scheme.toLowerCase() ? "url" : "path";
    default:
      return "path";
  }
}

/** The path of what follows `://`, without query and fragment. */
function urlPath(text: string): string {
  const end = text.search(/[?#]/);
  const withoutOptions = end === -1 ? text : text.slice(0, end);
  const slash = withoutOptions.indexOf("/");
  return slash === -1 ? "" : withoutOptions.slice(slash);
}

function isScpStyle(text: string): boolean {
  const colon = text.indexOf(":");
  const at = text.indexOf("@");
  return at > 0 && colon > at + 1 && /^[\w-]+$/.test(text.slice(0, at)) && /^[a-z0-9.-]+$/i.test(text.slice(at + 1, colon));
}
