import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { plainSettings, type ContainerSettings } from "@bulwark/core/deploy";
import type { ContainerState } from "@bulwark/engine";
import { describeWithEngine, docker, openBench } from "./lab-engine.ts";

/** Listens on 8080 and writes where it may; ends at SIGTERM with 7, or ignores it. */
const PROGRAM = `
use IO::Socket::INET;
$| = 1;
$SIG{TERM} = $ENV{IGNORE} ? 'IGNORE' : sub { print "asked to stop\\n"; exit 7 };
print STDOUT "started as $<\\n"; print STDERR "a warning\\n";
for my $path ("/app/written", "/tmp/scratch", "/data/kept") { my $file; if (open($file, '>', $path)) { print $file "x" } else { print "cannot write $path: $!\\n" } }
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 8080, Listen => 5, ReuseAddr => 1) or die "cannot listen: $!";
my $unix = IO::Socket::INET->new(Proto => 'udp', LocalPort => 5353) or die;
while (1) { my $client = $server->accept() or next; print $client "HTTP/1.0 200 OK\\r\\n\\r\\nhello"; close $client }
`;

const HARDENED: Partial<ContainerSettings> = {
  user: "65532:65532",
  readOnlyRoot: true,
  tmpfs: [{ path: "/tmp", options: ["rw", "noexec", "nosuid", "nodev", "size=16m", "mode=1777"] }],
  capabilities: [],
  noNewPrivileges: true,
  limits: { memoryMegabytes: 128, pids: 64, cpus: "0.5" },
};

describeWithEngine("containers", () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  let image: string;
  const settings = (part: string, more: Partial<ContainerSettings> = {}): ContainerSettings => ({ ...plainSettings(bench.run.name(part), image), ...more });
  const until = async (container: string, holds: (state: ContainerState, log: string) => boolean): Promise<ContainerState> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const state = await bench.engine.state(container);
      if (holds(state, await bench.engine.log(container, 10_000))) return state;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`it never came to that: ${await bench.engine.log(container, 10_000)}`);
  };
  const listens = (_: ContainerState, log: string): boolean => log.includes("started as");

  beforeAll(async () => {
    bench = await openBench();
    const folder = bench.folder({
      Dockerfile: "FROM debian:trixie-slim\nWORKDIR /app\nCOPY server.pl .\nRUN mkdir -p /data && chown 65532:65532 /data\nVOLUME /data\nHEALTHCHECK --interval=1s --start-period=1s CMD echo fine\nCMD [\"perl\", \"server.pl\"]\n",
      "server.pl": PROGRAM,
    });
    const built = await bench.engine.build(bench.request(folder, "server"), () => {});
    expect(built).toMatchObject({ outcome: "built" });
    image = bench.run.image("server");
  });
  afterAll(async () => {
    expect(await bench.close()).toEqual([]);
  });

  it("shows a hardened container as the kernel sees it", async () => {
    const started = await bench.engine.start(settings("hardened", { ...HARDENED, ports: [{ container: 8080, protocol: "tcp", host: undefined, address: "127.0.0.1" }] }));
    const container = bench.run.name("hardened");
    expect(started).toEqual({ outcome: "running", container });
    const state = await until(container, listens);
    expect(state).toMatchObject({ status: "running", published: { "8080/tcp": { address: "127.0.0.1" } } });
    const { process, listening } = await bench.engine.observe(container);
    expect(process).toMatchObject({ known: true, value: { uid: 65532, gid: 65532, capabilities: [], noNewPrivileges: true, seccomp: "filter", readOnlyRoot: true } });
    expect(listening).toMatchObject({ known: true, value: [{ port: 8080, protocol: "tcp" }, { port: 5353, protocol: "udp" }] });
    expect(await bench.engine.changes(container)).toEqual([]);
    const log = await bench.engine.log(container, 10_000);
    expect(log).toContain("a warning");
    expect(log).toContain("cannot write /app/written: Read-only file system");
    expect(log).not.toContain("cannot write /tmp/scratch");
    const answer = await fetch(`http://127.0.0.1:${state.published["8080/tcp"]?.port ?? 0}/`);
    expect(await answer.text()).toBe("hello");
  });

  it("shows a container as it runs by itself, and what it changed", async () => {
    const container = bench.run.name("plain");
    await bench.engine.start(settings("plain"));
    await until(container, listens);
    const { process } = await bench.engine.observe(container);
    expect(process).toMatchObject({ known: true, value: { uid: 0, noNewPrivileges: false, readOnlyRoot: false } });
    expect(process.known && process.value.capabilities.length).toBe(14);
    const changes = await bench.engine.changes(container);
    expect(changes).toContainEqual({ path: "/app/written", kind: "added" });
    expect(changes.map(({ path }) => path).filter((path) => path.startsWith("/etc") || path.startsWith("/data") || path.startsWith("/dev"))).toEqual([]);
  });

  it("sees it through the container's own programs where its process is not on this machine", async () => {
    const { observeFromInside } = await import("../../packages/engine/src/container/observe/from-inside.ts");
    const container = bench.run.name("plain");
    const seen = await observeFromInside(async (files) => (await bench.engine.execute(container, ["cat", ...files], 20)).output);
    const { process, listening } = await bench.engine.observe(container);
    expect(process.known && seen?.process).toEqual(process.known && process.value);
    expect(listening.known && seen?.listening).toEqual(listening.known && listening.value);
  });

  it("runs a command in it: its exit code, and both of its streams", async () => {
    const ran = await bench.engine.execute(bench.run.name("plain"), ["sh", "-c", "echo out; echo err >&2; exit 3"], 20);
    expect(ran.exit).toBe(3);
    expect(ran.output.split("\n").toSorted()).toEqual(["", "err", "out"]);
    const absent = await bench.engine.execute(bench.run.name("plain"), ["no-such-program"], 20);
    expect([126, 127]).toContain(absent.exit);
    expect(absent.output).toContain('exec: "no-such-program": executable file not found');
    await expect(bench.engine.execute(bench.run.name("plain"), ["sleep", "60"], 1)).rejects.toMatchObject({ kind: "timed-out" });
  });

  it("hands secrets on from the environment, and shows them nowhere", async () => {
    const started = settings("secret", { secrets: ["TOKEN"], command: ["sh", "-c", "echo ${#TOKEN} of $GIVEN; sleep 60"], environment: { GIVEN: "a=b, c" } });
    await bench.engine.start(started, { TOKEN: "s3cret" });
    await until(bench.run.name("secret"), (_, log) => log === "6 of a=b, c\n");
  });

  it("gives the image's own health check", async () => {
    expect((await until(bench.run.name("plain"), ({ health }) => health?.status === "healthy")).health).toEqual({ status: "healthy", output: "fine\n" });
  });

  it("stops what handles SIGTERM with its own exit code, and kills what does not", async () => {
    await bench.engine.stop(bench.run.name("plain"), 10);
    expect(await bench.engine.state(bench.run.name("plain"))).toMatchObject({ status: "exited", exitCode: 7, pid: undefined });
    expect(await bench.engine.log(bench.run.name("plain"), 10_000)).toContain("asked to stop");
    await bench.engine.start(settings("deaf", { environment: { IGNORE: "1" } }));
    await until(bench.run.name("deaf"), listens);
    await bench.engine.stop(bench.run.name("deaf"), 1);
    expect(await bench.engine.state(bench.run.name("deaf"))).toMatchObject({ status: "exited", exitCode: 137, outOfMemory: false });
    await expect(bench.engine.execute(bench.run.name("deaf"), ["true"], 10)).rejects.toMatchObject({ kind: "failed" });
    expect((await bench.engine.observe(bench.run.name("deaf"))).process).toEqual({ known: false, reason: "the container does not run" });
  });

  it("tells what ended by itself, and of what", async () => {
    expect(await bench.engine.start(settings("ended", { command: ["sh", "-c", "echo gone; exit 5"] }))).toMatchObject({ outcome: "running" });
    expect(await until(bench.run.name("ended"), ({ status }) => status === "exited")).toMatchObject({ exitCode: 5, outOfMemory: false });
    await bench.engine.start(settings("greedy", { command: ["perl", "-e", "$x = 'x' x 300_000_000; sleep 9"], limits: { memoryMegabytes: 32, pids: undefined, cpus: undefined } }));
    expect(await until(bench.run.name("greedy"), ({ status }) => status === "exited")).toMatchObject({ exitCode: 137, outOfMemory: true });
  });

  it("keeps the end of a log that is larger than what is asked for", async () => {
    await bench.engine.start(settings("chatty", { command: ["sh", "-c", "seq 1 200000; echo the end"] }));
    await until(bench.run.name("chatty"), ({ status }) => status === "exited");
    const log = await bench.engine.log(bench.run.name("chatty"), 1000);
    expect(log.length).toBe(1000);
    expect(log.endsWith("200000\nthe end\n")).toBe(true);
  });

  it.each([
    ["no such program", { command: ["/nosuch"] }, 127, 'exec: "/nosuch": stat /nosuch: no such file or directory'],
    ["not on the path", { command: ["nosuch"] }, 127, 'exec: "nosuch": executable file not found in $PATH'],
    ["not executable", { command: ["/etc/passwd"] }, 126, 'exec: "/etc/passwd": permission denied'],
    ["no such user", { user: "nobody-here" }, 125, "unable to find user nobody-here: no matching entries in passwd file"],
  ] as const)("takes a refused start for a result, in the engine's words: %s", async (name, more, exitCode, error) => {
    const part = `refused-${name.replaceAll(" ", "-")}`;
    expect(await bench.engine.start(settings(part, more))).toEqual({ outcome: "refused", error, exitCode });
    expect((await bench.engine.state(bench.run.name(part))).status).toBe("created");
  });

  it("asks no registry for an image that is not there, and takes no option for a name", async () => {
    expect(await bench.engine.start({ ...settings("absent"), image: "bulwark-absent:1" })).toMatchObject({ outcome: "refused", exitCode: 125 });
    await expect(bench.engine.start({ ...settings("option"), image: "--privileged" })).rejects.toMatchObject({ kind: "failed" });
    await expect(bench.engine.removeImage("--all")).rejects.toMatchObject({ kind: "failed" });
    await expect(bench.engine.state(bench.run.name("never-made"))).rejects.toMatchObject({ kind: "failed", message: expect.stringContaining("No such container") });
  });

  it("leaves out a limit of more processors than there are, and says so once", async () => {
    for (const part of ["wide-1", "wide-2"]) expect(await bench.engine.start(settings(part, { limits: { memoryMegabytes: undefined, pids: undefined, cpus: "4096" } }))).toMatchObject({ outcome: "running" });
    expect(bench.notices.filter((notice) => notice.includes("4096"))).toHaveLength(1);
  });

  it("saves an image whole, and says why it cannot", async () => {
    const archive = await buffer(bench.engine.saveImage(image));
    expect(archive.length % 512).toBe(0);
    expect(archive.includes("manifest.json")).toBe(true);
    const absent = bench.engine.saveImage("bulwark-absent:1");
    await expect(absent.toArray()).rejects.toMatchObject({ kind: "failed", message: expect.stringContaining("bulwark-absent") });
    const broken = bench.engine.saveImage(image);
    broken.destroy();
    await new Promise((resolve) => broken.once("close", resolve));
  });

  it("removes a container with its anonymous volumes, and does not mind what is gone", async () => {
    await bench.engine.start(settings("volumes"));
    const volume = docker(["container", "inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", bench.run.name("volumes")]).trim();
    expect(docker(["volume", "ls", "--quiet"])).toContain(volume);
    await bench.engine.removeContainer(bench.run.name("volumes"));
    await bench.engine.removeContainer(bench.run.name("volumes"));
    expect(docker(["volume", "ls", "--quiet"])).not.toContain(volume);
    await bench.engine.createVolume(bench.run.name("data"));
    await bench.engine.removeVolume(bench.run.name("data"));
    await bench.engine.removeVolume(bench.run.name("data"));
  });
});
