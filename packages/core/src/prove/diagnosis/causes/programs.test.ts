import { describe } from "vitest";
import { check } from "../../../testing/diagnosis/cases.ts";
import { exited, refused, situation } from "../../../testing/diagnosis/situations.ts";

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
