import { posix } from "node:path";
import { quoted, type Faults } from "../faults.ts";
import type { LayerOptions } from "../layers/layer-reader.ts";
import type { TarBody, TarEntry } from "../tar/entry.ts";
import { StoredFileReader, type StoredFile } from "./stored-file.ts";

/** Files of one archive: an image has a few for each layer. */
const MOST_FILES = 20_000;

/** Links from one file of an archive to another. */
const MOST_LINKS = 8;

/** Bytes of all documents of an archive. */
const ALL_DOCUMENTS = 64 * 1024 * 1024;

const BLOBS = "/blobs/";

/** The files of an image archive, each read as it streams by. */
export class ArchiveFiles {
  #reading: { readonly path: string; readonly reader: StoredFileReader }[] = [];
  readonly #files = new Map<string, StoredFile>();
  readonly #links = new Map<string, string>();
  readonly #options: LayerOptions;
  readonly #faults: Faults;
  #documentRoom = ALL_DOCUMENTS;

  constructor(options: LayerOptions, faults: Faults) {
    this.#options = options;
    this.#faults = faults;
  }

  /** An entry of the archive begins. */
  take(entry: TarEntry): TarBody | undefined {
    if (entry.type === "symbolic-link") this.#links.set(entry.path, posix.resolve(posix.dirname(entry.path), entry.link));
    if (entry.type === "hard-link") this.#links.set(entry.path, entry.link);
    if (entry.type !== "file") return undefined;
    if (this.#files.size + this.#links.size >= MOST_FILES) {
      this.#faults.add(`The archive has more than ${MOST_FILES} files; the rest of them are not read.`);
      return undefined;
    }
    const reader = new StoredFileReader(entry.path, entry.size, this.#options, (bytes) => {
      this.#documentRoom -= bytes;
      return this.#documentRoom >= 0;
    });
    this.#reading.push({ path: entry.path, reader });
    return reader;
  }

  /** Waits until all that came so far is taken up, so that no more is held than the last piece of the archive. */
  async settle(): Promise<void> {
    const reading = this.#reading;
    this.#reading = reading.filter(({ reader }) => reader.running);
    for (const { path, reader } of reading) {
      if (reader.running) await reader.ready();
      else this.#keep(path, await reader.file);
    }
  }

  #keep(path: string, file: StoredFile): void {
    this.#files.set(path, file);
    if (!file.whole || !path.startsWith(BLOBS)) return;
    const named = path.slice(BLOBS.length).replace("/", ":");
    if (named !== file.digest) this.#faults.add(`The blob ${quoted(named)} does not hold what its name says: its content is ${file.digest}.`);
  }

  /** The file at a path, links followed. */
  find(path: string): StoredFile | undefined {
    let at = path;
    for (let links = 0; links < MOST_LINKS; links++) {
      const file = this.#files.get(at);
      const link = this.#links.get(at);
      if (file !== undefined || link === undefined) return file;
      at = link;
    }
    return undefined;
  }
}
