import type { MappedText } from "../../source/mapped-text.ts";
import type { Range } from "../../source/text.ts";
import type { DockerfileSyntax, Heredoc } from "../syntax.ts";
import type { Span } from "./text/characters.ts";
import type { Diagnostics, Level } from "./diagnostics.ts";
import type { MarkedSpan } from "./token-writer.ts";

/** A joined line that is being read as an instruction. */
export interface InstructionLine {
  readonly joined: MappedText;
  readonly escape: DockerfileSyntax["escape"];
  /** Where the instruction begins and ends in the file, heredocs aside. */
  readonly range: Range;
  readonly marks: MarkedSpan[];
  readonly diagnostics: Diagnostics;
  /** Takes the heredocs that the line announces from the lines behind it; `expanded` where BuildKit expands variables in them. Called at most once. */
  readonly takeHeredocs: (expanded: boolean) => TakenHeredocs;
}

export interface TakenHeredocs {
  readonly heredocs: readonly Heredoc[];
  /** Behind the last heredoc; undefined when there is none. */
  readonly end: number | undefined;
}

/** A stretch of the joined line in the file. An empty one stands behind the character before it. */
export function rangeOf(line: InstructionLine, span: Span): Range {
  if (span.start < span.end) return line.joined.toSourceRange(span);
  const at = span.start === 0 ? line.range.start : line.joined.toSource(span.start - 1) + 1;
  return { start: at, end: at };
}

/** BuildKit looks into what ONBUILD holds only when the trigger runs: what is wrong there does not stop this build. */
export function levelAt(depth: number): Level {
  return depth === 0 ? "error" : "warning";
}
