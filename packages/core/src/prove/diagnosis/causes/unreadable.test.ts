import { describe } from "vitest";
import { ALONE, by, check } from "../../../testing/diagnosis/cases.ts";
import { exited, refused, relaxed, situation } from "../../../testing/diagnosis/situations.ts";

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
