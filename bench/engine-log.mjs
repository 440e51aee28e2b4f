// A `docker` before the real one on the PATH, that writes down when each command began and ended.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} EngineCall One command, in milliseconds of the wall clock.
 * @property {number} began
 * @property {number} ended
 * @property {string} name `build`, `container inspect` …
 */

/** Of these the second word says what is done. */
const GROUPS = new Set(["container", "image", "volume", "network", "buildx", "context"]);

export class EngineLog {
  /** To be put before the PATH. */
  folder;
  #file;

  /** @param {string} folder made here @param {string} docker the real command */
  constructor(folder, docker) {
    this.folder = folder;
    this.#file = join(folder, "calls");
    mkdirSync(folder, { recursive: true });
    const program = join(folder, "docker");
    writeFileSync(program, `#!/bin/sh
began=$(date +%s%N)
'${docker}' "$@"
code=$?
echo "$began $(date +%s%N) $1 $2" >>'${this.#file}'
exit $code
`);
    chmodSync(program, 0o755);
  }

  /** What was called since it was last asked, in order. @returns {EngineCall[]} */
  take() {
    const lines = existsSync(this.#file) ? readFileSync(this.#file, "utf8").trim().split("\n") : [];
    rmSync(this.#file, { force: true });
    return lines.map(readCall).sort((left, right) => left.began - right.began);
  }
}

/** @param {string} line @returns {EngineCall} */
function readCall(line) {
  const [began = "", ended = "", first = "", second = ""] = line.split(" ");
  return { began: Number(began) / 1e6, ended: Number(ended) / 1e6, name: GROUPS.has(first) ? `${first} ${second}` : first };
}
