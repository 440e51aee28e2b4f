import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { exampleFiles } from "./examples.ts";

export type Files = Readonly<Record<string, string | Uint8Array>>;

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, gone when the tests of the file are done. Everyone may read it and go through it. */
export function project(files: Files = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-test-"));
  made.push(folder);
  chmodSync(folder, 0o755);
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A copy of one of `examples/`. */
export function example(name: "go-api" | "go-api-alpine"): string {
  const folder = join(project(), name);
  put(folder, exampleFiles(name));
  return folder;
}

export function text(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** Every file with its content, every link with its target: what "untouched" means. */
export function contents(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const status = lstatSync(join(folder, path));
    if (status.isSymbolicLink()) found[path] = `-> ${readlinkSync(join(folder, path))}`;
    else if (status.isFile()) found[path] = readFileSync(join(folder, path), "latin1");
    else found[path] = "(folder)";
  }
  return found;
}
