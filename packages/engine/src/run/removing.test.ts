import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { removeLeftovers } from "./leftovers.ts";
import { newRunId, prefixOf } from "./owner.ts";
import { openRun } from "./run.ts";
import type { Made, Store } from "./store.ts";
import { noteWorkingContainer } from "./working-containers.ts";

interface FakeStore extends Store {
  readonly held: Made[];
  readonly working: string[];
}

/** An engine's store in memory. `late`: what comes to be after each look; `stuck`: what will not go. */
function store(held: readonly Made[], { late = [], stuck = [] }: { late?: Made[]; stuck?: readonly string[] } = {}): FakeStore {
  const things = [...held];
  const working: string[] = [];
  return {
    held: things,
    working,
    list: () => {
      const found = [...things];
      things.push(...late.splice(0, 1));
      return Promise.resolve(found);
    },
    remove: (kind, names) => {
      for (const name of names) {
        if (stuck.includes(name)) return Promise.reject(new Error("it is in use"));
        const index = things.findIndex((thing) => thing.kind === kind && thing.name === name);
        if (index !== -1) things.splice(index, 1);
      }
      return Promise.resolve();
    },
    removeWorking: (ids) => {
      working.push(...ids);
      return Promise.resolve();
    },
  };
}

const deadId = (): string => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const id = newRunId();
  return `${id.slice(0, 9)}${pid.toString(36).padStart(5, "0")}${id.slice(14)}`;
};

describe("cleaning up a run", () => {
  it("removes what is its own, and nothing else, as often as it is called", async () => {
    const run = openRun();
    const other: Made = { kind: "container", name: openRun().name("a") };
    const things = store([{ kind: "image", name: run.image("a") }, { kind: "container", name: run.name("a") }, { kind: "volume", name: run.name("a") }, { kind: "network", name: run.name("a") }, other]);
    run.attach(things);
    const folder = await run.temporaryFolder("a");
    writeFileSync(join(folder, "file"), "");
    expect(await run.cleanUp()).toEqual([]);
    expect(await run.cleanUp()).toEqual([]);
    expect(things.held).toEqual([other]);
    expect(existsSync(folder)).toBe(false);
  });

  it("waits for what a command that was cut off makes a moment later", async () => {
    const run = openRun();
    const things = store([], { late: [{ kind: "container", name: run.name("a") }, { kind: "image", name: run.image("b") }] });
    run.attach(things);
    await run.watch(Promise.resolve({ ended: "cancelled", exit: undefined, output: "", error: "", cut: false, seconds: 0 }));
    expect(await run.cleanUp()).toEqual([]);
    expect(things.held).toEqual([]);
  });

  it("says what will not go, and removes the rest", async () => {
    const run = openRun();
    const things = store([{ kind: "volume", name: run.name("a") }, { kind: "volume", name: run.name("b") }], { stuck: [run.name("a")] });
    run.attach(things);
    expect(await run.cleanUp()).toEqual([`volume ${run.name("a")}: it is in use`]);
    expect(things.held.map(({ name }) => name)).toEqual([run.name("a")]);
  });

  it("says so when the engine does not answer any more", async () => {
    const run = openRun();
    run.attach({ ...store([]), list: () => Promise.reject(new Error("gone")) });
    expect(await run.cleanUp()).toEqual(["what the engine holds cannot be listed: gone"]);
  });

  it("ends what still works before it removes", async () => {
    const run = openRun();
    const things = store([]);
    run.attach(things);
    const command = new Promise<void>((resolve) => run.closing.addEventListener("abort", () => setTimeout(resolve, 50))).then(() => {
      things.held.push({ kind: "container", name: run.name("a") });
      return { ended: "cancelled" as const, exit: undefined, output: "", error: "", cut: false, seconds: 0 };
    });
    const watched = run.watch(command);
    expect(await run.cleanUp()).toEqual([]);
    expect((await watched).ended).toBe("cancelled");
    expect(things.held).toEqual([]);
  });

  it("takes no part of a name that an engine would not", () => {
    for (const part of ["", "-a", "a b", "a/b", "ä", "x".repeat(99)]) expect(() => openRun().name(part)).toThrow(RangeError);
  });
});

describe("what killed runs left", () => {
  it("goes, with the containers that were noted for them; what lives, or is another host's, stays", async () => {
    const dead = deadId();
    const alive = openRun();
    const stays: Made[] = [
      { kind: "container", name: alive.name("a") },
      { kind: "volume", name: `bulwark-${dead}` },
      { kind: "volume", name: `my-bulwark-${dead}-a` },
      { kind: "image", name: `bulwark-${dead.startsWith("a") ? "b" : "a"}${dead.slice(1)}:a` },
    ];
    const things = store([...stays, { kind: "container", name: `bulwark-${dead}-a` }, { kind: "image", name: `bulwark-${dead}:a` }]);
    const folder = join(tmpdir(), `${prefixOf(dead)}-scratch`);
    mkdirSync(folder);
    const outside = await alive.temporaryFolder("outside");
    symlinkSync(outside, join(tmpdir(), `${prefixOf(dead)}-link`));
    noteWorkingContainer(dead, "f".repeat(64));

    const { removed, failed } = await removeLeftovers({ store: things });
    expect(failed).toEqual([]);
    expect(removed).toEqual(expect.arrayContaining([`container bulwark-${dead}-a`, `image bulwark-${dead}:a`, `folder ${folder}`]));
    expect(things.held).toEqual(stays);
    expect(things.working).toEqual(["f".repeat(64)]);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(outside)).toBe(true);
    await alive.cleanUp();
  });

  it.runIf(process.platform === "linux")("is not made any more: their commands are ended, and nothing that only has their environment", async () => {
    const dead = deadId();
    const start = (argv0: string, id: string, name: string): ReturnType<typeof spawn> =>
      spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "--", name], { argv0, env: { ...process.env, BULWARK_RUN: id }, stdio: "ignore", detached: true });
    const live = newRunId();
    const orphan = start("/usr/bin/docker", dead, `bulwark-${dead}:original`);
    const others = [start("/usr/bin/conmon", dead, `bulwark-${dead}-a`), start("docker", dead, "something-else"), start("docker", live, `bulwark-${live}:original`)];
    const ended = new Promise((resolve) => orphan.once("exit", (_, signal) => resolve(signal)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await removeLeftovers({ store: store([]) });
    expect(await ended).toBe("SIGTERM");
    for (const other of others) {
      expect(other.exitCode ?? other.signalCode).toBeNull();
      other.kill("SIGKILL");
    }
  });
});
