import { posix } from "node:path";
import type { TarEntry } from "./tar/entry.ts";

/** Bytes of one text. */
const LARGEST_TEXT = 4 * 1024 * 1024;

/** Bytes of all texts that are kept while an archive is read; a layer may hold many files of a wanted name. */
const ALL_TEXTS = 64 * 1024 * 1024;

/**
 * Which contents are kept while layers stream by. A wanted path may be reached over links that are not known yet, so files are kept
 * by their names alone; what is really at the path is settled after the layers are merged.
 */
export class Wanted {
  readonly #texts = new Set<string>();
  /** Names of folders of which every file is wanted (`/var/lib/dpkg/status.d/*`). */
  readonly #folders = new Set<string>();
  readonly #programs: ReadonlySet<string>;
  #room = ALL_TEXTS;

  constructor(texts: readonly string[], programs: readonly string[]) {
    for (const path of texts) {
      if (path.endsWith("/*")) this.#folders.add(posix.basename(posix.dirname(path)));
      else this.#texts.add(posix.basename(path));
    }
    this.#programs = new Set(programs.map((path) => posix.basename(path)));
  }

  /** A link with a wanted name wants what it leads to. */
  see(entry: TarEntry): void {
    if (entry.type === "symbolic-link" && this.#texts.has(posix.basename(entry.path))) this.#texts.add(posix.basename(entry.link));
  }

  /** Whether the text of a file is kept. */
  takesText(entry: TarEntry): boolean {
    const isNamed = this.#texts.has(posix.basename(entry.path)) || (this.#folders.size > 0 && this.#folders.has(posix.basename(posix.dirname(entry.path))));
    if (!isNamed || entry.size > LARGEST_TEXT || entry.size > this.#room) return false;
    this.#room -= entry.size;
    return true;
  }

  /** Whether it is read how a file is started: it may be executed, or has a wanted name. */
  takesProgram(entry: TarEntry): boolean {
    return entry.size > 0 && ((entry.mode & 0o111) !== 0 || this.#programs.has(posix.basename(entry.path)));
  }
}
