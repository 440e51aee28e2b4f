import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A labelled case of `shared/corpora/*.jsonl`. */
export interface CorpusCase {
  readonly suite: string;
  readonly rule: string;
  readonly case: string;
  readonly dockerfile: string;
  readonly expect: "match" | "no-match";
  readonly lines: readonly number[] | null;
  readonly count: number | null;
  readonly config: string;
  readonly note: string;
}

/** The folder `shared/` beside the checkout (or `$BULWARK_SHARED`), where corpora and advisories stand; undefined where it is missing. */
function sharedFolder(): string | undefined {
  const named = process.env["BULWARK_SHARED"];
  if (named !== undefined) return named;
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, "shared");
    if (existsSync(join(candidate, "corpora"))) return candidate;
  }
  return undefined;
}

/** The cases of one corpus file, or undefined where the corpora are not at hand (named and skipped there, required in CI). */
export function readCorpus(name: string): readonly CorpusCase[] | undefined {
  const shared = sharedFolder();
  if (shared === undefined) {
    if (process.env["CI"] === "true") throw new Error("the corpora (shared/corpora beside the checkout) are required in CI");
    return undefined;
  }
  const lines = readFileSync(join(shared, "corpora", name), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): CorpusCase => JSON.parse(line));
}
