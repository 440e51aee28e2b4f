import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { contents, project } from "../../packages/cli/src/testing/project.ts";
import { bulwark, program } from "../../packages/cli/src/testing/run.ts";
import { describeWithEngine, environment } from "../engine/lab-engine.ts";
import { DOCKERFILE, guestBook, replaced, withHabit, type Project } from "./projects.ts";
import { engineEnvironment, PATIENCE } from "./prove.ts";
import { tracesOf } from "./traces.ts";

const caches: string[] = [];
afterAll(() => {
  for (const folder of caches) rmSync(folder, { recursive: true, force: true });
});

/** What it does just now, as it can be seen from outside. */
interface Moment {
  readonly files: Project;
  readonly isNow: (traces: readonly string[]) => boolean;
}

const isRunning = (traces: readonly string[]): boolean => traces.some((trace) => trace.startsWith("container ") && trace.endsWith("-original"));

const MOMENTS = {
  "while it builds": {
    files: guestBook({ Dockerfile: replaced(DOCKERFILE, "COPY cmd", "RUN echo now it is slow && sleep 300\nCOPY cmd") }),
    isNow: (traces) => traces.some((trace) => trace.includes(" build ")),
  },
  "while it waits for a container to start": { files: withHabit("slow-start"), isNow: isRunning },
  "while it waits for an answer": {
    files: withHabit("slow-answer", { "bulwark.yaml": "prove:\n  probes:\n    - http: GET /slow\n" }),
    isNow: (traces) => isRunning(traces) && logOf(traces).includes("asked for what is slow"),
  },
  "while it lifts constraints": { files: withHabit("hidden-folder"), isNow: (traces) => traces.some((trace) => trace.startsWith("container ") && trace.includes("-relaxed-")) },
  "while it looks into an image": {
    files: withHabit("slow-start", { Dockerfile: "FROM golang:1.26\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.cache/go-build go build -o main ./cmd/api\nCMD [\"./main\"]\n" }),
    isNow: (traces) => traces.some((trace) => trace.includes(" save ")),
  },
} as const satisfies Readonly<Record<string, Moment>>;

function logOf(traces: readonly string[]): string {
  const name = traces.find((trace) => trace.startsWith("container ") && trace.endsWith("-original")) ?? "";
  const { stdout, stderr } = spawnSync("docker", ["logs", name.slice("container ".length)], { env: environment, encoding: "utf8" });
  return stdout + stderr;
}

/** A proof that has come to this moment, and what it says until it ends. */
async function begin({ files, isNow }: Moment): Promise<{ readonly folder: string; readonly pid: number; end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> }> {
  const folder = project(files);
  const cache = mkdtempSync(join(tmpdir(), "prove-test-"));
  caches.push(cache);
  const child = spawn(process.execPath, [program(), "prove", "--base", "distroless"], { cwd: folder, env: { HOME: join(folder, "no-home"), ...engineEnvironment(), XDG_CACHE_HOME: cache }, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const pid = child.pid ?? 0;
  while (!isNow(tracesOf(pid))) {
    if (child.exitCode !== null) throw new Error(`it ended before: ${said.stdout}${said.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    folder,
    pid,
    end: async (signal) => {
      child.kill(signal);
      return { code: await ended, ...said };
    },
  };
}

describeWithEngine("a proof that is interrupted", () => {
  it.for(Object.entries(MOMENTS))("%s leaves nothing behind", { timeout: PATIENCE }, async ([, moment]) => {
    const { folder, pid, end } = await begin(moment);
    const before = contents(folder);
    const { code, stdout, stderr } = await end("SIGINT");
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toContain("bulwark: Stopping, and removing what was made; once more to stop at once.\n");
    expect(stderr).not.toMatch(/Left behind|error|at .*\.c?js/);
    expect(tracesOf(pid)).toEqual([]);
    expect(contents(folder)).toEqual(before);
  });

  it("by SIGTERM leaves nothing behind either", { timeout: PATIENCE }, async () => {
    const { pid, end } = await begin(MOMENTS["while it waits for a container to start"]);
    expect(await end("SIGTERM")).toMatchObject({ code: 143, stdout: "" });
    expect(tracesOf(pid)).toEqual([]);
  });

  it.for(["while it builds", "while it lifts constraints"] as const)("by SIGKILL %s leaves what the next start removes", { timeout: PATIENCE }, async (name) => {
    const { pid, end } = await begin(MOMENTS[name]);
    expect(await end("SIGKILL")).toMatchObject({ code: null });
    expect(tracesOf(pid)).not.toEqual([]);
    const folder = project(guestBook({ Dockerfile: "FROM scratch\nCOPY nothing /\nCMD [\"/main\"]\n" }));
    await bulwark(["prove"], { cwd: folder, env: engineEnvironment(), timeout: PATIENCE });
    expect(tracesOf(pid)).toEqual([]);
  });
});
