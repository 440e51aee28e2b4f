import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { chooseEngine, openRun, type BuildRequest, type CommandLineEngine, type Run } from "@bulwark/engine";
import { labEnvironment } from "../lab/environment.mjs";

const lab = labEnvironment();
if (lab === undefined && process.env["CI"] !== undefined) throw new Error("These tests need the container lab: node e2e/lab/lab.mjs up");

/** The user's environment, with the lab's engine for the default one. */
export const environment: NodeJS.ProcessEnv = { ...process.env, ...lab };

/** Tests against a real engine: skipped, and named so, where the lab is not up. */
export function describeWithEngine(name: string, tests: () => void): void {
  describe.skipIf(lab === undefined)(lab === undefined ? `${name} (skipped: the lab is not up, node e2e/lab/lab.mjs up)` : name, tests);
}

export interface Bench {
  readonly run: Run;
  readonly engine: CommandLineEngine;
  readonly controller: AbortController;
  readonly notices: string[];
  /** A folder of its own with these files; those that end in `.sh` can be executed. */
  folder(files: Readonly<Record<string, string>>): string;
  request(folder: string, part: string, more?: Partial<BuildRequest>): BuildRequest;
}

/** An engine with a run of its own; `folder`s go with `close`. */
export async function openBench(): Promise<Bench & { close(): Promise<readonly string[]> }> {
  const run = openRun();
  const controller = new AbortController();
  const notices: string[] = [];
  const engine = await chooseEngine({ wanted: "docker", environment, run, signal: controller.signal, onNotice: (notice) => notices.push(notice) });
  const folders: string[] = [];
  return {
    run,
    engine,
    controller,
    notices,
    folder: (files) => {
      const folder = mkdtempSync(join(tmpdir(), "engine-test-"));
      folders.push(folder);
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(folder, name, ".."), { recursive: true });
        writeFileSync(join(folder, name), text);
        if (name.endsWith(".sh")) chmodSync(join(folder, name), 0o755);
      }
      return folder;
    },
    request: (folder, part, more = {}) => ({
      tag: run.image(part),
      dockerfile: join(folder, "Dockerfile"),
      context: folder,
      ignoreFile: undefined,
      target: undefined,
      buildArguments: {},
      secrets: [],
      features: [],
      timeoutSeconds: 100,
      ...more,
    }),
    close: async () => {
      const left = await run.cleanUp();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      return left;
    },
  };
}

/** Names in the engine that hold a part: containers, images, volumes and networks. */
export function namesWith(part: string): readonly string[] {
  const lists = [
    ["ps", "--all", "--format", "container {{.Names}}"],
    ["image", "ls", "--format", "image {{.Repository}}:{{.Tag}}"],
    ["volume", "ls", "--format", "volume {{.Name}}"],
    ["network", "ls", "--format", "network {{.Name}}"],
  ];
  return lists.flatMap((words) => docker(words).split("\n")).filter((name) => name.includes(part));
}

export function docker(words: readonly string[]): string {
  return execFileSync("docker", words, { env: environment, encoding: "utf8" });
}
