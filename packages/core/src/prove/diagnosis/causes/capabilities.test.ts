import { describe, expect, it } from "vitest";
import { ALONE, by, check, subjects } from "../../../testing/diagnosis/cases.ts";
import { exited, image, ORIGINAL, relaxed, SETTINGS, situation } from "../../../testing/diagnosis/situations.ts";

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
