import type { ProgressStep } from "@bulwark/engine";
import { printable } from "@bulwark/core/report/terminal";

const EVERY = 150;

/**
 * What is going on, on standard error: in a terminal one line for all candidates that is written over; else (a log of CI) a line for
 * each step, without the builder's own lines.
 */
export class ProveProgress {
  readonly #began = performance.now();
  readonly #doing = new Map<string, string>();
  #line = "";
  #shown = 0;
  #timer: NodeJS.Timeout | undefined;

  readonly show = (step: ProgressStep): void => {
    const { candidate, doing, line = "" } = step;
    const isNew = candidate === undefined || this.#doing.get(candidate) !== doing;
    if (candidate === undefined || !process.stderr.isTTY) {
      if (isNew) this.#keep(`${this.#seconds()} ${candidate === undefined ? "" : `${candidate}: `}${doing}`);
      if (candidate !== undefined) this.#doing.set(candidate, doing);
      return;
    }
    this.#doing.set(candidate, doing);
    // What a builder said last is of no interest when something else has begun.
    if (isNew || line !== "") this.#line = line;
    // Seconds go on also while a builder says nothing.
    this.#timer ??= setInterval(() => this.#draw(), 1000).unref();
    if (performance.now() - this.#shown >= EVERY || isNew) this.#draw();
  };

  /** Take the line away: what is printed next stands alone. */
  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#shown > 0) process.stderr.write("\r\u001B[2K");
    this.#shown = 0;
  }

  /** A sentence that stays. */
  note(sentence: string): void {
    this.#keep(`bulwark: ${sentence}`);
  }

  #keep(text: string): void {
    if (this.#shown > 0) process.stderr.write("\r\u001B[2K");
    process.stderr.write(`${printable(text)}\n`);
  }

  #draw(): void {
    this.#shown = performance.now();
    const steps = [...this.#doing].map(([candidate, doing]) => `${candidate}: ${doing}`).join(" · ");
    // A terminal that does not know its width says 0.
    const { columns } = process.stderr;
    const width = (columns > 0 ? columns : 80) - 1;
    const text = printable(`${this.#seconds()} ${steps}${this.#line === "" ? "" : `  ${this.#line}`}`);
    process.stderr.write(`\r\u001B[2K${text.slice(0, width)}`);
  }

  #seconds(): string {
    return `${Math.round((performance.now() - this.#began) / 1000)} s`.padStart(5);
  }
}
