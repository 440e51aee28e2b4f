import { StringDecoder } from "node:string_decoder";

/** The last bytes of an output that may be endless; memory stays below twice the bound. */
export class Tail {
  readonly #most: number;
  #chunks: Buffer[] = [];
  #held = 0;
  #cut = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held > 2 * this.#most) this.#shorten();
  }

  /** Something before these bytes was left out. */
  get cut(): boolean {
    return this.#cut || this.#held > this.#most;
  }

  /** As UTF-8; what the cut tore at the beginning is left out. */
  text(): string {
    this.#shorten();
    const bytes = Buffer.concat(this.#chunks);
    return bytes.subarray(this.#cut ? firstWhole(bytes) : 0).toString("utf8");
  }

  #shorten(): void {
    if (this.#held <= this.#most) return;
    const kept = Buffer.from(Buffer.concat(this.#chunks).subarray(this.#held - this.#most));
    this.#chunks = [kept];
    this.#held = kept.length;
    this.#cut = true;
  }
}

/** Where the first whole character of UTF-8 begins. */
function firstWhole(bytes: Buffer): number {
  let index = 0;
  while (index < 4 && ((bytes[index] ?? 0) & 0xc0) === 0x80) index += 1;
  return index;
}

const LONGEST_LINE = 64 * 1024;

/** Hands on an output line by line; a line that never ends is handed on in pieces. */
export class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(chunk: Buffer): void {
    const text = this.#rest + this.#decoder.write(chunk);
    const lines = text.split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (this.#rest.length > LONGEST_LINE) this.#flush();
  }

  end(): void {
    this.#rest += this.#decoder.end();
    if (this.#rest !== "") this.#flush();
  }

  #flush(): void {
    this.#onLine(this.#rest);
    this.#rest = "";
  }
}
