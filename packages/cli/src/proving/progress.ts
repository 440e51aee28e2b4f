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
    const candidate = step.candidate ?? "";
    const isNew = this.#doing.get(candidate) !== step.doing;
    this.#doing.set(candidate, step.doing);
    if (step.line !== undefined) this.#line = step.line;
    if (!process.stderr.isTTY) {
      if (isNew) process.stderr.write(`${printable(`${this.#seconds()} ${candidate === "" ? "" : `${candidate}: `}${step.doing}`)}\n`);
      return;
    }
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
    if (this.#shown > 0) process.stderr.write("\r\u001B[2K");
    process.stderr.write(`bulwark: ${printable(sentence)}\n`);
  }

  #draw(): void {
    this.#shown = performance.now();
    const steps = [...this.#doing].map(([candidate, doing]) => (candidate === "" ? doing : `${candidate}: ${doing}`)).join(" · ");
    const width = (process.stderr.columns ?? 80) - 1;
    const text = printable(`${this.#seconds()} ${steps}${this.#line === "" ? "" : `  ${this.#line}`}`);
    process.stderr.write(`\r\u001B[2K${text.slice(0, width)}`);
  }

  #seconds(): string {
    return `${Math.round((performance.now() - this.#began) / 1000)} s`.padStart(5);
  }
}
