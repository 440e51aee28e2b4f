import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labEnvironment } from "./environment.mjs";

/** A lab beside the one that others use; it shares only the cache. */
const NUMBER = "9";
/** The first half of its addresses, for its bridge, and the second, for networks that are made in it. */
const NETWORK = /inet 172\.30\.(?:144|152)\./;

const inUse = labEnvironment();
const required = process.env["CI"] !== undefined && process.env["CI"] !== "";
const title = inUse === undefined && !required ? "the life of a lab (not tried: no lab is up, so nothing is cached)" : "the life of a lab";

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

function start(program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Outcome {
  const result = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, BULWARK_LAB_NUMBER: NUMBER, ...more } });
  return { status: result.status, output: result.stdout + result.stderr };
}

const lab = (...args: readonly string[]): Outcome => start(process.execPath, [join(import.meta.dirname, "lab.mjs"), ...args]);

/** What `env` prints, as a shell takes it. */
function environment(): Record<string, string> {
  const { status, output } = lab("env");
  expect(status, output).toBe(0);
  return Object.fromEntries([...output.matchAll(/(\w+)='([^']*)'/g)].map(([, name = "", value = ""]) => [name, value]));
}

/** The control group of the lab, as its processes say. */
let group: string | undefined;

/** Control groups, links, packet rules, mounts and processes of the lab. */
function traces(folder: string): readonly string[] {
  const places = ["/sys/fs/cgroup", ...readdirSync("/sys/fs/cgroup").map((name) => join("/sys/fs/cgroup", name))];
  const groups = places.map((place) => join(place, group ?? "unknown")).filter((path) => existsSync(path));
  const links = start("ip", ["-4", "-oneline", "address"]).output.split("\n").filter((line) => NETWORK.test(line));
  const rules = start("nft", ["list", "tables"]).output.split("\n").filter((line) => line.endsWith(`bulwark_lab_${NUMBER}`));
  const mounts = readFileSync("/proc/mounts", "utf8").split("\n").filter((line) => line.includes(folder));
  const processes = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(folder));
  return [...groups, ...links, ...rules, ...mounts, ...processes];
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

describe.skipIf(inUse === undefined && !required)(title, { timeout: 600_000 }, () => {
  const forwarding = readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8");

  beforeAll(() => {
    lab("down");
  });
  afterAll(() => {
    lab("down");
  });

  it("says what to do when it is not up", () => {
    expect(lab("env")).toEqual({ status: 1, output: "lab: the lab is not up; bring it up with: node e2e/lab/lab.mjs up\n" });
    expect(lab("sideways").status).toBe(2);
  });

  it("comes up, and once more does nothing", () => {
    expect(lab("up", "busybox").output).toMatch(/ up: .*docker\.sock\n$/);
    expect(lab("up", "busybox").output).toMatch(/^lab +\d+\.\d s {2}already up\n$/);
  });

  it("is repaired after the engine was killed under a running container", () => {
    const env = environment();
    expect(start("docker", ["run", "--detach", "busybox", "sleep", "1000"], env).status).toBe(0);
    const [pid] = readFileSync(join(env["DOCKER_CONFIG"] ?? "", "../engine.pid"), "utf8").split(" ");
    group = /bulwark-lab-\w+/.exec(readFileSync(`/proc/${pid}/cgroup`, "utf8"))?.[0];
    expect(group).toBeDefined();
    process.kill(Number(pid), "SIGKILL");
    expect(lab("up", "busybox").output).toMatch(/ up: .*docker\.sock\n$/);
    expect(start("docker", ["ps", "--all", "--quiet"], env)).toEqual({ status: 0, output: "" });
    expect(start("docker", ["run", "--rm", "--pull", "always", "--quiet", "busybox", "echo", "works"], env)).toEqual({ status: 0, output: "works\n" });
  });

  it("leaves nothing behind but its cache", () => {
    const env = environment();
    expect(start("docker", ["network", "create", "tried"], env).status).toBe(0);
    expect(start("docker", ["run", "--detach", "--network", "tried", "busybox", "sleep", "1000"], env).status).toBe(0);
    const folder = join(env["DOCKER_CONFIG"] ?? "", "..");
    expect(traces(folder)).not.toEqual([]);
    expect(lab("down").status).toBe(0);
    expect(existsSync(folder)).toBe(false);
    expect(traces(folder)).toEqual([]);
    expect(readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8")).toBe(forwarding);
  });
});
