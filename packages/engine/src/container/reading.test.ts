import { describe, expect, it } from "vitest";
import { checkedReference } from "./names.ts";
import { readChanges } from "./changes.ts";
import { HealthChecks } from "./podman/health-checks.ts";
import { readState } from "./state.ts";

describe("the state of a container", () => {
  const docker = {
    State: { Status: "running", Running: true, OOMKilled: false, Dead: false, Pid: 4711, ExitCode: 0, Error: "", Health: { Status: "unhealthy", FailingStreak: 3, Log: [{ ExitCode: 1, Output: "first" }, { ExitCode: -1, Output: "last" }] } },
    NetworkSettings: { Ports: { "8080/tcp": [{ HostIp: "0.0.0.0", HostPort: "32768" }, { HostIp: "::", HostPort: "32769" }], "53/udp": [{ HostIp: "127.0.0.1", HostPort: "32770" }], "9/tcp": null } },
  };

  it("is read from docker", () => {
    expect(readState(docker)).toEqual({
      status: "running",
      exitCode: 0,
      error: "",
      outOfMemory: false,
      pid: 4711,
      health: { status: "unhealthy", output: "last" },
      published: { "8080/tcp": { address: "127.0.0.1", port: 32768 }, "53/udp": { address: "127.0.0.1", port: 32770 } },
    });
  });

  it.each([
    ["podman without a health check", { State: { Status: "stopped", Pid: 0, ExitCode: 3, Health: { Status: "", Log: null } } }, { status: "exited", exitCode: 3, pid: undefined, health: undefined }],
    ["podman before 4", { State: { Status: "configured", Healthcheck: { Status: "starting", Log: null } } }, { status: "created", health: { status: "starting", output: "" } }],
    ["docker, refused", { State: { Status: "created", ExitCode: 127, Error: "exec: no" } }, { status: "created", exitCode: 127, error: "exec: no" }],
    ["docker, killed for its memory", { State: { Status: "exited", ExitCode: 137, OOMKilled: true } }, { status: "exited", outOfMemory: true }],
    ["IPv6 only", { State: {}, NetworkSettings: { Ports: { "80/tcp": [{ HostIp: "::", HostPort: "8" }] } } }, { published: { "80/tcp": { address: "::1", port: 8 } } }],
    ["paused", { State: { Status: "paused" } }, { status: "other" }],
    ["nothing that is known", { Else: [] }, { status: "other", exitCode: 0, published: {} }],
    ["nothing at all", undefined, { status: "other", pid: undefined }],
  ])("is read from what else engines say: %s", (_, inspected, state) => {
    expect(readState(inspected)).toMatchObject(state);
  });
});

describe("changes of a container", () => {
  it("are those of its program, without what the engine made", () => {
    const diff = "C /app\nA /app/cache\nC /etc\nA /etc/hosts\nC /dev\nA /dev/console\nA /run/.containerenv\nC /var\nA /var/lib/new\nA /var/lib/new/mounted\nC /tmp\nA /tmp/x\nD /srv/gone\nC /srv\n";
    expect(readChanges(diff, ["/app/cache", "/var/lib/new/mounted"])).toEqual([
      { kind: "changed", path: "/tmp" },
      { kind: "added", path: "/tmp/x" },
      { kind: "deleted", path: "/srv/gone" },
      { kind: "changed", path: "/srv" },
    ]);
  });

  it("keep a folder of the engine's in which the program changed something too", () => {
    expect(readChanges("C /etc\nA /etc/hostname\nA /etc/app.conf\n", [])).toEqual([
      { kind: "changed", path: "/etc" },
      { kind: "added", path: "/etc/app.conf" },
    ]);
    expect(readChanges("C /data\n", ["/data2"])).toEqual([{ kind: "changed", path: "/data" }]);
  });

  it.each(["/sbin/docker-init", "/usr/sbin/docker-init", "/run/podman-init"])("are without the init process that the engine mounts: %s", (init) => {
    const folder = init.slice(0, init.lastIndexOf("/"));
    expect(readChanges(`C ${folder}\nA ${init}\nA /data\n`, [])).toEqual([{ kind: "added", path: "/data" }]);
    expect(readChanges(`A ${folder}\nA ${init}\n`, [])).toEqual([]);
    expect(readChanges(`C ${folder}\nA ${init}\nA ${folder}/own\n`, [])).toEqual([{ kind: "changed", path: folder }, { kind: "added", path: `${folder}/own` }]);
  });

  it("may have names with line breaks, and be none", () => {
    expect(readChanges("A /a\nb\nC /c\n", [])).toEqual([{ kind: "added", path: "/a\nb" }, { kind: "changed", path: "/c" }]);
    expect(readChanges("", [])).toEqual([]);
    expect(readChanges("\n\nsomething else\n", [])).toEqual([]);
  });

  it("are read in linear time", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `A /data/${index % 100}/${index}`).join("\n");
    expect(readChanges(many, ["/other"])).toHaveLength(100_000);
  });
});

describe("names for a command", () => {
  it.each(["a", "bulwark-x:original", "localhost:5000/a/b@sha256:0", "0123456789ab", "gcr.io/distroless/static-debian13:nonroot"])("are taken: %s", (name) => {
    expect(checkedReference(name)).toBe(name);
  });
  it.each(["", "-v", "--privileged", "a b", "a\nb", "/etc", "a;b", "a$(b)", ".a", "x".repeat(513)])("are refused: %j", (name) => {
    expect(() => checkedReference(name)).toThrow("is not a name");
  });
});

describe("health checks that nobody runs", () => {
  const inspected = (log: readonly string[], more: object = {}): unknown => ({ Config: { Healthcheck: { Test: ["CMD", "x"], Interval: 5_000_000_000, ...more } }, State: { Status: "running", Health: { Status: "starting", Log: log.map((Start) => ({ Start })) } } });

  it("are due at once, then once an interval", () => {
    const checks = new HealthChecks();
    expect(checks.isDue("c", inspected([]), 0)).toBe(true);
    expect(checks.isDue("c", inspected(["1"]), 100)).toBe(false);
    expect(checks.isDue("c", inspected(["1"]), 5000)).toBe(false);
    expect(checks.isDue("c", inspected(["1"]), 5100)).toBe(true);
    expect(checks.isDue("c", inspected(["1", "2"]), 5200)).toBe(false);
    expect(checks.isDue("c", inspected(["1", "2"]), 10_200)).toBe(true);
  });

  it("are not run where timers run them, where there are none, or more often than was asked", () => {
    const checks = new HealthChecks();
    expect(checks.isDue("timers", inspected(["1"]), 0)).toBe(false);
    expect(checks.isDue("timers", inspected(["1", "2"]), 6000)).toBe(false);
    expect(checks.isDue("none", { Config: {}, State: { Status: "running" } }, 0)).toBe(false);
    expect(checks.isDue("off", inspected([], { Test: ["NONE"] }), 0)).toBe(false);
    checks.every("often", 1);
    expect(checks.isDue("often", inspected([]), 0)).toBe(true);
    expect(checks.isDue("often", inspected(["1"]), 100)).toBe(false);
    expect(checks.isDue("often", inspected(["1"]), 1100)).toBe(true);
  });
});
