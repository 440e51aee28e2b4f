const AFTER = 1_000;
const EVERY = 200;

/** One line on standard error that is overwritten, shown only in a terminal and only when something takes over a second. */
export class Progress {
  readonly #started = Date.now();
  #shown = 0;

  show(text: string): void {
    const now = Date.now();
    if (!process.stderr.isTTY || now - this.#started < AFTER || now - this.#shown < EVERY) return;
    this.#shown = now;
    process.stderr.write(`\r\u001B[2K${text}`);
  }

  clear(): void {
    if (this.#shown > 0) process.stderr.write("\r\u001B[2K");
  }
}
