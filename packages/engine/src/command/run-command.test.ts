import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand, type CommandRequest } from "./run-command.ts";

const node = (script: string, more: Partial<CommandRequest> = {}): ReturnType<typeof runCommand> =>
  runCommand({ program: process.execPath, arguments: ["-e", script], environment: process.env, timeoutSeconds: 30, signal: undefined, mostBytes: 10_000, ...more });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** An ended process is to be seen until its parent has asked how it ended. */
const gone = async (pid: number): Promise<void> => {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isAlive(pid)).toBe(false);
};

describe("a command", () => {
  it("gives exit code and both streams", async () => {
    expect(await node("console.log('out'); console.error('err'); process.exitCode = 3")).toMatchObject({ ended: "exited", exit: 3, output: "out\n", error: "err\n", cut: false });
  });

  it("gets its arguments as they are", async () => {
    const odd = ["a b", "$(id)", "'", '"', "*", "", "ü\n", "--"];
    const { output } = await node("console.log(JSON.stringify(process.argv.slice(1)))", { arguments: ["-e", "console.log(JSON.stringify(process.argv.slice(1)))", "--", ...odd] });
    expect(JSON.parse(output)).toEqual(odd);
  });

  it("cannot wait for input", async () => {
    expect(await node("process.stdin.on('data', () => {}).on('end', () => console.log('no more'))")).toMatchObject({ exit: 0, output: "no more\n" });
  });

  it("has both streams together, and hands on lines as they come", async () => {
    const lines: string[] = [];
    const result = await node("console.log('1'); setTimeout(() => { console.error('2'); setTimeout(() => console.log('3'), 100) }, 100)", { together: true, onLine: (line) => lines.push(line) });
    expect(result).toMatchObject({ output: "1\n2\n3\n", error: "" });
    expect(lines).toEqual(["1", "2", "3"]);
  });

  it("keeps the end of an output without end", async () => {
    const { output, cut } = await node("for (let i = 0; i < 3000; i++) process.stdout.write('x'.repeat(999) + '\\n'); process.stdout.write('end')");
    expect(cut).toBe(true);
    expect(output.length).toBe(10_000);
    expect(output.endsWith("x\nend")).toBe(true);
  });

  it("that is not there, or cannot be called so, is a result", async () => {
    expect(await runCommand({ program: "no-such-program-here", arguments: [], environment: process.env, timeoutSeconds: 5, signal: undefined, mostBytes: 1000 })).toMatchObject({ ended: "not-started", error: expect.stringContaining("ENOENT") });
    expect(await node("0", { arguments: ["a\0b"] })).toMatchObject({ ended: "not-started" });
    expect(await node("0", { arguments: ["-e", "0", "x".repeat(3_000_000)] })).toMatchObject({ ended: "not-started" });
  });

  it("that a signal ends has the exit code of a shell", async () => {
    expect(await node("process.kill(process.pid, 'SIGKILL')")).toMatchObject({ ended: "exited", exit: 137 });
  });

  it("ends in time, with all that it started", async () => {
    const script = "const { spawn } = require('node:child_process'); const c = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); console.log(c.pid); setInterval(() => {}, 1000)";
    const { ended, output } = await node(script, { timeoutSeconds: 1 });
    expect(ended).toBe("timed-out");
    await gone(Number(output));
  });

  it.runIf(process.platform === "linux")("ends what went into a session of its own, and what does not mind SIGTERM", async () => {
    const script = "const { spawn } = require('node:child_process'); const c = spawn(process.execPath, ['-e', 'process.on(\"SIGTERM\", () => {}); setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }); console.log(c.pid); setInterval(() => {}, 1000)";
    const { output } = await node(script, { timeoutSeconds: 1 });
    await gone(Number(output));
  });

  it("ends when it is cancelled, and does not begin afterwards", async () => {
    const controller = new AbortController();
    const running = node("process.on('SIGTERM', () => {}); console.log('begun'); setInterval(() => {}, 1000)", { signal: controller.signal, onLine: () => controller.abort() });
    expect(await running).toMatchObject({ ended: "cancelled", exit: undefined, output: "begun\n" });
    const folder = mkdtempSync(join(tmpdir(), "run-command-"));
    expect(await node(`require('node:fs').writeFileSync(${JSON.stringify(join(folder, "made"))}, '')`, { signal: controller.signal })).toMatchObject({ ended: "cancelled" });
    expect(existsSync(join(folder, "made"))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it("does not wait for what it leaves in the background", async () => {
    const script = "const c = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit', detached: true }); console.log(c.pid); c.unref(); process.exit(0)";
    const { ended, output } = await node(script);
    expect(ended).toBe("exited");
    process.kill(Number(output), "SIGKILL");
  });
});
