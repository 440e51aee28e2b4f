import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cause, CauseKind, Remedy } from "../cause.ts";
import { CONSTRAINTS, type Constraint } from "../constraint.ts";
import { diagnose } from "./diagnose.ts";
import type { DiagnosisInput } from "./input.ts";
import { different, exited, http, image, ORIGINAL, refused, relaxed, running, SETTINGS, situation } from "../../testing/diagnosis/situations.ts";

interface Case {
  readonly input: DiagnosisInput;
  readonly kind: CauseKind;
  readonly subject?: string;
  readonly says: readonly string[];
  readonly constraint?: Constraint;
  readonly remedy?: Remedy | undefined;
}

const ALONE: readonly (readonly Constraint[])[] = [CONSTRAINTS, ...CONSTRAINTS.map((constraint) => [constraint])];
const by = (...needed: readonly Constraint[]) => (lifted: readonly Constraint[]) => needed.every((constraint) => lifted.includes(constraint));

function check(cases: Readonly<Record<string, Case>>): void {
  it.each(Object.entries(cases))("%s", (_, { input, kind, subject, says, constraint, ...expected }) => {
    const [cause] = diagnose(input);
    expect(cause).toMatchObject({ kind, ...(subject === undefined ? {} : { subject }), ...(constraint === undefined ? {} : { constraint }) });
    for (const part of says) expect(cause?.message).toContain(part);
    if ("remedy" in expected) expect(cause?.remedy).toEqual(expected.remedy);
    expect(cause?.evidence.length).toBeGreaterThan(0);
  });
}

function subjects(input: DiagnosisInput): readonly (readonly [CauseKind, string | undefined, Remedy["kind"] | undefined])[] {
  return diagnose(input).map((cause) => [cause.kind, cause.subject, cause.remedy?.kind] as const);
}

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

describe("a path that cannot be read, or run", () => {
  check({
    "belongs to root": {
      input: situation({ trial: exited(1, "open /app/key.pem: permission denied\n"), after: { files: { "/app/key.pem": "0:0 600" } } }),
      kind: "path-not-readable",
      subject: "/app/key.pem",
      says: ["can be read only by root, and the program runs as uid 65532", "--chown=65532:65532"],
      constraint: "user",
    },
    "lies behind a folder of root": {
      input: situation({ trial: exited(1, "open /root/.config/x: permission denied\n"), after: { files: { "/root/": "0:0 700", "/root/.config/x": "0:0 644" } } }),
      kind: "path-not-readable",
      says: ["lies in `/root`, which only root may enter"],
    },
    "lies in a tmpfs that runs nothing": {
      input: situation({ trial: exited(126, "sh: 1: /tmp/t: Permission denied\n"), relaxed: relaxed(by("tmpfs-noexec"), ALONE) }),
      kind: "not-executable",
      subject: "/tmp",
      says: ["`/tmp` runs no programs (noexec)", "`/tmp/t`"],
      constraint: "tmpfs-noexec",
      remedy: { kind: "executable-tmpfs", path: "/tmp" },
    },
    "is a library in a tmpfs that runs nothing": {
      input: situation({ trial: exited(1, "java.lang.UnsatisfiedLinkError: /tmp/jna1.so: /tmp/jna1.so: failed to map segment from shared object\n") }),
      kind: "not-executable",
      subject: "/tmp",
      says: ["`/tmp/jna1.so`"],
    },
    "has no permission to be executed": {
      input: situation({ trial: refused('exec: "/app/server": permission denied: unknown'), before: { files: { "/app/server": "0:0 755" } }, after: { files: { "/app/server": "0:0 644" } } }),
      kind: "not-executable",
      subject: "/app/server",
      says: ["mode 0644 (0755 in the original)", "COPY --chmod=755"],
    },
    "may be run only by root": {
      input: situation({ trial: refused('exec: "/app/server": permission denied: unknown'), after: { files: { "/app/server": "0:0 700" } } }),
      kind: "not-executable",
      says: ["may be run only by root", "runs as uid 65532"],
    },
  });
});

const GLIBC = { format: "elf", architecture: "amd64", interpreter: "/lib64/ld-linux-x86-64.so.2", needed: ["libz.so.1", "libc.so.6"] } as const;

describe("a program that cannot be started", () => {
  check({
    "is a shell, since the start is in shell form": {
      input: situation({ trial: refused('exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown'), after: { config: { entrypoint: ["/bin/sh", "-c", "/app/server"] } }, before: { files: { "/bin/sh": "0:0 755" } } }),
      kind: "shell-missing",
      subject: "/bin/sh",
      says: ["there is no shell", "exec form"],
      remedy: { kind: "other-base", instead: "alpine" },
    },
    "is a script whose shell is not there": {
      input: situation({ trial: exited(1, "exec /s.sh: no such file or directory\n"), after: { files: { "/s.sh": "0:0 755" }, config: { entrypoint: ["/s.sh"] }, programs: { "/s.sh": { format: "script", interpreter: "/bin/sh" } } } }),
      kind: "shell-missing",
      subject: "/bin/sh",
      says: ["`/s.sh` is a script for `/bin/sh`"],
    },
    "is a script for another interpreter, by env": {
      input: situation({
        trial: exited(127, "/usr/bin/env: 'python3': No such file or directory\n"),
        after: { files: { "/run.py": "0:0 755", "/usr/bin/env": "0:0 755" }, config: { entrypoint: ["/run.py"] }, programs: { "/run.py": { format: "script", interpreter: "/usr/bin/env", argument: "python3" } } },
      }),
      kind: "interpreter-missing",
      subject: "python3",
      says: ["`/run.py` is a script for `python3`"],
      remedy: { kind: "other-base", instead: "hardened" },
    },
    "is a script written on Windows": {
      input: situation({ trial: exited(1, "exec /s.sh: no such file or directory\n"), after: { files: { "/s.sh": "0:0 755", "/bin/sh": "0:0 755" }, config: { entrypoint: ["/s.sh"] }, programs: { "/s.sh": { format: "script", interpreter: "/bin/sh\r" } } } }),
      kind: "interpreter-missing",
      subject: "/s.sh",
      says: ["CR LF"],
    },
    "is linked dynamically, in an image without a loader": {
      input: situation({ trial: exited(1, "exec /app/server: no such file or directory\n"), after: { programs: { "/app/server": GLIBC } } }),
      kind: "interpreter-missing",
      subject: "/lib64/ld-linux-x86-64.so.2",
      says: ["`/app/server` is linked dynamically", "of glibc", "CGO_ENABLED=0"],
      remedy: { kind: "other-base", instead: "hardened" },
    },
    "is linked against musl": {
      input: situation({ trial: exited(1, ""), after: { programs: { "/app/server": { ...GLIBC, interpreter: "/lib/ld-musl-x86_64.so.1" } } } }),
      kind: "interpreter-missing",
      says: ["of musl"],
      remedy: { kind: "other-base", instead: "alpine" },
    },
    "needs a library of the distribution": {
      input: situation({
        trial: exited(127, "/app/server: error while loading shared libraries: libz.so.1: cannot open shared object file: No such file or directory\n"),
        before: { files: { "/usr/lib/x86_64-linux-gnu/libz.so.1": "0:0 644" } },
        after: { files: { "/lib64/ld-linux-x86-64.so.2": "0:0 755", "/lib/libc.so.6": "0:0 755" }, programs: { "/app/server": GLIBC } },
      }),
      kind: "library-missing",
      subject: "libz.so.1",
      says: ["`libz.so.1`", "the original has `/usr/lib/x86_64-linux-gnu/libz.so.1`"],
      remedy: { kind: "other-base", instead: "hardened" },
    },
    "needs a library of its own": {
      input: situation({ trial: exited(127, "error while loading shared libraries: libshop.so: cannot open shared object file: No such file or directory\n"), before: { files: { "/app/lib/libshop.so": "0:0 644" } } }),
      kind: "library-missing",
      subject: "libshop.so",
      says: ["; copy it"],
      remedy: { kind: "file", path: "/app/lib/libshop.so" },
    },
    "needs a newer C library": {
      input: situation({ trial: exited(1, "/app/server: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app/server)\n") }),
      kind: "library-missing",
      subject: "GLIBC_2.38",
      says: ["older than the one with which the program was built"],
    },
    "is built for another processor": {
      input: situation({ trial: exited(1, "exec /app/server: exec format error\n"), after: { programs: { "/app/server": { format: "elf", architecture: "arm64", interpreter: undefined, needed: [] } } } }),
      kind: "architecture",
      subject: "/app/server",
      says: ["built for arm64", "for amd64"],
    },
    "is neither a program nor a script": {
      input: situation({ trial: exited(1, "exec /app/server: exec format error\n"), after: { programs: { "/app/server": { format: "other" } } } }),
      kind: "not-executable",
      says: ["neither a program nor a script"],
    },
    "was not copied": {
      input: situation({ trial: refused('exec: "/app/worker": stat /app/worker: no such file or directory'), before: { files: { "/app/worker": "0:0 755" } }, after: { config: { entrypoint: ["/app/worker"] } } }),
      kind: "program-missing",
      subject: "/app/worker",
      says: ["is not in the image", "; copy it"],
      remedy: { kind: "file", path: "/app/worker" },
    },
    "is one that the program starts": {
      input: situation({ trial: exited(1, 'exec: "git": executable file not found in $PATH\n'), before: { files: { "/usr/bin/git": "0:0 755" } } }),
      kind: "program-missing",
      subject: "git",
      says: ["`git` is not in the image, and the program starts it", "the original has `/usr/bin/git`"],
      remedy: { kind: "other-base", instead: "hardened" },
    },
    "is one of which a runtime says what it says of files": {
      input: situation({ trial: exited(1, "FileNotFoundError: [Errno 2] No such file or directory: 'ffmpeg'\n"), before: { files: { "/usr/bin/ffmpeg": "0:0 755" } } }),
      kind: "program-missing",
      subject: "ffmpeg",
      says: ["the program starts it"],
    },
  });
});

describe("a file that is not there", () => {
  check({
    "was not copied, and its folder neither": {
      input: situation({ trial: exited(1, "panic: open templates/index.html: no such file or directory\n"), before: { files: { "/app/templates/index.html": "0:0 644" } } }),
      kind: "file-missing",
      subject: "/app/templates",
      says: ["`/app/templates` with `/app/templates/index.html` in it", "copy the folder"],
      remedy: { kind: "file", path: "/app/templates" },
    },
    "is named by a pattern": {
      input: situation({ trial: exited(1, "panic: html/template: pattern matches no files: `templates/*.html`\n"), before: { files: { "/app/templates/index.html": "0:0 644" } } }),
      kind: "file-missing",
      subject: "/app/templates",
      says: ["copy the folder"],
    },
    "is one that it makes, in a folder that only the original has": {
      input: situation({ trial: exited(1, "2026/11/24 15:22:33 open /data/x: no such file or directory\n"), before: { files: { "/data/": "0:0 755" } }, relaxed: relaxed(() => false, ALONE) }),
      kind: "file-missing",
      subject: "/data",
      says: ["`/data` is not in the hardened image: the program writes `/data/x`", "make it a volume that belongs to 65532:65532"],
      remedy: { kind: "volume", path: "/data" },
    },
    "lies in another working directory": {
      input: situation({ trial: exited(1, "open config.yml: no such file or directory\n"), before: { files: { "/app/config.yml": "0:0 644" } }, after: { files: { "/app/config.yml": "0:0 644" }, config: { workdir: "/" } } }),
      kind: "file-missing",
      subject: "/app/config.yml",
      says: ["starts in `/` instead of `/app`", "set WORKDIR /app"],
    },
    "is a package of Node": {
      input: situation({ trial: exited(1, "Error: Cannot find module 'express'\n"), before: { files: { "/app/node_modules/express/index.js": "0:0 644", "/app/node_modules/express/": "0:0 755" } } }),
      kind: "file-missing",
      subject: "/app/node_modules",
      says: ["`/app/node_modules/express`"],
    },
    "is guessed, and called a guess, when nothing says what": {
      input: situation({ trial: exited(2, "cannot start\n"), before: { files: { "/app/main.go": "0:0 644", "/app/go.sum": "0:0 644", "/app/static/logo.svg": "0:0 644" } } }),
      kind: "file-missing",
      subject: "/app/static",
      says: ["a guess: `/app/static`"],
      remedy: { kind: "file", path: "/app/static" },
    },
  });

  it("is nothing to speak of when the original lacks it too", () => {
    expect(subjects(situation({ trial: exited(1, "open .env: no such file or directory\nboom\n") }))).toEqual([["unknown", undefined, undefined]]);
  });
});

const BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
const UNTRUSTED = different("GET /", http(200, "ok"), http(502, 'Get "https://api": tls: failed to verify certificate: x509: certificate signed by unknown authority'));

describe("data of the system that is not there", () => {
  check({
    "certificates of authorities": {
      input: situation({ trial: running(), comparisons: [UNTRUSTED], before: { files: { [BUNDLE]: "0:0 644 200000" } } }),
      kind: "certificates-missing",
      says: ["the image has no certificates of authorities"],
      remedy: { kind: "ca-certificates" },
    },
    "an authority of one's own": {
      input: situation({ trial: running(), comparisons: [UNTRUSTED], before: { files: { [BUNDLE]: "0:0 644 200900" } }, after: { files: { [BUNDLE]: "0:0 644 200000" } } }),
      kind: "certificates-missing",
      says: ["an authority was added to the original"],
      remedy: { kind: "file", path: BUNDLE },
    },
    "time zones": {
      input: situation({ trial: exited(1, "unknown time zone Europe/Berlin\n"), before: { files: { "/usr/share/zoneinfo/Europe/Berlin": "0:0 644" } } }),
      kind: "time-zones-missing",
      subject: "Europe/Berlin",
      says: ["the image has no time zones"],
      remedy: { kind: "time-zones" },
    },
    "time zones, of which C programs say nothing": {
      input: situation({ trial: running(), comparisons: [different("GET /now", http(200, "15:00"), http(200, "14:00"))], before: { files: { "/usr/share/zoneinfo/Europe/Berlin": "0:0 644" } }, after: { config: { environment: { TZ: "Europe/Berlin" } } } }),
      kind: "time-zones-missing",
      subject: "Europe/Berlin",
      says: ["TZ is `Europe/Berlin`", "times of UTC"],
    },
    "the account that USER names": {
      input: situation({ trial: refused("unable to find user app: no matching entries in passwd file"), after: { config: { user: "app" } } }),
      kind: "account-missing",
      subject: "app",
      says: ["`app` is no account of the image", "write its number instead"],
    },
    "the account of the process": {
      input: situation({ trial: exited(1, "KeyError: 'getpwuid(): uid not found: 65532'\n") }),
      kind: "account-missing",
      subject: "65532",
      says: ["uid 65532 has no entry in /etc/passwd"],
    },
    "an account that the program looks up": {
      input: situation({ trial: exited(1, "chown: invalid user: 'shop'\n"), before: { texts: { "/etc/passwd": "root:x:0:0::/root:/bin/sh\nshop:x:1000:1000::/:/bin/sh" } }, after: { texts: { "/etc/passwd": "root:x:0:0::/root:/bin/sh" } } }),
      kind: "account-missing",
      subject: "shop",
      says: ["`shop` is no account of the image"],
    },
  });

  it("is not certificates when both images trust the same", () => {
    const files = { [BUNDLE]: "0:0 644 200000" };
    expect(subjects(situation({ trial: running(), comparisons: [UNTRUSTED], before: { files }, after: { files } }))).toEqual([["answer-differs", "GET /", undefined]]);
  });

  it("is no account of the system when users of the application are meant", () => {
    const passwd = { "/etc/passwd": "root:x:0:0::/root:/bin/sh" };
    expect(subjects(situation({ trial: exited(1, "unknown user bob\n"), before: { texts: passwd }, after: { texts: passwd } }))).toEqual([["unknown", undefined, undefined]]);
  });
});

describe("a privilege that is missing", () => {
  const root: typeof SETTINGS = { ...SETTINGS, user: "0:0" };
  const asRoot = (log: string) => ({ ...exited(1, log, root), process: { known: true, evidence: [], value: { uid: 0, gid: 0, capabilities: [], noNewPrivileges: true, seccomp: "filter", readOnlyRoot: true } } as const });
  check({
    "opens port 80": {
      input: situation({ trial: exited(1, "2026/11/24 14:32:15 listen tcp :80: bind: permission denied\n"), relaxed: relaxed(by("privileged-ports"), ALONE) }),
      kind: "port-privileged",
      subject: "80",
      says: ["port 80 cannot be opened as uid 65532", "ip_unprivileged_port_start=0"],
      constraint: "privileged-ports",
      remedy: { kind: "privileged-ports" },
    },
    "opens a port that the words do not name": {
      input: situation({ trial: exited(1, "java.net.BindException: Permission denied\n"), original: { trial: { ...ORIGINAL, listening: { known: true, evidence: [], value: [{ port: 443, protocol: "tcp" }] } }, image: image() } }),
      kind: "port-privileged",
      subject: "443",
      says: ["port 443"],
    },
    "opens a port, and says nothing": {
      input: situation({ trial: exited(1, ""), relaxed: relaxed(by("privileged-ports"), ALONE) }),
      kind: "port-privileged",
      says: ["a port below 1024"],
      remedy: { kind: "privileged-ports" },
    },
    "gives files to others, as root": {
      input: situation({ trial: asRoot("chown: changing ownership of '/data': Operation not permitted\n") }),
      kind: "capability-missing",
      subject: "CHOWN",
      says: ["the capability CHOWN to give files to other accounts", "--cap-add CHOWN"],
      constraint: "capabilities",
      remedy: { kind: "capability", name: "CHOWN" },
    },
    "is of no use to another account": {
      input: situation({ trial: exited(1, "chown: changing ownership of '/data': Operation not permitted\n"), relaxed: relaxed(by("user", "capabilities"), [...ALONE, ["user", "capabilities"]]) }),
      kind: "capability-missing",
      subject: "CHOWN",
      says: ["as uid 65532 adding it changes nothing"],
      remedy: undefined,
    },
    "reads what belongs to others, as root": {
      input: situation({ trial: asRoot("open /data/x: permission denied\n"), after: { files: { "/data/x": "999:999 600", "/data/": "999:999 700" } } }),
      kind: "capability-missing",
      subject: "DAC_OVERRIDE",
      says: ["belongs to others"],
      remedy: { kind: "capability", name: "DAC_OVERRIDE" },
    },
    "is one that nobody names": {
      input: situation({ trial: exited(1, "Operation not permitted\n"), relaxed: relaxed(by("capabilities"), ALONE) }),
      kind: "capability-missing",
      says: ["nothing says"],
      remedy: undefined,
    },
    "is gained by sudo": {
      input: situation({ trial: exited(1, 'sudo: The "no new privileges" flag is set, which prevents sudo from running as root.\n'), relaxed: relaxed(by("no-new-privileges"), ALONE) }),
      kind: "privilege-gain-refused",
      subject: "sudo",
      says: ["no-new-privileges refuses that"],
      constraint: "no-new-privileges",
    },
    "is gained by a program with the setuid bit, which says nothing": {
      input: situation({ trial: exited(1, ""), after: { files: { "/app/helper": "0:0 4755" } }, relaxed: relaxed(by("no-new-privileges"), ALONE) }),
      kind: "privilege-gain-refused",
      subject: "/app/helper",
      says: ["`/app/helper`"],
    },
  });

  it("is two capabilities to become another account", () => {
    expect(subjects(situation({ trial: asRoot('error: failed switching to "nobody": operation not permitted\n') }))).toEqual([
      ["capability-missing", "SETGID", "capability"],
      ["capability-missing", "SETUID", "capability"],
    ]);
  });

  it("is one that a file carries", () => {
    const after = image({ files: { "/app/server": "0:0 755" }, config: { user: "65532:65532" } });
    const file = after.files.get("/app/server");
    // cap_net_raw=ep, as setcap writes it.
    const capabilities = Uint8Array.from([1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const files = new Map([...after.files, ...(file === undefined ? [] : [["/app/server", { ...file, capabilities }] as const])]);
    const trial = exited(1, "exec /app/server: operation not permitted\n");
    expect(subjects(situation({ trial, hardened: { trial, image: { ...after, files } } }))).toEqual([["capability-missing", "NET_RAW", "capability"]]);
  });
});

describe("a limit that is too low", () => {
  const oom = { ...exited(137, ""), start: { outcome: "exited", error: "", exitCode: 137, outOfMemory: true, readyMilliseconds: undefined } } as const;
  check({
    "of memory": { input: situation({ trial: oom }), kind: "out-of-memory", subject: "256 MB", says: ["256 MB of memory are not enough"], constraint: "memory", remedy: { kind: "memory", megabytes: 512 } },
    "of memory, in a runtime's own words": {
      input: situation({ trial: exited(1, "java.lang.OutOfMemoryError: Java heap space\n"), relaxed: relaxed(by("memory"), ALONE) }),
      kind: "out-of-memory",
      says: ["256 MB"],
      remedy: { kind: "memory", megabytes: 512 },
    },
    "of processes": {
      input: situation({ trial: exited(1, "RuntimeError: can't start new thread\n"), relaxed: relaxed(by("pids"), ALONE) }),
      kind: "too-many-processes",
      subject: "128",
      says: ["128 processes and threads are not enough"],
      remedy: { kind: "pids", count: 512 },
    },
    "of processors": { input: situation({ trial: exited(1, "start took too long\n"), relaxed: relaxed(by("cpus"), ALONE) }), kind: "too-slow", subject: "1.0", says: ["1.0 CPUs are too few"], constraint: "cpus" },
  });

  it("is not one of memory where exit code 137 has another reason", () => {
    expect(subjects(situation({ trial: exited(137, "") }))).toEqual([["unknown", undefined, undefined]]);
    expect(diagnose(situation({ trial: exited(137, "") }))[0]?.message).toContain("it was killed: SIGKILL");
  });
});

describe("a health check", () => {
  const unhealthy = different("health", { kind: "health", status: "healthy", output: "" }, { kind: "health", status: "unhealthy", output: 'exec: "/bin/sh": stat /bin/sh: no such file or directory' }, "health is unhealthy");
  check({
    "in shell form, without a shell": {
      input: situation({ trial: running(), comparisons: [unhealthy], after: { config: { healthcheck: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] } } }),
      kind: "health-check-broken",
      subject: "/bin/sh",
      says: ["in shell form and the image has no shell"],
    },
    "with a program that is not there": {
      input: situation({ trial: running(), comparisons: [unhealthy], after: { files: { "/bin/sh": "0:0 755" }, config: { healthcheck: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] } } }),
      kind: "health-check-broken",
      subject: "curl",
      says: ["it starts `curl`, which is not in the image"],
    },
    "that was left out": {
      input: situation({ trial: running(), comparisons: [{ ...unhealthy, hardened: { kind: "health", status: "none", output: "" } }] }),
      kind: "health-check-broken",
      says: ["the hardened image has no health check"],
    },
    "that is not well": {
      input: situation({ trial: running(), comparisons: [{ ...unhealthy, hardened: { kind: "health", status: "unhealthy", output: "503" } }], after: { config: { healthcheck: ["CMD", "/app/server", "check"] } } }),
      kind: "answer-differs",
      says: ["unhealthy (`503`)"],
    },
  });
});

describe("a container that does not stop as it should", () => {
  const slow = running({ stop: { milliseconds: 10_000, exitCode: 137, killed: true, grace: 10 } });
  check({
    "behind a shell": {
      input: situation({ trial: slow, after: { config: { entrypoint: ["/bin/sh", "-c", "/app/server"] } } }),
      kind: "signal-ignored",
      subject: "SIGTERM",
      says: ["SIGTERM does not end it within 10 s", "process 1 is the shell `/bin/sh`"],
      remedy: { kind: "init" },
    },
    "without the init of the original": { input: situation({ trial: slow, before: { config: { entrypoint: ["/usr/bin/tini", "--", "/app/server"] } } }), kind: "signal-ignored", says: ["the original starts `/usr/bin/tini`"], remedy: { kind: "init" } },
    "by itself": { input: situation({ trial: slow }), kind: "signal-ignored", says: ["process 1 is `/app/server`"], remedy: { kind: "init" } },
    "behind an init already": { input: situation({ trial: { ...slow, settings: { ...SETTINGS, init: true } } }), kind: "signal-ignored", says: ["let it handle the signal"], remedy: undefined },
    "with another signal": {
      input: situation({ trial: slow, before: { config: { stopSignal: "SIGQUIT" } } }),
      kind: "signal-ignored",
      says: ["stopped with SIGTERM here and with SIGQUIT in the original", "STOPSIGNAL SIGQUIT"],
      remedy: undefined,
    },
    "with another exit code": { input: situation({ trial: running({ stop: { milliseconds: 20, exitCode: 143, killed: false, grace: 10 } }) }), kind: "exit-code-differs", subject: "143", says: ["exit code 143, and the original with 0"] },
    "since it may not keep its state": {
      input: situation({ trial: running({ log: "open /state/last: read-only file system\n", stop: { milliseconds: 20, exitCode: 1, killed: false, grace: 10 } }), relaxed: relaxed(by("read-only-root"), ALONE) }),
      kind: "path-not-writable",
      subject: "/state",
      says: ["the program writes `/state/last` when it ends"],
      constraint: "read-only-root",
      remedy: { kind: "volume", path: "/state" },
    },
    "whatever else it was kept from and did without": {
      input: situation({ trial: running({ log: "open /state/last: read-only file system\n", stop: { milliseconds: 20, exitCode: 1, killed: false, grace: 10 } }), relaxed: relaxed(() => false, ALONE) }),
      kind: "exit-code-differs",
      says: ["exit code 1"],
    },
  });

  it("is no fault of the rewrite when the original is killed too", () => {
    const original = { trial: { ...ORIGINAL, stop: slow.stop }, image: image() };
    expect(diagnose(situation({ trial: slow, original }))).toEqual([]);
    expect(diagnose(situation({ trial: running(), original }))).toEqual([]);
  });
});

describe("answers that differ", () => {
  const whoami = different("GET /whoami", http(200, "uid 0"), http(200, "uid 65532"), "body differs");
  check({
    "as another user": {
      input: situation({ trial: running(), comparisons: [whoami], relaxed: relaxed(by("user"), ALONE) }),
      kind: "answer-differs",
      subject: "GET /whoami",
      says: ["`GET /whoami` is answered differently as uid 65532", "the original says 200 `uid 0`", "the hardened container 200 `uid 65532`", "with root as the user both say the same"],
      constraint: "user",
      remedy: undefined,
    },
    "in several probes at once": {
      input: situation({ trial: running(), comparisons: [whoami, { ...whoami, probe: "GET /me" }, { ...whoami, probe: "GET /id" }], relaxed: relaxed(by("user"), ALONE) }),
      kind: "answer-differs",
      subject: "GET /whoami",
      says: ["; 2 other answers differ too"],
    },
    "behind what both begin with": {
      input: situation({ trial: running(), comparisons: [different("GET /", http(200, `${"<html>".repeat(100)}1`), http(200, `${"<html>".repeat(100)}2`), 'body: line 1: "1" became "2"')], relaxed: relaxed(() => false, ALONE) }),
      kind: "answer-differs",
      says: ['with every constraint lifted, too: body: line 1: "1" became "2"'],
    },
    "whatever is lifted": { input: situation({ trial: running(), comparisons: [whoami], relaxed: relaxed(() => false, ALONE) }), kind: "answer-differs", says: ["with every constraint lifted, too"] },
    "on another port": {
      input: situation({ trial: running({ listening: { known: true, evidence: [], value: [{ port: 9090, protocol: "tcp" }] } }), comparisons: [different("GET /", http(200, "hi"), { kind: "none", reason: "connection refused" }, "no answer")] }),
      kind: "answer-differs",
      says: ["is not answered", "nothing (connection refused)", "it listens on 9090 instead of 8080"],
    },
  });

  it("shows what a hostile body holds without harm", () => {
    const body = `\u001b[2J\u202e\`${"x".repeat(100_000)}`;
    const [cause] = diagnose(situation({ trial: running(), comparisons: [different("GET /", http(200, "ok"), http(200, body), "body differs")] }));
    expect(cause?.message.length).toBeLessThan(500);
    expect(cause?.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("a build that fails", () => {
  const failing = (log: string, error = "") => situation({ build: { outcome: "failed", seconds: 4, command: ["build"], log, error } });
  check({
    "for a file that is not there": {
      input: failing('------\n > [2/3] COPY templates ./templates:\n------\nDockerfile:12\n--------------------\n  11 |     WORKDIR /app\n  12 | >>> COPY templates ./templates\n--------------------\n', 'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref q8gy::w59n: "/templates": not found'),
      kind: "build-failed",
      subject: "/templates",
      says: ["at `COPY templates ./templates`, `/templates` is not there", "`/templates` is not there", ".dockerignore"],
    },
    "for a base that may not be pulled": { input: failing("", "ERROR: failed to solve: builder: failed to resolve source metadata for docker.io/library/builder:latest: pull access denied, repository does not exist"), kind: "build-failed", subject: "docker.io/library/builder:latest", says: ["may not be pulled"] },
    "for a base that does not exist": { input: failing("", "ERROR: failed to solve: gcr.io/distroless/statik: failed to resolve source metadata for gcr.io/distroless/statik: gcr.io/distroless/statik: not found"), kind: "build-failed", says: ["the base image `gcr.io/distroless/statik` does not exist"] },
    "for a package": {
      input: failing("#8 1.2 E: Unable to locate package libfoo-dev\n#8 ERROR: process \"/bin/sh -c apt-get install -y libfoo-dev\" did not complete successfully: exit code: 100\n> [3/4] RUN apt-get install -y libfoo-dev:\n"),
      kind: "build-failed",
      subject: "libfoo-dev",
      says: ["at `RUN apt-get install -y libfoo-dev`, the package `libfoo-dev` is not in the package lists"],
      remedy: { kind: "other-base", instead: "hardened" },
    },
    "for a package of Alpine": { input: failing("ERROR: unable to select packages:\n  libfoo-dev (no such package):\n    required by: world[libfoo-dev]\n"), kind: "build-failed", subject: "libfoo-dev", says: ["is not in the package lists"] },
    "for want of space": { input: failing("", "ERROR: failed to solve: write /var/lib/docker/x: no space left on device"), kind: "build-failed", says: ["the disk of the engine is full"] },
    "for want of a shell": {
      input: failing('runc run failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory\nERROR: process "/bin/sh -c mkdir /x" did not complete successfully: exit code: 1'),
      kind: "build-failed",
      says: ["the base has no shell"],
      remedy: { kind: "other-base", instead: "alpine" },
    },
    "for a flag that the builder does not know": { input: failing("", "ERROR: failed to solve: dockerfile parse error on line 4: unknown flag: parents"), kind: "build-failed", subject: "parents", says: ["does not know `parents`"] },
    "for a command": { input: failing("> [build 4/6] RUN make:\n", 'ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2'), kind: "build-failed", subject: "2", says: ["at `RUN make`, its command ends with exit code 2"] },
    "in Buildah": { input: failing('Error: building at STEP "COPY --from=build /info /info": checking on sources under "/merged": copier: stat: "/info": no such file or directory\n'), kind: "build-failed", subject: "/info", says: ["at `COPY --from=build /info /info`, `/info` is not there"] },
    "for an owner that is no account": { input: failing("#4 [1/1] COPY --chown=app:app gow /x\n#4 ERROR: invalid user index: -1\n------\n > [1/1] COPY --chown=app:app gow /x:\n------\nDockerfile:2\n--------------------\n   1 |     FROM scratch\n   2 | >>> COPY --chown=app:app gow /x\n   3 |     \n--------------------\n", "ERROR: failed to solve: invalid user index: -1"), kind: "build-failed", says: ["at `COPY --chown=app:app gow /x`, the owner that it names is no account of that image"] },
    "for a secret": { input: failing("#5 ERROR: secret tok: not found\n", "ERROR: failed to solve: secret tok: not found"), kind: "build-failed", subject: "tok", says: ["the secret `tok` was not given to the build"] },
    "for a registry that is out of reach": { input: failing("", 'ERROR: failed to solve: nosuch/nosuch:9: failed to resolve source metadata for docker.io/nosuch/nosuch:9: failed to do request: Head "https://registry-1.docker.io/v2/nosuch/nosuch/manifests/9": dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host'), kind: "build-failed", subject: "docker.io/nosuch/nosuch:9", says: ["the registry of `docker.io/nosuch/nosuch:9` cannot be reached"] },
    "for a program": { input: failing("> [2/2] RUN git clone x:\n0.398 /bin/sh: 1: git: not found\n", 'ERROR: failed to solve: process "/bin/sh -c git clone x" did not complete successfully: exit code: 127'), kind: "build-failed", subject: "git", says: ["at `RUN git clone x`, `git` is not in the image in which that step runs"] },
    "without a word": { input: failing("it broke\n"), kind: "build-failed", says: ["does not build", "the builder's own words say more"] },
    "for want of time": { input: situation({ build: { outcome: "timed-out", seconds: 600, command: [], log: "#8 RUN make\n", error: "" } }), kind: "build-failed", says: ["not done after 600 s"] },
  });

  it("names the line of the Dockerfile", () => {
    const [cause] = diagnose(failing("  12 | >>> COPY templates ./templates\n"));
    expect(cause?.evidence[0]).toEqual({ observation: "says COPY templates ./templates", path: "Dockerfile.distroless", line: 12 });
  });
});

describe("a diagnosis", () => {
  it("has nothing to say of a container that does what its original does", () => {
    expect(diagnose(situation({ trial: running({ log: "open /data/x: read-only file system\n" }) }))).toEqual([]);
    const done = exited(0, "");
    expect(diagnose(situation({ trial: done, original: { trial: done, image: image() } }))).toEqual([]);
  });

  it("takes no words that the original says too", () => {
    const log = "warning: open /data/x: read-only file system\n";
    expect(subjects(situation({ trial: exited(1, log), original: { trial: { ...ORIGINAL, log }, image: image() } }))).toEqual([["unknown", undefined, undefined]]);
  });

  it("follows the trials, not the loudest words", () => {
    const log = "open /data/x: read-only file system\nopen templates/a: no such file or directory\nlisten tcp :80: bind: permission denied\n";
    const before = { files: { "/app/templates/a": "0:0 644" } };
    expect(subjects(situation({ trial: exited(1, log), before, relaxed: relaxed(by("privileged-ports"), ALONE) }))).toEqual([["port-privileged", "80", "privileged-ports"]]);
    expect(subjects(situation({ trial: exited(1, log), before, relaxed: relaxed(() => false, ALONE) }))).toEqual([["file-missing", "/app/templates", "file"]]);
  });

  it("explains each of several constraints that matter together", () => {
    const works = by("memory", "read-only-root");
    const tried = relaxed(works, [...ALONE, ["memory", "read-only-root"]], ["/data", "/data/x"]);
    expect(subjects(situation({ trial: exited(1, ""), relaxed: tried }))).toEqual([
      ["path-not-writable", "/data", "volume"],
      ["out-of-memory", "256 MB", "memory"],
    ]);
  });

  it("says as a last resort what was tried, and the last lines", () => {
    const [cause] = diagnose(situation({ trial: exited(3, "first\nsecond\n"), relaxed: relaxed(() => false, ALONE) }));
    expect(cause).toMatchObject({ kind: "unknown", message: "it ends by itself with exit code 3, and nothing says why; it does so with every constraint lifted too, so the image itself is what differs" });
    expect(cause?.evidence.map((item) => item.observation)).toEqual(["the log: first", "the log: second"]);
  });

  it("needs no image", () => {
    const trial = exited(1, "open /data/x: read-only file system\nexec: \"git\": executable file not found in $PATH\n");
    const causes = diagnose(situation({ trial, hardened: { trial, image: undefined }, original: { trial: ORIGINAL, image: undefined } }));
    expect(causes.map((cause) => [cause.kind, cause.subject])).toEqual([
      ["program-missing", "git"],
      ["path-not-writable", "/data"],
    ]);
  });

  it("is bounded and can be shown, whatever a log holds", () => {
    const hostile = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("open /a/\u001b[31m`: read-only file system", "exec: \"\u202e\": executable file not found", "': permission denied", "listen tcp :99999: bind: permission denied", "chown: invalid user: ''", "unknown time zone ../../etc")), { maxLength: 40 });
    fc.assert(
      fc.property(hostile, fc.boolean(), (lines, starts) => {
        const log = lines.join("\n");
        const trial = starts ? running() : exited(1, log);
        const causes = diagnose(situation({ trial, comparisons: [different("GET /", http(200, "ok"), http(500, log), "body differs")] }));
        expect(causes.length).toBeGreaterThan(0);
        expect(causes.length).toBeLessThanOrEqual(8);
        for (const cause of causes) expectShown(cause);
      }),
    );
  });
});

function expectShown({ message, evidence }: Cause): void {
  expect(message.length).toBeLessThan(1500);
  for (const text of [message, ...evidence.map((item) => item.observation)]) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
}
