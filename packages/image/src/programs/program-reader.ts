import type { ProgramFormat } from "@bulwark/core/image";
import type { TarBody } from "../tar/entry.ts";
import { ELF_MAGIC, readElf, type Span } from "./elf.ts";

/** Bytes of a file's beginning that are kept while it streams: the names of libraries stand there, and what points to them at the end. */
const KEPT_BEGINNING = 64 * 1024 * 1024;

/** The kernel looks at so much of the first line (`BINPRM_BUF_SIZE`). */
const INTERPRETER_LINE = 256;

/**
 * Reads how a program is started while it streams by, keeping no more of it than that needs. Gives undefined where the file was cut
 * off, or says it in a place that was not kept.
 */
export class ProgramReader implements TarBody {
  readonly #done: (program: ProgramFormat | undefined) => void;
  #kept: { readonly offset: number; readonly bytes: Buffer }[] = [];
  #position = 0;
  /** The next span that is needed; nothing is tried before it is there. */
  #wanted: Span = { offset: 0, length: INTERPRETER_LINE };
  #finished = false;

  constructor(done: (program: ProgramFormat | undefined) => void) {
    this.#done = done;
  }

  write(piece: Buffer): void {
    if (this.#finished) return;
    const end = this.#position + piece.length;
    const wantedEnd = this.#wanted.offset + this.#wanted.length;
    if (this.#position < KEPT_BEGINNING || (end > this.#wanted.offset && this.#position < wantedEnd)) this.#kept.push({ offset: this.#position, bytes: piece });
    this.#position = end;
    if (end >= wantedEnd) this.#try();
  }

  end(whole: boolean): void {
    if (this.#finished) return;
    if (whole) this.#try();
    // What the whole file does not hold, its headers only claim.
    if (!this.#finished) this.#finish(whole ? { format: "other" } : undefined);
  }

  #finish(program: ProgramFormat | undefined): void {
    this.#finished = true;
    this.#kept = [];
    this.#done(program);
  }

  #try(): void {
    const start = this.#read({ offset: 0, length: Math.min(this.#position, INTERPRETER_LINE) }) ?? Buffer.alloc(0);
    if (start.toString("latin1", 0, 2) === "#!") this.#finish(scriptOf(start));
    else if (start.toString("latin1", 0, 4) !== ELF_MAGIC) this.#finish({ format: "other" });
    else this.#tryElf();
  }

  #tryElf(): void {
    const reading = readElf((span) => this.#read(span));
    if (reading === "damaged") this.#finish({ format: "other" });
    else if ("elf" in reading) this.#finish(reading.elf);
    else if (reading.wants.offset + reading.wants.length > this.#position) this.#wanted = reading.wants;
    else this.#finish(undefined);
  }

  /** The index of the last piece that begins at or before an offset. */
  #pieceAt(offset: number): number {
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#kept[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #read({ offset, length }: Span): Buffer | undefined {
    const parts: Buffer[] = [];
    let at = offset;
    for (let index = this.#pieceAt(offset); at < offset + length; index++) {
      const piece = this.#kept[index];
      if (piece === undefined || at < piece.offset || at >= piece.offset + piece.bytes.length) return undefined;
      const part = piece.bytes.subarray(at - piece.offset, offset + length - piece.offset);
      parts.push(part);
      at += part.length;
    }
    const [only] = parts;
    return parts.length === 1 ? only : Buffer.concat(parts);
  }
}

/** `#!/usr/bin/env bash`: the interpreter, and all that stands behind it as one argument; blanks are spaces and tabs, a carriage return is a part of the name. Source: execve(2), "Interpreter scripts". */
function scriptOf(start: Buffer): ProgramFormat {
  const line = start.toString("utf8", 2).split("\n", 1)[0] ?? "";
  const words = line.replaceAll("\t", " ").split(" ");
  const first = words.findIndex((word) => word !== "");
  const interpreter = words[first];
  if (interpreter === undefined) return { format: "other" };
  const last = words.findLastIndex((word) => word !== "");
  const argument = words.slice(first + 1, last + 1);
  return argument.length === 0 ? { format: "script", interpreter } : { format: "script", interpreter, argument: argument.join(" ").trimStart() };
}
