import { describe, expect, it } from "vitest";
import { observeFromInside } from "./from-inside.ts";
import { observe } from "./observe.ts";
import { readProcess } from "./process-status.ts";
import { readSockets } from "./sockets.ts";

const STATUS = "Name:\tserver\nUmask:\t0022\nState:\tS (sleeping)\nPid:\t1\nUid:\t65532\t65532\t65532\t65532\nGid:\t65532\t65533\t65532\t65532\nGroups:\t65532 \nCapInh:\t0000000000000000\nCapEff:\t0000000000000401\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n";
const MOUNTS = "623 522 0:57 / / ro,relatime - overlay overlay rw,lowerdir=/x\n624 623 0:60 / /proc rw,nosuid - proc proc rw\n";
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65532        0 123 1
   1: 0B00007F:9C41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 124 1
   2: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 125 1
`;
const TCP6 = `  sl  local_address                         remote_address                        st
   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000
   1: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000
`;
const UDP = `   sl  local_address rem_address   st
  12: 00000000:14E9 00000000:0000 07 00000000:00000000
  13: 0100007F:9999 0100007F:0035 01 00000000:00000000
`;

describe("a process", () => {
  it("is read from /proc", () => {
    expect(readProcess(STATUS, MOUNTS)).toEqual({ uid: 65532, gid: 65533, capabilities: ["CHOWN", "NET_BIND_SERVICE"], noNewPrivileges: true, seccomp: "filter", readOnlyRoot: true });
  });

  it("has the ids of its own user namespace", () => {
    const rootless = STATUS.replace("65532\t65532\t65532\t65532\nGid", "100999\t100999\t100999\t100999\nGid");
    expect(readProcess(rootless, MOUNTS, "         0       1000          1\n         1     100000      65536\n", "")).toMatchObject({ uid: 1000 });
  });

  it("is writable where the last mount on / is", () => {
    expect(readProcess(STATUS, `${MOUNTS}700 1 0:1 / / rw - overlay o rw\n`)).toMatchObject({ readOnlyRoot: false });
  });

  it.each([
    ["no status", "", MOUNTS],
    ["no mounts", STATUS, ""],
    ["an older kernel without NoNewPrivs", STATUS.replace("NoNewPrivs", "Other"), MOUNTS],
    ["words for numbers", STATUS.replace("CapEff:\t0000000000000401", "CapEff:\tmany"), MOUNTS],
  ])("is not guessed: %s", (_, status, mounts) => {
    expect(readProcess(status, mounts)).toBeUndefined();
  });

  it("may have capabilities that have no name yet", () => {
    expect(readProcess(STATUS.replace("0000000000000401", "8000000000000000"), MOUNTS)).toMatchObject({ capabilities: ["CAPABILITY_63"] });
  });
});

describe("listening ports", () => {
  it("are those that wait, each once, without the engine's own name server", () => {
    expect(readSockets(TCP + TCP6, "tcp")).toEqual([{ port: 80, protocol: "tcp" }, { port: 8080, protocol: "tcp" }]);
    expect(readSockets(UDP, "udp")).toEqual([{ port: 5353, protocol: "udp" }]);
    expect(readSockets("", "tcp")).toEqual([]);
  });
});

describe("a container that is not on this machine", () => {
  const files: Readonly<Record<string, string>> = { "/proc/1/status": STATUS, "/proc/self/mountinfo": MOUNTS, "/proc/net/tcp": TCP, "/proc/net/tcp6": TCP6, "/proc/net/udp": UDP, "/proc/net/udp6": "" };
  const cat = (paths: readonly string[]): Promise<string> => Promise.resolve(paths.map((path) => files[path] ?? "").join(""));

  it("is read through its own cat, and not at all where it has none", async () => {
    expect(await observeFromInside(cat)).toMatchObject({ process: { uid: 65532 }, listening: [{ port: 80 }, { port: 8080 }, { port: 5353 }] });
    expect(await observeFromInside(() => Promise.resolve(undefined))).toBeUndefined();
  });

  it("is never taken for another process of this machine that has its id", async () => {
    const seen = await observe({ Id: "f".repeat(64), State: { Pid: process.pid }, HostConfig: { NetworkMode: "bridge" } }, () => Promise.resolve(undefined));
    expect(seen.process).toMatchObject({ known: false, reason: expect.stringContaining("not visible from this machine") });
  });

  it("says nothing of its ports when they are the host's", async () => {
    const seen = await observe({ Id: "f".repeat(64), State: { Pid: 1 }, HostConfig: { NetworkMode: "host" } }, cat);
    expect(seen.process.known).toBe(true);
    expect(seen.listening).toEqual({ known: false, reason: "it shares the network of the engine's host" });
  });
});
