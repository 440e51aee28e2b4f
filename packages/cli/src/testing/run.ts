import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

export const REPOSITORY = join(import.meta.dirname, "../../../..");
/** Judged as of this day, so that a test says the same next year. */
export const TODAY = "2026-11-24";
const DIST = join(REPOSITORY, "packages/cli/dist");

export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Beside a home folder that is not there and a UTF-8 locale. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** The account that runs it, when root runs the tests: permissions do not bind root. */
  readonly uid?: number;
  /** Milliseconds after which it is ended; two minutes when nothing is said. */
  readonly timeout?: number;
}

/** Run the built command line as a process of its own, without a shell. */
export function bulwark(args: readonly string[], options: RunOptions): Promise<Ran> {
  const { cwd, env = {}, input, uid, timeout = 120_000 } = options;
  return new Promise((resolve) => {
    const [node, entry] = uid === undefined ? [process.execPath, program()] : [join(reachable(dirname(process.execPath)), basename(process.execPath)), join(reachable(dirname(program())), basename(program()))];
    const child = execFile(
      node,
      [entry, ...args],
      {
        cwd,
        env: { PATH: process.env["PATH"], HOME: join(cwd, "no-home"), LANG: "C.UTF-8", ...env },
        maxBuffer: 256 * 2 ** 20,
        timeout,
        ...(uid === undefined ? {} : { uid, gid: uid }),
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ code, signal: error?.signal ?? null, stdout, stderr });
      },
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

/** As `bulwark`, with the fixed day. */
export function on(cwd: string, ...args: readonly string[]): Promise<Ran> {
  return bulwark([...args, "--today", TODAY], { cwd });
}

/** The folder, or a copy of its files where another account could not reach it: a cache below a home folder is closed to others. */
function reachable(folder: string): string {
  if (isOpen(folder)) return folder;
  return madeOnce("open", { folder, time: statSync(folder).mtimeMs }, (copy) => {
    for (const item of readdirSync(folder, { withFileTypes: true })) if (item.isFile()) copyFileSync(join(folder, item.name), join(copy, item.name));
    chmodSync(copy, 0o755);
  });
}

/** A folder in the temporary one that is filled once for these inputs, whichever test file comes first. */
function madeOnce(name: string, inputs: unknown, fill: (folder: string) => void): string {
  const stamp = createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
  const place = join(tmpdir(), `bulwark-${name}-${stamp}`);
  if (existsSync(place)) return place;
  const making = mkdtempSync(join(tmpdir(), "bulwark-making-"));
  fill(making);
  try {
    renameSync(making, place);
  } catch {
    rmSync(making, { recursive: true });
  }
  return place;
}

function isOpen(folder: string): boolean {
  for (let current = folder; ; current = dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

let built: string | undefined;

/**
 * The program to run: the one that BULWARK_PROGRAM names (a packed one, another build); else what is in `dist` when that is as new as
 * the sources; else a build of its own in the temporary folder, made once for these sources, whichever test file comes first.
 */
export function program(): string {
  built ??= process.env["BULWARK_PROGRAM"] ?? build();
  return built;
}

function build(): string {
  const sources = filesBelow(["core", "image", "engine", "cli"].map((name) => join(REPOSITORY, "packages", name, "src")));
  const dist = join(DIST, "bulwark.cjs");
  if (existsSync(dist) && sources.every(({ time }) => time <= statSync(dist).mtimeMs)) return dist;
  const place = madeOnce("cli", sources, (making) => {
    const { status, stderr } = spawnSync(process.execPath, [join(REPOSITORY, "scripts/build.mjs"), making], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the command line could not be built: ${stderr}`);
  });
  return join(place, "bulwark.cjs");
}

/** What is bundled: not the tests, so that editing one builds nothing. */
function filesBelow(folders: readonly string[]): readonly { readonly path: string; readonly time: number }[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts") && !entry.parentPath.includes("/testing") && !entry.parentPath.includes("/cases"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => ({ path, time: statSync(path).mtimeMs })),
  );
}
