import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeLeftovers } from "@bulwark/engine";
import { describeWithEngine, docker, environment, namesWith, openBench } from "./lab-engine.ts";
import type { Manner } from "./programs/long-run.ts";

describeWithEngine("cleaning up", () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "engine-test-"));
    program = join(folder, "long-run.mjs");
    await build({ entryPoints: [join(import.meta.dirname, "programs/long-run.ts")], bundle: true, platform: "node", format: "esm", outfile: program, logLevel: "silent" });
    writeFileSync(join(folder, "Dockerfile"), "FROM debian:trixie-slim AS base\nRUN mkdir /data\nFROM base AS slow\nARG AT\nRUN echo now it is slow && sleep 300\n");
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts the program, and waits until its build is slow; gives the id of its run. */
  const begin = async (manner: Manner): Promise<{ readonly child: ChildProcess; readonly id: string; readonly ended: Promise<number | null>; readonly said: () => string }> => {
    const child = spawn(process.execPath, [program, manner, folder], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
    const id = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().split("\n", 1)[0] ?? ""));
      child.once("exit", () => reject(new Error(`it ended before its build was slow: ${said}`)));
    });
    return { child, id, ended, said: () => said };
  };
  const processesOf = (id: string): readonly string[] =>
    readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(`BULWARK_RUN=${id}`));

  it("removes everything when it is interrupted in the middle of a build", async () => {
    const { child, id, ended, said } = await begin("clean");
    expect(namesWith(id).length).toBeGreaterThanOrEqual(4);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(said()).toContain("left: []");
    expect(namesWith(id)).toEqual([]);
    expect(existsSync(join(tmpdir(), `bulwark-${id}-scratch`))).toBe(false);
    expect(processesOf(id)).toEqual([]);
  });

  it("ends at once at the second Ctrl-C, and says what may be left", async () => {
    const { child, id, ended, said } = await begin("clean");
    child.kill("SIGINT");
    child.kill("SIGTERM");
    child.kill("SIGINT");
    expect([130, 143]).toContain(await ended);
    expect(said()).toContain(`bulwark-${id}`);
    const bench = await openBench();
    await removeLeftovers(bench.engine);
    await bench.close();
    expect(namesWith(id)).toEqual([]);
  });

  it("removes at the next start what a killed run left, and nothing else", async () => {
    const killed = await begin("raw");
    const alive = await begin("raw");
    const strangers = [`bulwark-${killed.id}`, `bulwark-${killed.id.slice(0, 15)}-x`, `bulwark-zzzzz${killed.id.slice(5)}-data`, `my-bulwark-${killed.id}-data`];
    for (const name of strangers) docker(["volume", "create", name]);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(namesWith(killed.id).length).toBeGreaterThanOrEqual(4);

    const bench = await openBench();
    try {
      const { removed, failed } = await removeLeftovers(bench.engine);
      expect(failed).toEqual([]);
      expect(removed).toEqual(expect.arrayContaining([`container bulwark-${killed.id}-container`, `image bulwark-${killed.id}:base`, `volume bulwark-${killed.id}-data`, `network bulwark-${killed.id}-network`]));
      expect(processesOf(killed.id)).toEqual([]);
      expect(namesWith(`bulwark-${killed.id}`).toSorted()).toEqual([`volume bulwark-${killed.id}`, `volume my-bulwark-${killed.id}-data`]);
      expect(existsSync(join(tmpdir(), `bulwark-${killed.id}-scratch`))).toBe(false);
      expect(namesWith(alive.id).length).toBeGreaterThanOrEqual(4);
      expect(processesOf(alive.id).length).toBeGreaterThan(0);
      expect(existsSync(join(tmpdir(), `bulwark-${alive.id}-scratch`))).toBe(true);
      for (const name of strangers) expect(docker(["volume", "ls", "--format", "{{.Name}}"])).toContain(name);

      alive.child.kill("SIGKILL");
      await alive.ended;
      await removeLeftovers(bench.engine);
      expect(namesWith(alive.id)).toEqual([]);
    } finally {
      alive.child.kill("SIGKILL");
      spawnSync("docker", ["volume", "rm", ...strangers], { env: environment });
      await bench.close();
    }
  });
});

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return "";
  }
}
