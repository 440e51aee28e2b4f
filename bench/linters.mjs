// The tools that are measured in one process, each as a function from a text to the number of its findings.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** @typedef {(text: string) => number} Linter */

/** @type {Record<string, () => Promise<Linter>>} */
export const LINTERS = {
  bulwark: async () => {
    const folder = mkdtempSync(join(tmpdir(), "bulwark-bench-"));
    const outfile = join(folder, "judge.mjs");
    await build({ entryPoints: [join(import.meta.dirname, "judge.ts")], outfile, bundle: true, format: "esm", platform: "node", target: "node20.19" });
    const { judge } = await import(pathToFileURL(outfile).href);
    rmSync(folder, { recursive: true });
    return judge;
  },
  dockerfilelint: async () => {
    const { default: dockerfilelint } = await import("dockerfilelint");
    // The folder in which it would look for its settings; there are none.
    return (text) => dockerfilelint.run(import.meta.dirname, text).length;
  },
  "dockerfile-utils": async () => {
    const { validate } = await import("dockerfile-utils");
    return (text) => validate(text).length;
  },
};

/** What the process has spent so far, in milliseconds of CPU time, its threads for memory and compiling among it: a busy machine adds nothing. */
export function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
