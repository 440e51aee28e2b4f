import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exampleFiles } from "../examples.ts";

const PROGRAM = join(import.meta.dirname, "../../packages/cli/dist/bulwark.cjs");

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a process of its own: with an empty home, no PATH, and thus nothing but Node. */
export function bulwark(folder: string, args: readonly string[], input = ""): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    env: { HOME: join(folder, "no-home"), PATH: "" },
    timeout: 60_000,
    maxBuffer: 64 * 2 ** 20,
  });
  return { status, stdout, stderr };
}

/** A folder that is new and empty, but for these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-e2e-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A copy of an example, each of its files changed on the way. */
export function example(name: string, change: (path: string, text: string) => readonly [path: string, text: string] = (path, text) => [path, text]): string {
  return folderWith(Object.fromEntries(Object.entries(exampleFiles(name)).map(([path, text]) => change(path, text))));
}

/** Every file below a folder, as text. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
