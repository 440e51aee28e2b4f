import type { Heredoc } from "../syntax.ts";
import { excerpt, type Diagnostics } from "./diagnostics.ts";
import { findHeredocs, readHeredocBody, type HeredocBody, type HeredocOperator } from "./heredocs.ts";
import type { TakenHeredocs } from "./instruction-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { TokenWriter } from "./token-writer.ts";
import { findVariables } from "./variables-in-text.ts";

/** Takes the heredocs of one instruction from the lines behind it, when the instruction turns out to be one that has heredocs. */
export class HeredocReader {
  readonly #text: string;
  readonly #logical: LogicalLine;
  readonly #diagnostics: Diagnostics;
  readonly #bodies: HeredocBody[] = [];

  constructor(text: string, logical: LogicalLine, diagnostics: Diagnostics) {
    this.#text = text;
    this.#logical = logical;
    this.#diagnostics = diagnostics;
  }

  /** Where the lines begin that belong to no heredoc. */
  get next(): number {
    return this.#bodies.at(-1)?.next ?? this.#logical.next;
  }

  take(expanded: boolean): TakenHeredocs {
    const heredocs = findHeredocs(this.#logical.joined.text).map((operator) => this.#read(operator, expanded));
    const last = heredocs.at(-1);
    return { heredocs, end: last?.terminatorRange?.end ?? last?.bodyRange.end };
  }

  writeTokens(tokens: TokenWriter): void {
    for (const { bodyRange, terminator } of this.#bodies) {
      tokens.add("heredoc-body", bodyRange.start, bodyRange.end);
      if (terminator === undefined) continue;
      tokens.add("whitespace", terminator.line.start, terminator.start);
      tokens.add("heredoc-terminator", terminator.start, terminator.line.end);
      tokens.lineEnd(terminator.line);
    }
  }

  #read(operator: HeredocOperator, expanded: boolean): Heredoc {
    const body = readHeredocBody(this.#text, this.next, operator);
    this.#bodies.push(body);
    const operatorRange = this.#logical.joined.toSourceRange(operator.span);
    const { terminator, content } = body;
    if (terminator === undefined) {
      this.#diagnostics.add("error", "unterminated-heredoc", operatorRange, `No line that is ${excerpt(operator.name)} and nothing else ends this heredoc.`);
    }
    // BuildKit expands the body of a COPY or ADD heredoc with \ as the escape character, whatever the directive says.
    const reads = expanded && !operator.quoted;
    const { variables } = reads ? findVariables(content, { escape: "\\", quotes: false }, this.#diagnostics, "error") : { variables: [] };
    return {
      name: operator.name,
      operatorRange,
      quoted: operator.quoted,
      stripTabs: operator.stripTabs,
      fileDescriptor: operator.fileDescriptor,
      bodyRange: body.bodyRange,
      content,
      variables,
      terminatorRange: terminator === undefined ? undefined : { start: terminator.start, end: terminator.line.end },
    };
  }
}
