/** Sentences kept of one archive: a hostile one has as many faults as it has entries. */
const MAXIMUM_FAULTS = 100;

/** What could not be read, one sentence each, bounded in number and length. */
export class Faults {
  readonly #sentences = new Set<string>();
  #more = 0;

  add(sentence: string): void {
    if (this.#sentences.has(sentence)) return;
    if (this.#sentences.size < MAXIMUM_FAULTS) this.#sentences.add(sentence);
    else this.#more++;
  }

  list(): readonly string[] {
    return this.#more === 0 ? [...this.#sentences] : [...this.#sentences, `${this.#more} more faults of this archive are not listed.`];
  }
}

const LONGEST_NAME = 160;

/** A name of the archive as it may stand in a sentence: in quotes, control characters escaped, cut when it is long. */
export function quoted(name: string): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return JSON.stringify(cut).replaceAll("\u007f", "\\u007f");
}
