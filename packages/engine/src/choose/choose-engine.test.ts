import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineError, EngineName } from "../engine.ts";
import { openRun } from "../run/run.ts";
import { chooseEngine } from "./choose-engine.ts";
import { remoteMachine } from "./remote-machine.ts";

/** What a command says by its first word: standard output, standard error, exit code. */
type Says = Readonly<Record<string, readonly [output: string, error: string, exit: number]>>;

const DOCKER_VERSION = { Client: { Version: "28.0.4", Context: "default" }, Server: { Version: "28.0.4", Os: "linux", Arch: "amd64", Components: [{ Name: "Engine" }], Unknown: [1] } };
const DOCKER_INFO = { MemoryLimit: true, PidsLimit: false, CpuCfsQuota: true, NCPU: 4, SecurityOptions: ["name=seccomp,profile=builtin", "name=rootless"], ClientInfo: { Context: "default", Plugins: [{ Name: "buildx", Version: "v0.20.0" }] } };
const DOCKER: Says = {
  "--version": ["Docker version 28.0.4, build b8034c0\n", "", 0],
  version: [JSON.stringify(DOCKER_VERSION), "", 0],
  info: [JSON.stringify(DOCKER_INFO), "WARNING: No swap limit support\n", 0],
  buildx: ["Name: default\nNodes:\nBuildKit version: v0.20.2\n", "", 0],
};
const SILENT: Says = {
  "--version": ["Docker version 28.0.4, build b8034c0\n", "", 0],
  version: [JSON.stringify({ Client: DOCKER_VERSION.Client, Server: null }), "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n", 1],
  info: ["{}", "Cannot connect to the Docker daemon\n", 1],
};
const FORBIDDEN: Says = { ...SILENT, version: ["", "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n", 1] };
const PODMAN_INFO = {
  host: { arch: "arm64", os: "linux", buildahVersion: "1.39.3", cgroupVersion: "v1", cgroupControllers: ["cpu", "memory", "pids"], cpus: 8, security: { rootless: true, capabilities: "CAP_CHOWN,CAP_KILL" }, serviceIsRemote: false },
  version: { Version: "5.4.2" },
};
const PODMAN: Says = { "--version": ["podman version 5.4.2\n", "", 0], info: [JSON.stringify(PODMAN_INFO), "", 0] };
const NERDCTL: Says = {
  version: [JSON.stringify({ Client: { Version: "v2.0.3", Arch: "amd64", Components: [{ Name: "buildctl", Version: "v0.19.0" }] } }), "", 0],
  info: [JSON.stringify({ OSType: "linux", MemoryLimit: true, PidsLimit: true, CpuCfsQuota: true, NCPU: 2, SecurityOptions: [] }), "", 0],
};

describe("choosing an engine", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "choose-engine-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Chooses among commands of ours; `calls` has what the engine was called with. */
  const choose = async (commands: Partial<Record<EngineName, Says>>, wanted: "auto" | EngineName = "auto", environment: Readonly<Record<string, string>> = {}) => {
    const path = mkdtempSync(join(folder, "path-"));
    for (const [name, says] of Object.entries(commands)) {
      const script = `#!${process.execPath}\nconst [out, err, exit] = (${JSON.stringify(says)})[process.argv[2]] ?? ["", "unknown command " + process.argv[2] + "\\n", 1];\nprocess.stderr.write(err);\nprocess.stdout.write(out, () => { process.exitCode = exit; });\n`;
      writeFileSync(join(path, name), script);
      chmodSync(join(path, name), 0o755);
    }
    const notices: string[] = [];
    const engine = await chooseEngine({ wanted, environment: { PATH: path, ...environment }, run: openRun(), signal: new AbortController().signal, onNotice: (notice) => notices.push(notice) });
    return { facts: engine.facts, notices };
  };
  const refused = async (...parameters: Parameters<typeof choose>): Promise<EngineError> =>
    choose(...parameters).then(
      () => {
        throw new Error("an engine was chosen");
      },
      (error: EngineError) => error,
    );

  it("takes docker first, and says why", async () => {
    expect((await choose({ docker: DOCKER, podman: PODMAN })).facts).toEqual({ name: "docker", version: "28.0.4", builder: "buildkit v0.20.2", rootless: true, platform: "linux/amd64", chosen: "docker is the first that answers" });
  });

  it("takes the next when docker does not answer", async () => {
    expect((await choose({ docker: SILENT, podman: PODMAN })).facts).toMatchObject({
      name: "podman",
      version: "5.4.2",
      builder: "buildah 1.39.3",
      platform: "linux/arm64",
      chosen: "podman is the first that answers; docker does not answer (Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?)",
    });
    expect((await choose({ nerdctl: NERDCTL })).facts).toMatchObject({ name: "nerdctl", version: "2.0.3", builder: "buildkit v0.19.0", chosen: "nerdctl is the first that answers; docker is not installed; podman is not installed" });
  });

  it("takes a docker that is Podman's for Podman", async () => {
    expect((await choose({ docker: PODMAN })).facts).toMatchObject({ name: "podman", chosen: "docker, which is Podman under another name, is the first that answers" });
    expect((await choose({ docker: PODMAN }, "docker")).facts).toMatchObject({ name: "podman", chosen: "--engine says docker, which is Podman under another name" });
  });

  it("passes over Podman's engine behind docker's command, and Windows containers", async () => {
    const podmanServer: Says = { ...DOCKER, version: [JSON.stringify({ ...DOCKER_VERSION, Server: { ...DOCKER_VERSION.Server, Components: [{ Name: "Podman Engine" }] } }), "", 0] };
    expect((await choose({ docker: podmanServer, podman: PODMAN })).facts.name).toBe("podman");
    expect(await refused({ docker: podmanServer }, "docker")).toMatchObject({ kind: "unsupported", message: expect.stringContaining("--engine podman") });
    const windows: Says = { ...DOCKER, version: [JSON.stringify({ ...DOCKER_VERSION, Server: { ...DOCKER_VERSION.Server, Os: "windows" } }), "", 0] };
    expect(await refused({ docker: windows })).toMatchObject({ message: expect.stringContaining("windows containers") });
  });

  it("says that an engine is too old", async () => {
    const old: Says = { ...DOCKER, version: [JSON.stringify({ ...DOCKER_VERSION, Server: { ...DOCKER_VERSION.Server, Version: "19.03.15" } }), "", 0] };
    expect(await refused({ docker: old })).toMatchObject({ kind: "unsupported", message: expect.stringContaining("19.03.15 is too old; 20.10 or later") });
    const podman: Says = { ...PODMAN, info: [JSON.stringify({ ...PODMAN_INFO, version: { Version: "3.4.4" } }), "", 0] };
    expect(await refused({ podman }, "podman")).toMatchObject({ kind: "unsupported", message: expect.stringContaining("3.4.4 is too old") });
  });

  it("takes only what is asked for", async () => {
    expect((await choose({ docker: DOCKER, podman: PODMAN }, "podman")).facts).toMatchObject({ name: "podman", chosen: "--engine says podman" });
    expect(await refused({ docker: DOCKER }, "podman")).toMatchObject({ kind: "missing", message: "The engine podman cannot be used: not installed." });
  });

  it("says what was looked for and what to install when there is none", async () => {
    const error = await refused({});
    expect(error.kind).toBe("missing");
    expect(error.message).toBe("No container engine answers (docker: not installed; podman: not installed; nerdctl: not installed).");
    for (const word of ["Linux", "macOS", "Windows"]) expect(error.remedy).toContain(word);
  });

  it("names the nearest cause when there is one that does not answer", async () => {
    expect(await refused({ docker: SILENT })).toMatchObject({ kind: "unreachable", message: expect.stringContaining("docker: Cannot connect to the Docker daemon"), remedy: expect.stringContaining("systemctl start docker") });
    expect(await refused({ docker: SILENT }, "auto", { DOCKER_HOST: "tcp://build:2375" })).toMatchObject({ remedy: expect.stringContaining("DOCKER_HOST is tcp://build:2375") });
    expect(await refused({ docker: FORBIDDEN })).toMatchObject({ kind: "unreachable", remedy: expect.stringContaining("group docker") });
    expect(await refused({ docker: { ...DOCKER, version: ["not json", "", 0] } })).toMatchObject({ kind: "unreachable" });
  });

  it("says that an engine is on another machine", async () => {
    expect((await choose({ docker: DOCKER }, "auto", { DOCKER_HOST: "ssh://me@build" })).notices).toEqual([expect.stringContaining("ssh://me@build")]);
    expect((await choose({ docker: DOCKER }, "auto", { DOCKER_HOST: "tcp://127.0.0.1:2375" })).notices).toEqual([]);
  });

  it.each([
    ["unix:///run/docker.sock", undefined],
    ["npipe:////./pipe/docker_engine", undefined],
    ["tcp://localhost:2376", undefined],
    ["tcp://[::1]:2376", undefined],
    ["tcp://docker:2375", "tcp://docker:2375"],
    ["ssh://user@host", "ssh://user@host"],
    [undefined, undefined],
    ["nonsense", undefined],
  ])("knows whose machine an address is: %s", (endpoint, remote) => {
    expect(remoteMachine(endpoint)).toBe(remote);
  });
});
