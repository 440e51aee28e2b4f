import { describe, expect, it } from "vitest";
import type { ContainerSettings } from "@bulwark/core/deploy";
import type { EngineHost } from "../choose/answer.ts";
import { startOptions } from "./start-options.ts";

const HOST: EngineHost = { limits: { memory: true, pids: true, cpus: true }, processors: 4, rootless: false, defaultCapabilities: undefined, packedSizes: false, remote: undefined };
const PODMAN_HOST: EngineHost = { ...HOST, defaultCapabilities: ["CHOWN", "KILL", "NET_BIND_SERVICE", "SETUID"] };
const ROOT = { root: true, absentPaths: [] };
const USER = { root: false, absentPaths: [] };

const HARDENED: ContainerSettings = {
  name: "bulwark-k3f9ax82m00z1s01-hardened",
  image: "bulwark-k3f9ax82m00z1s01:hardened",
  user: "65532:65532",
  readOnlyRoot: true,
  tmpfs: [{ path: "/tmp", options: ["rw", "noexec", "nosuid", "nodev", "size=64m", "mode=1777"] }],
  volumes: [],
  capabilities: [],
  noNewPrivileges: true,
  seccomp: undefined,
  sysctls: {},
  init: false,
  limits: { memoryMegabytes: 256, pids: 100, cpus: "2.0" },
  environment: { A: "b c" },
  secrets: ["TOKEN"],
  ports: [{ container: 8080, protocol: "tcp", host: undefined, address: "127.0.0.1" }],
  network: undefined,
  healthInterval: 2,
  command: ["--port", "8080"],
};
const ORIGINAL: ContainerSettings = { ...HARDENED, user: undefined, readOnlyRoot: false, tmpfs: [], capabilities: "default", noNewPrivileges: false, limits: { memoryMegabytes: undefined, pids: undefined, cpus: undefined }, healthInterval: undefined };

const line = (...parameters: Parameters<typeof startOptions>): string => startOptions(...parameters).words.join(" ");

describe("how a container is started", () => {
  it("under docker as people would start it", () => {
    expect(line("docker", HARDENED, HOST, USER)).toBe(
      "run --detach --pull never --log-driver json-file --log-opt max-size=64m --name bulwark-k3f9ax82m00z1s01-hardened --user 65532:65532 --read-only --tmpfs /tmp:rw,noexec,nosuid,nodev,size=64m,mode=1777 --cap-drop ALL --security-opt no-new-privileges --memory 256m --pids-limit 100 --cpus 2.0 --health-interval 2s --env A=b c --env TOKEN --publish 127.0.0.1::8080 bulwark-k3f9ax82m00z1s01:hardened --port 8080",
    );
  });

  it("under podman as under docker", () => {
    expect(line("podman", HARDENED, PODMAN_HOST, USER)).toBe(
      "run --detach --pull never --log-driver json-file --log-opt max-size=64m --sysctl net.ipv4.ip_unprivileged_port_start=0 --sysctl net.ipv4.ping_group_range=0 2147483647 --passwd=false --http-proxy=false --systemd=false --read-only-tmpfs=false --tmpfs /dev/shm:rw,noexec,nosuid,nodev,size=65536k,mode=1777,notmpcopyup --cap-drop ALL --tmpfs /tmp:rw,noexec,nosuid,nodev,size=64m,mode=1777,notmpcopyup --name bulwark-k3f9ax82m00z1s01-hardened --user 65532:65532 --read-only --security-opt no-new-privileges --memory 256m --pids-limit 100 --cpus 2.0 --env A=b c --env TOKEN --publish 127.0.0.1::8080 bulwark-k3f9ax82m00z1s01:hardened --port 8080",
    );
  });

  it("under nerdctl with the ports that docker opens", () => {
    const words = line("nerdctl", HARDENED, HOST, USER);
    expect(words).toContain("--sysctl net.ipv4.ip_unprivileged_port_start=0");
    expect(words).not.toContain("--passwd");
    expect(words).not.toContain("--health-interval");
  });

  it("leaves ports of root's to root where the settings say so, and a foreign network as it is", () => {
    const strict = { ...HARDENED, sysctls: { "net.ipv4.ip_unprivileged_port_start": "1024" } };
    expect(line("podman", strict, PODMAN_HOST, USER)).not.toContain("port_start=0");
    for (const network of ["host", "container:other"]) expect(line("podman", { ...HARDENED, network }, PODMAN_HOST, USER)).not.toContain("--sysctl");
    expect(line("podman", HARDENED, { ...PODMAN_HOST, rootless: true }, USER)).not.toContain("ping_group_range");
  });

  it("writes docker's fourteen capabilities out for root under podman, without a limit of processes that docker has not", () => {
    const { words, notices } = startOptions("podman", ORIGINAL, PODMAN_HOST, ROOT);
    expect(words.filter((word) => word === "--cap-add")).toHaveLength(14);
    expect(words.join(" ")).toContain("--cap-drop ALL --cap-add AUDIT_WRITE");
    expect(words.join(" ")).toContain("--pids-limit -1");
    expect(notices).toEqual([]);
  });

  it("raises no capability for a user that is not root under podman, and says what that leaves out", () => {
    const wanted = { ...HARDENED, capabilities: ["NET_BIND_SERVICE", "SYS_PTRACE"] };
    const { words, notices } = startOptions("podman", wanted, PODMAN_HOST, USER);
    expect(words).not.toContain("--cap-add");
    expect(words.join(" ")).toContain("--cap-drop CHOWN --cap-drop KILL --cap-drop SETUID");
    expect(notices).toEqual([expect.stringContaining("SYS_PTRACE")]);
    expect(line("podman", wanted, PODMAN_HOST, ROOT)).toContain("--cap-drop ALL --cap-add NET_BIND_SERVICE --cap-add SYS_PTRACE");
  });

  it("makes a tmpfs with an owner as a volume under podman, which takes no owner otherwise", () => {
    const owned = { ...HARDENED, tmpfs: [{ path: "/run/app", options: ["rw", "noexec", "nosuid", "nodev", "size=16m", "mode=0700", "uid=65532", "gid=65532"] }] };
    const { words, volumes } = startOptions("podman", owned, PODMAN_HOST, USER);
    expect(volumes).toEqual([{ name: `${HARDENED.name}-tmpfs-0`, options: ["--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=rw,noexec,nosuid,nodev,nr_blocks=4096,mode=0700,uid=65532,gid=65532"] }]);
    expect(words.join(" ")).toContain(`--volume ${HARDENED.name}-tmpfs-0:/run/app:rw,noexec,nosuid,nodev,nocopy`);
    expect(words.filter((word) => word.startsWith("/run/app"))).toEqual([]);
    expect(line("docker", owned, HOST, USER)).toContain("--tmpfs /run/app:rw,noexec,nosuid,nodev,size=16m,mode=0700,uid=65532,gid=65532");
  });

  it("leaves a volume to root where the image has nothing at its path, as docker does", () => {
    const settings = { ...HARDENED, volumes: [{ name: "bulwark-k3f9ax82m00z1s01-data", path: "/data" }] };
    const { words, volumes } = startOptions("podman", settings, PODMAN_HOST, { root: false, absentPaths: ["/data", "/cache"] });
    expect(volumes).toEqual([
      { name: "bulwark-k3f9ax82m00z1s01-data", options: ["--opt", "o=uid=0,gid=0"] },
      { name: `${HARDENED.name}-volume-1`, options: ["--opt", "o=uid=0,gid=0"] },
    ]);
    expect(words.filter((word) => word.includes(":/data"))).toHaveLength(1);
    expect(words).toContain(`${HARDENED.name}-volume-1:/cache`);
  });

  it("leaves out limits that the host cannot apply, each with a sentence", () => {
    const none = { ...HOST, rootless: true, limits: { memory: false, pids: false, cpus: false } };
    const { words, notices } = startOptions("docker", HARDENED, none, USER);
    expect(words.filter((word) => ["--memory", "--pids-limit", "--cpus"].includes(word))).toEqual([]);
    expect(notices).toHaveLength(3);
    expect(startOptions("docker", HARDENED, { ...HOST, processors: 1 }, USER)).toMatchObject({ notices: [expect.stringContaining("1 processor")] });
    expect(startOptions("docker", HARDENED, { ...HOST, processors: 2 }, USER)).toMatchObject({ notices: [] });
  });
});
