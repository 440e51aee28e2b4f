import { describe, expect, it } from "vitest";
import type { ImageConfig } from "../../image/contents.ts";
import { ALPINE, contentsOf, DEBIAN, DISTROLESS, program, type Sample, type SampleFile } from "../../image/testing/contents.ts";
import { formatEvidence, type Fact } from "../../source/fact.ts";
import type { Posture } from "../posture.ts";
import { showPosture } from "./show.ts";

const show = (sample: Sample): Posture => showPosture(contentsOf(sample));

/** The value, or the reason why it is not known. */
const told = (fact: Fact<unknown>): unknown => (fact.known ? fact.value : fact.reason);
const evidence = (fact: Fact<unknown>): readonly string[] => (fact.known ? fact.evidence.map(formatEvidence) : []);

const SERVICE: Partial<ImageConfig> = {
  user: "app", entrypoint: ["/app/main"], cmd: ["serve", "--port", "8080"], workdir: "/app/", exposedPorts: ["8080/tcp", "53/udp"], volumes: ["/data"], stopSignal: "SIGQUIT", healthcheck: ["CMD-SHELL", "curl -f localhost"],
};
const ELF = { format: "elf", architecture: "amd64", interpreter: undefined, needed: [] } as const;

describe("what an image shows", () => {
  it("of a service on Debian", () => {
    const posture = show({ files: { ...DEBIAN, "/app/main": program }, config: SERVICE, programs: { "/app/main": ELF } });
    expect(told(posture.user)).toEqual({ text: "app", uid: 1000, gid: 1001, root: false, numeric: false, account: true });
    expect(evidence(posture.user)).toEqual(["/etc/passwd has the entry app (1000:1001)"]);
    expect(told(posture.entrypoint)).toMatchObject({ argv: ["/app/main", "serve", "--port", "8080"], throughShell: false, cmd: { form: "exec" } });
    expect(evidence(posture.entrypoint)).toEqual(["/app/main is a program"]);
    expect(told(posture.healthcheck)).toMatchObject({ command: { form: "shell", argv: ["/bin/sh", "-c", "curl -f localhost"] } });
    expect(told(posture.shell)).toBe(true);
    expect(evidence(posture.shell)).toEqual(["/bin/sh leads to /usr/bin/dash"]);
    expect(told(posture.packageManager)).toBe("apt");
    expect(told(posture.libc)).toBe("glibc");
    expect(told(posture.base)).toMatchObject({ reference: undefined, scratch: false, distribution: { id: "debian", version: "13", codename: "trixie" }, support: { product: "debian", release: "13" } });
    expect(told(posture.ports)).toEqual([{ port: 8080, protocol: "tcp", range: undefined }, { port: 53, protocol: "udp", range: undefined }]);
    expect(told(posture.volumes)).toEqual([{ path: "/data", range: undefined }]);
    expect(told(posture.workdir)).toBe("/app");
    expect(told(posture.stopSignal)).toBe("SIGQUIT");
    expect(told(posture.packages)).toEqual(["ca-certificates", "libc6"]);
    expect([posture.capabilities.known, posture.writablePaths.known]).toEqual([false, false]);
  });

  it("of an image that sets nothing", () => {
    const posture = show({ files: ALPINE });
    expect(told(posture.user)).toMatchObject({ uid: 0, gid: 0, root: true, account: true });
    expect(told(posture.entrypoint)).toEqual({ argv: [], entrypoint: undefined, cmd: undefined, throughShell: false });
    expect([posture.healthcheck, posture.ports, posture.volumes, posture.workdir, posture.stopSignal].map(told)).toEqual([undefined, [], [], "/", "SIGTERM"]);
    expect([posture.libc, posture.packageManager, posture.shell].map(told)).toEqual(["musl", "apk", true]);
    expect(told(posture.base)).toMatchObject({ distribution: { id: "alpine", version: "3.22" }, support: { release: "3.22" } });
  });

  it("of Distroless", () => {
    const posture = show({ files: DISTROLESS, config: { user: "65532:65532" } });
    expect(told(posture.user)).toEqual({ text: "65532:65532", uid: 65_532, gid: 65_532, root: false, numeric: true, account: true });
    expect([posture.libc, posture.packageManager, posture.shell].map(told)).toEqual(["none", "none", false]);
    expect(told(posture.base)).toMatchObject({ distribution: { id: "distroless", version: "13" }, support: undefined });
    expect(evidence(posture.base)).toEqual(["/etc/os-release says Distroless"]);
  });

  it("of an image made from scratch", () => {
    const posture = show({ files: { "/app": program }, config: { user: "4242" } });
    expect(told(posture.base)).toMatchObject({ scratch: true, distribution: undefined });
    expect(told(posture.user)).toEqual({ text: "4242", uid: 4242, gid: 0, root: false, numeric: true, account: false });
    expect(told(posture.packages)).toEqual([]);
  });

  it("of one that could not be read: nothing", () => {
    const posture = showPosture({ ...contentsOf({ files: DEBIAN }), id: "" });
    expect(Object.values(posture).filter((fact: Fact<unknown>) => fact.known)).toEqual([]);
  });
});

describe("a shell between engine and program", () => {
  const script = (interpreter: string, argument?: string) => ({ "/run": { format: "script" as const, interpreter, ...(argument !== undefined && { argument }) } });
  it.each<readonly [string, readonly string[], Sample["programs"], boolean]>([
    ["is there for the shell form", ["/bin/sh", "-c", "exec app"], {}, true],
    ["is there for a script of a shell", ["/run"], script("/bin/bash"), true],
    ["is there for a script whose shell env finds", ["/run"], script("/usr/bin/env", "-S bash -e"), true],
    ["is there behind an init", ["/tini", "--", "/run"], script("/bin/sh"), true],
    ["is not there for a script of another language", ["/run"], script("/usr/bin/env", "python3"), false],
    ["is not there for a program", ["/run"], { "/run": ELF }, false],
    ["is not there for what is neither", ["/run"], { "/run": { format: "other" } }, false],
    ["is not there for what is missing", ["/gone"], {}, false],
  ])("%s", (_, entrypoint, programs, through) => {
    const posture = show({ files: { "/run": program, "/tini": program }, config: { entrypoint }, ...(programs && { programs }) });
    expect(told(posture.entrypoint)).toMatchObject({ throughShell: through });
  });

  it("is looked for in the folders of PATH and from the working folder", () => {
    const files = { "/opt/bin/start": program, "/app/run": program };
    const programs = { "/opt/bin/start": { format: "script", interpreter: "/bin/sh" }, "/app/run": { format: "script", interpreter: "/bin/sh" } } as const;
    expect(told(show({ files, programs, config: { entrypoint: ["start"], environment: { PATH: "/bin:/opt/bin" } } }).entrypoint)).toMatchObject({ throughShell: true });
    expect(told(show({ files, programs, config: { cmd: ["./run"], workdir: "/app" } }).entrypoint)).toMatchObject({ throughShell: true });
  });
});

describe("the C library", () => {
  const musl = { "/lib/ld-musl-x86_64.so.1": program };
  const glibc = { "/lib64/ld-linux-x86-64.so.2": program };
  const linked = (interpreter: string) => ({ format: "elf", architecture: "amd64", interpreter, needed: [] }) as const;
  it.each<readonly [string, Sample, unknown]>([
    ["of two is the start's", { files: { ...musl, ...glibc }, programs: { "/bin/sh": linked("/lib64/ld-linux-x86-64.so.2"), "/app": linked("/lib/ld-musl-x86_64.so.1") } }, "musl"],
    ["of two is the shell's where the start has none", { files: { ...musl, ...glibc }, programs: { "/app": ELF, "/bin/sh": linked("/lib64/ld-linux-x86-64.so.2") } }, "glibc"],
    ["of two is not known where nobody tells", { files: { ...musl, ...glibc } }, "the image has both glibc and musl"],
    ["of an application's own folder does not count", { files: { "/opt/app/lib/libc.so.6": program } }, "none"],
    ["in a folder for an architecture counts", { files: { "/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1": program } }, "glibc"],
    ["behind a link that leads nowhere does not count", { files: { "/lib64/ld-linux-x86-64.so.2": "-> /nowhere" } }, "none"],
  ])("%s", (_, sample, libc) => {
    expect(told(show(sample).libc)).toBe(libc);
  });
});

describe("the distribution", () => {
  it.each<readonly [string, string, unknown, string | undefined]>([
    ["Rocky", 'ID="rocky"\nVERSION_ID="9.4"', { id: "rhel", version: "9" }, "rocky-linux"],
    ["CentOS Stream", 'ID="centos"\nNAME="CentOS Stream"\nVERSION_ID="9"', { id: "centos", version: "9" }, "centos-stream"],
    ["CentOS Linux", 'ID="centos"\nNAME="CentOS Linux"\nVERSION_ID="7"', { id: "centos", version: "7" }, "centos"],
    ["Amazon Linux", 'ID="amzn"\nVERSION_ID="2023"', { id: "amazonlinux", version: "2023" }, "amazon-linux"],
    ["Wolfi, which rolls", "ID=wolfi\nVERSION_ID=20230201", { id: "wolfi", version: "20230201" }, undefined],
    ["Alpine's edge", "ID=alpine\nVERSION_ID=3.23.0_alpha20250612", { id: "alpine", version: "3.23" }, "alpine"],
    ["one that nobody knows", "ID=__proto__\nVERSION_ID=1.2", { id: "other", version: "1.2" }, undefined],
  ])("%s", (_, text, distribution, product) => {
    const base = show({ files: { "/etc/os-release": text } }).base;
    expect(told(base)).toMatchObject({ distribution });
    expect(base.known ? base.value.support?.product : "unknown").toBe(product);
  });

  it("is not known of an image that says nothing and is not bare", () => {
    expect(told(show({ files: { "/bin/busybox": program, "/bin/sh": "-> busybox" } }).base)).toBe("the image has no os-release that says what it is built on");
  });
});

describe("what cannot be told", () => {
  const capable: SampleFile = { mode: 0o755, capabilities: Uint8Array.from(Buffer.from("0100000200040000000000000000000000000000", "hex")) };
  it.each<readonly [string, keyof Posture, Sample, unknown]>([
    ["an account that is not there", "user", { files: DEBIAN, config: { user: "ghost" } }, 'no engine starts it: the image has no account "ghost"'],
    ["accounts that were not read", "user", { files: { "/etc/passwd": {} }, config: { user: "1000" } }, "/etc/passwd of the image could not be read"],
    ["a port that is none", "ports", { config: { exposedPorts: ["http"] } }, 'the image exposes "http", which is no port'],
    ["packages of rpm", "packages", { files: { "/var/lib/rpm/Packages": {} } }, "the database of rpm in the image was not read"],
    ["file capabilities are told", "capabilities", { files: { "/app": capable, "/link": "-> app" }, config: { entrypoint: ["/link"] } }, ["NET_BIND_SERVICE"]],
    ["malformed ones are not", "capabilities", { files: { "/app": { mode: 0o755, capabilities: Uint8Array.of(1) } }, config: { entrypoint: ["/app"] } }, "the file capabilities of /app are malformed"],
    ["a health check that is taken away is none", "healthcheck", { config: { healthcheck: ["NONE"] } }, undefined],
  ])("%s", (_, fact, sample, wanted) => {
    expect(told(show(sample)[fact])).toEqual(wanted);
  });
});
