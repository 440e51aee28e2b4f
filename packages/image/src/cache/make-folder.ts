import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

const DEEPEST = 64;

/**
 * Makes a folder and those above it, for its owner alone. Step by step: below a place in which nothing can be made (`/proc/x`), Node's own
 * recursive `mkdir` never returns. Throws the system's error.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let place = folder; !existsSync(place) && missing.length < DEEPEST; place = dirname(place)) {
    missing.push(place);
    if (place === dirname(place)) break;
  }
  for (const place of missing.toReversed()) {
    try {
      mkdirSync(place, { mode: 0o700 });
    } catch (error) {
      // Another process made it in between.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}
