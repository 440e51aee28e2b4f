import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDead, newRunId, ownerOf, prefixOf, runOf } from "./owner.ts";

/** The id of a run whose process has ended. */
const deadId = (): string => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const id = newRunId();
  return `${id.slice(0, 9)}${pid.toString(36).padStart(5, "0")}${id.slice(14)}`;
};

describe("a run's id", () => {
  it("is short, lower case, and never given twice", () => {
    const ids = Array.from({ length: 500 }, newRunId);
    expect(new Set(ids).size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[0-9a-z]{16}$/);
  });

  it("says who made it", () => {
    expect(ownerOf(newRunId())).toMatchObject({ pid: process.pid });
    expect(isDead(newRunId())).toBe(false);
  });

  it("is dead when its process has ended, or the number belongs to another process now", () => {
    expect(isDead(deadId())).toBe(true);
    const id = newRunId();
    if (process.platform === "linux") expect(isDead(`${id.slice(0, 5)}zzzz${id.slice(9)}`)).toBe(true);
  });

  it("is never dead when it was made on another host, or nobody knows when", () => {
    const id = deadId();
    const other = id.startsWith("a") ? "b" : "a";
    expect(isDead(`${other}${id.slice(1)}`)).toBe(false);
    const mine = newRunId();
    expect(isDead(`${mine.slice(0, 5)}0000${mine.slice(9)}`)).toBe(false);
  });
});

describe("a name", () => {
  const id = newRunId();
  it("tells its run", () => {
    expect(runOf(`${prefixOf(id)}-original`)).toBe(id);
    expect(runOf(`${prefixOf(id)}:original`)).toBe(id);
  });

  it.each([prefixOf(id), `${prefixOf(id)}-`, `${prefixOf(id)}x-a`, `x${prefixOf(id)}-a`, `bulwark-${id.slice(1)}-a`, `bulwark-${id.toUpperCase()}-a`, "bulwark", "bulwark-open-952c59f1455c27ea", ""])("that is not exactly Bulwark's tells none: %s", (name) => {
    expect(runOf(name)).toBeUndefined();
  });

  it("is never a dead run's by chance", () => {
    fc.assert(fc.property(fc.string(), (name) => runOf(name) === undefined || !isDead(runOf(name) ?? "")));
  });
});
