import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose.ts";
import { ALONE, by, check, subjects } from "../../../testing/diagnosis/cases.ts";
import { different, exited, http, image, ORIGINAL, relaxed, running, SETTINGS, situation } from "../../../testing/diagnosis/situations.ts";

describe("a path that cannot be written", () => {
  check({
    "is named with its folder, and data becomes a volume": {
      input: situation({ trial: exited(1, "2026/11/24 14:31:06 open /data/x: read-only file system\n"), relaxed: relaxed(by("read-only-root"), ALONE, ["/data", "/data/x"]) }),
      kind: "path-not-writable",
      subject: "/data",
      says: ["`/data` is read-only: the program writes `/data/x` at start; make it a volume"],
      constraint: "read-only-root",
      remedy: { kind: "volume", path: "/data" },
    },
    "is known from the words alone before anything was lifted": {
      input: situation({ trial: exited(1, "panic: open store/x.db: read-only file system\n"), after: { config: { workdir: "/srv/shop" } } }),
      kind: "path-not-writable",
      subject: "/srv/shop",
      says: ["`/srv/shop` is read-only", "`/srv/shop/store/x.db`"],
      constraint: "read-only-root",
    },
    "is known from the changed files alone when the log says nothing": {
      input: situation({ trial: exited(3, ""), relaxed: relaxed(by("read-only-root"), ALONE, ["/var/lib/shop", "/var/lib/shop/a.db"]) }),
      kind: "path-not-writable",
      subject: "/var/lib/shop",
      says: ["`/var/lib/shop/a.db`", "make it a volume that belongs to 65532:65532"],
      remedy: { kind: "volume", path: "/var/lib/shop" },
    },
    "is a tmpfs where nothing must last": {
      input: situation({ trial: exited(1, 'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)\n') }),
      kind: "path-not-writable",
      subject: "/var/cache/nginx",
      says: ["make it a tmpfs"],
      remedy: { kind: "tmpfs", path: "/var/cache/nginx" },
    },
    "is seen through links: /var/run is /run": {
      input: situation({ trial: exited(1, "cannot create /var/run/shop.pid: Read-only file system\n"), after: { files: { "/run/": "0:0 755", "/var/run": "-> /run" } } }),
      kind: "path-not-writable",
      subject: "/run",
      says: ["`/run/shop.pid`"],
      remedy: { kind: "tmpfs", path: "/run" },
    },
    "is a cache in the home folder": {
      input: situation({ trial: exited(1, "mkdir /.cache: read-only file system\nOSError: [Errno 30] Read-only file system: '/.cache/pip'\n") }),
      kind: "path-not-writable",
      subject: "/.cache",
      says: ["make it a tmpfs"],
    },
    "is the folder below the program, not the one that holds it": {
      input: situation({ trial: exited(1, "open /app/uploads/a.png: read-only file system\n") }),
      kind: "path-not-writable",
      subject: "/app/uploads",
      says: ["make it a volume"],
      remedy: { kind: "volume", path: "/app/uploads" },
    },
    "cannot become a mount where the program itself lies": {
      input: situation({ trial: exited(1, "open shop.db: read-only file system\n") }),
      kind: "path-not-writable",
      subject: "/app",
      says: ["`/app` is read-only and holds the program itself, so it cannot become a volume", "`/app/shop.db`", "keep the root file system writable"],
      remedy: { kind: "writable-root" },
    },
    "cannot become a mount where the system lies": {
      input: situation({ trial: exited(1, "open /etc/shop.conf: read-only file system\n") }),
      kind: "path-not-writable",
      subject: "/etc",
      says: ["belongs to the system"],
      remedy: { kind: "writable-root" },
    },
    "is told from one that belongs to root": {
      input: situation({
        trial: exited(1, "open /data/x: permission denied\n", { ...SETTINGS, readOnlyRoot: false }),
        after: { files: { "/data/": "0:0 755" } },
        relaxed: relaxed(by("user"), ALONE),
      }),
      kind: "path-not-writable",
      subject: "/data",
      says: ["`/data` belongs to root, and uid 65532 may not write there", "make it a volume that belongs to 65532:65532"],
      constraint: "user",
      remedy: { kind: "volume", path: "/data" },
    },
    "is a volume that belongs to root": {
      input: situation({
        trial: exited(1, "open /data/x: permission denied\n", { ...SETTINGS, volumes: [{ name: "shop-data", path: "/data" }] }),
        after: { files: { "/data/": "0:0 755" } },
        relaxed: relaxed(by("user"), ALONE),
      }),
      kind: "path-not-writable",
      subject: "/data",
      says: ["the volume `/data` belongs to root", "give the folder to 65532:65532 in the image"],
    },
    "is nowhere to be seen, and only a writable root helps": {
      input: situation({ trial: exited(1, "cannot start\n"), relaxed: relaxed(by("read-only-root"), ALONE) }),
      kind: "path-not-writable",
      says: ["it works only with a writable root file system", "could not be seen"],
      remedy: { kind: "writable-root" },
    },
    "is a tmpfs that is full": {
      input: situation({ trial: exited(1, "cp: error writing '/tmp/big': No space left on device\n") }),
      kind: "path-not-writable",
      subject: "/tmp",
      says: ["`/tmp` is full", "64m", "make it larger"],
      remedy: undefined,
    },
    "is behind an answer": {
      input: situation({
        trial: running(),
        comparisons: [different("POST /notes", http(201, "ok"), http(500, '{"error":"open /data/notes.json: read-only file system"}'))],
      }),
      kind: "path-not-writable",
      subject: "/data",
      says: ["`/data` is read-only: the program writes `/data/notes.json`; make it a volume"],
    },
  });

  it("is one cause for what lies in one folder, and another for another", () => {
    const log = "open /data/a/1: read-only file system\nopen /data/b/2: read-only file system\nopen /var/log/shop.log: read-only file system\n";
    expect(subjects(situation({ trial: exited(1, log) }))).toEqual([
      ["path-not-writable", "/var/log", "tmpfs"],
      ["path-not-writable", "/data", "volume"],
    ]);
  });

  it("leaves out what Python does not need, and what is mounted already", () => {
    const tried = relaxed(by("read-only-root"), ALONE, ["/app/__pycache__", "/app/__pycache__/main.cpython-313.pyc", "/tmp/x", "/data", "/data/x"]);
    expect(subjects(situation({ trial: exited(1, ""), relaxed: tried }))).toEqual([["path-not-writable", "/data", "volume"]]);
  });

  it("is a folder that the program makes, whatever it then writes into it", () => {
    const log = "2026/11/24 15:28:15 mkdir /data: read-only file system\n";
    expect(subjects(situation({ trial: exited(1, log) }))).toEqual([["path-not-writable", "/data", "volume"]]);
    const [cause, ...others] = diagnose(situation({ trial: exited(1, log), relaxed: relaxed(by("read-only-root"), ALONE, ["/data", "/data/x"]) }));
    expect(cause?.message).toBe("`/data` is read-only: the program writes `/data/x` at start; make it a volume that belongs to 65532:65532");
    expect(others).toEqual([]);
    // Java names the folder, and not that it is one; what the original changes tells.
    const original = { trial: { ...ORIGINAL, changes: { known: true, evidence: [], value: [{ path: "/data", kind: "added" }, { path: "/data/x", kind: "added" }] } } as const, image: image() };
    expect(subjects(situation({ trial: exited(1, "java.nio.file.FileSystemException: /data: Read-only file system\n"), original }))).toEqual([["path-not-writable", "/data", "volume"]]);
  });

  it("is a folder in which something was made and removed again", () => {
    const tried = relaxed(by("read-only-root"), ALONE).map((trial) => ({ ...trial, trial: running({ settings: trial.trial.settings, changes: { known: true, evidence: [], value: trial.trial.settings.readOnlyRoot ? [] : [{ path: "/data", kind: "changed" }] } }) }));
    const [cause] = diagnose(situation({ trial: exited(1, ""), after: { files: { "/data/": "65532:65532 755" } }, relaxed: tried }));
    expect(cause).toMatchObject({ subject: "/data", message: "`/data` is read-only: the program writes into it at start; make it a volume" });
  });
});
