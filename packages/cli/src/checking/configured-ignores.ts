import { dirname, relative, resolve } from "node:path";
import { readIgnoreFile } from "@bulwark/core/context";
import type { IgnoreEntry } from "@bulwark/core/config";
import type { ConfiguredIgnore, Notice } from "@bulwark/core/judge";
import type { CalendarDate } from "@bulwark/core/source";
import type { ConfigFile } from "../files/config-file.ts";
import { withSlashes } from "../files/folders.ts";

/** What `bulwark.yaml` leaves out: paths that are not read, and rules that do not hold in some. Paths are relative to its folder. */
export class ConfiguredIgnores {
  readonly #file: ConfigFile | undefined;
  readonly #today: CalendarDate;
  readonly #entries: readonly { readonly entry: IgnoreEntry; readonly holdsFor: (path: string) => boolean }[];
  readonly #excluded: (path: string) => boolean;
  readonly #met = new Set<IgnoreEntry>();
  readonly #used = new Set<ConfiguredIgnore>();

  constructor(file: ConfigFile | undefined, today: CalendarDate) {
    this.#file = file;
    this.#today = today;
    this.#excluded = readIgnoreFile((file?.config.exclude ?? []).join("\n")).ignores;
    this.#entries = (file?.config.ignore ?? []).map((entry) => {
      const { ignores } = readIgnoreFile(entry.paths.join("\n"));
      return { entry, holdsFor: (path) => entry.paths.length === 0 || ignores(path) };
    });
  }

  /** Whether a path is not read at all. */
  excludes(path: string): boolean {
    return this.#excluded(this.#own(path));
  }

  /** The entries that hold for a Dockerfile today. */
  for(path: string): readonly IgnoreEntry[] {
    const own = this.#own(path);
    const held = this.#entries.filter(({ entry, holdsFor }) => !this.#isExpired(entry) && holdsFor(own)).map(({ entry }) => entry);
    for (const entry of held) this.#met.add(entry);
    return held;
  }

  use(entry: ConfiguredIgnore): void {
    this.#used.add(entry);
  }

  /** Entries that expired, and those that had nothing to ignore: all of them after a whole run, else those whose files were judged. */
  idle(isWholeRun: boolean, rules: ReadonlySet<string>): readonly Notice[] {
    const path = this.#file?.path ?? "";
    return this.#entries.flatMap(({ entry }) => {
      if (this.#isExpired(entry)) return [{ path, line: entry.line, message: `the ignore of ${entry.rule} expired on ${entry.expires ?? ""}; mend the finding or renew it with a reason` }];
      const isIdle = !this.#used.has(entry) && rules.has(entry.rule) && (isWholeRun || this.#met.has(entry));
      return isIdle ? [{ path, line: entry.line, message: `the ignore of ${entry.rule} has no effect: nothing was found there; remove it` }] : [];
    });
  }

  #isExpired(entry: IgnoreEntry): boolean {
    return entry.expires !== undefined && entry.expires < this.#today;
  }

  #own(path: string): string {
    return withSlashes(relative(dirname(resolve(this.#file?.path ?? "bulwark.yaml")), resolve(path)));
  }
}
