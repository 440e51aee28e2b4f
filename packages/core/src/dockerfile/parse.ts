import type { SourceText } from "../source/text.ts";
import { skipSpace } from "./parser/text/characters.ts";
import { checkFile, checkLineLengths } from "./checks/file.ts";
import { Diagnostics } from "./parser/diagnostics.ts";
import { DIRECTIVES, directiveText, readHead } from "./parser/directives.ts";
import { HeredocReader } from "./parser/heredoc-reader.ts";
import { readInstruction } from "./parser/instruction.ts";
import { lineAt, type PhysicalLine } from "./parser/text/lines.ts";
import { readLogicalLine, type LogicalLine } from "./parser/logical-line.ts";
import { TokenWriter, type MarkedSpan } from "./parser/token-writer.ts";
import type { Comment, DockerfileSyntax, Instruction } from "./syntax.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Read a Dockerfile as BuildKit does, every character in a token. Never throws: what BuildKit would refuse, or what cannot be
 * understood, becomes a diagnostic, and the rest is read on. Linear in the length of the text.
 */
export function parseDockerfile(source: SourceText): DockerfileSyntax {
  return new FileParser(source).parse();
}

class FileParser {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #tokens: TokenWriter;
  readonly #diagnostics = new Diagnostics();
  readonly #comments: Comment[] = [];
  readonly #instructions: Instruction[] = [];

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
    this.#tokens = new TokenWriter(source.text);
  }

  parse(): DockerfileSyntax {
    const start = this.#text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    this.#tokens.add("byte-order-mark", 0, start);
    const head = readHead(this.#text, start, this.#tokens, this.#diagnostics);
    if (head.shebang !== undefined) this.#comment(head.shebang, head.shebang.start);
    let at = head.next;
    while (at < this.#text.length) at = this.#lineFrom(at, head.escape);
    checkFile(this.#instructions, this.#diagnostics);
    checkLineLengths(this.#text, this.#diagnostics);
    return {
      source: this.#source,
      tokens: this.#tokens.tokens,
      directives: head.directives,
      comments: this.#comments,
      instructions: this.#instructions,
      diagnostics: this.#diagnostics.sorted(),
      escape: head.escape,
    };
  }

  /** Read what begins on a line; gives where the line behind it begins. */
  #lineFrom(start: number, escape: DockerfileSyntax["escape"]): number {
    const line = lineAt(this.#text, start);
    const content = skipSpace(this.#text, line.start, line.end);
    if (content === line.end) {
      this.#tokens.line(line, "whitespace", line.start);
      return line.next;
    }
    if (this.#text[content] === "#") {
      this.#tokens.line(line, "comment", content);
      this.#comment(line, content);
      this.#warnOfMisplacedDirective(line, content);
      return line.next;
    }
    return this.#instruction(readLogicalLine(this.#text, line, content, escape), content, escape);
  }

  #instruction(logical: LogicalLine, start: number, escape: DockerfileSyntax["escape"]): number {
    for (const item of logical.items) if (item.kind === "comment") this.#comment(item.line, item.hash);
    if (logical.emptyLine !== undefined) {
      const message = "An empty line stands within an instruction; BuildKit skips it with a warning and means to refuse it. Remove it, or make it a comment.";
      this.#diagnostics.add("warning", "empty-continuation", logical.emptyLine, message);
    }
    const marks: MarkedSpan[] = [];
    const heredocs = new HeredocReader(this.#text, logical, this.#diagnostics);
    const instruction = readInstruction(
      {
        joined: logical.joined,
        escape,
        range: { start, end: logical.end },
        marks,
        diagnostics: this.#diagnostics,
        takeHeredocs: (expanded) => heredocs.take(expanded),
      },
      { start: 0, end: logical.joined.text.length },
      0,
    );
    this.#instructions.push(instruction);
    this.#tokens.instruction(logical, marks);
    heredocs.writeTokens(this.#tokens);
    return heredocs.next;
  }

  #comment(line: PhysicalLine, hash: number): void {
    this.#comments.push({ text: this.#text.slice(hash + 1, line.end).trim(), range: { start: hash, end: line.end } });
  }

  /** `# check=` is left out: before an instruction it stands for that instruction alone. */
  #warnOfMisplacedDirective(line: PhysicalLine, hash: number): void {
    const found = directiveText(this.#text, hash + 1, line.end);
    if (found === undefined || found.name === "check" || !DIRECTIVES.includes(found.name)) return;
    const place = "only at the top of the file, before every other comment, empty line and instruction";
    const message = `This is a comment, not a directive: ${found.name} counts ${place}.`;
    this.#diagnostics.add("warning", "misplaced-directive", { start: hash, end: line.end }, message);
  }
}
