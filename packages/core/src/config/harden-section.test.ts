import { describe, expect, it } from "vitest";
import { readConfig } from "./read-config.ts";

const read = (lines: readonly string[]) => readConfig(["harden:", ...lines.map((line) => `  ${line}`), ""].join("\n"), []);

describe("harden: of bulwark.yaml", () => {
  it("reads every key with the line that says so", () => {
    const { config, faults } = read([
      "base: distroless",
      "volumes:",
      "  - /data",
      "  - /var/lib/shop",
      "tmpfs: /run",
      "executable-tmpfs: [/tmp]",
      "files: [/etc/mime.types]",
      "capabilities: [cap_net_raw, SYS_NICE, NET_RAW]",
      "ca-certificates: true",
      "time-zones: false",
      "privileged-ports: true",
      "init: true",
      "writable-root: false",
      "memory: 512MiB",
      "pids: 64",
    ]);
    expect(faults).toEqual([]);
    expect(config.harden).toEqual({
      base: "distroless",
      user: undefined,
      lines: { base: 2, user: 1 },
      volumes: [{ value: "/data", line: 4 }, { value: "/var/lib/shop", line: 5 }],
      tmpfs: [{ value: "/run", line: 6 }],
      executableTmpfs: [{ value: "/tmp", line: 7 }],
      files: [{ value: "/etc/mime.types", line: 8 }],
      capabilities: [{ value: "NET_RAW", line: 9 }, { value: "SYS_NICE", line: 9 }],
      caCertificates: { value: true, line: 10 },
      timeZones: { value: false, line: 11 },
      privilegedPorts: { value: true, line: 12 },
      init: { value: true, line: 13 },
      writableRoot: { value: false, line: 14 },
      memoryMegabytes: { value: 512, line: 15 },
      pids: { value: 64, line: 16 },
    });
  });

  it.each([
    ["512MiB", 512], ["512", 512], ["1GiB", 1024], ["1 GiB", 1024], ["512MB", 489], ["6000KiB", 6],
  ])("counts %s as %i MiB, never less than what is written", (memory, megabytes) => {
    expect(read([`memory: ${memory}`])).toMatchObject({ faults: [], config: { harden: { memoryMegabytes: { value: megabytes } } } });
  });

  it.each([
    ["a misspelled key", ["volume: /data"], 2, 'unknown key "volume"; did you mean "volumes"?'],
    ["a path that is relative", ["volumes: [data]"], 2, '"data" must begin with /, as it is called in the container'],
    ["a path that is not clean", ["volumes:", "  - /data/"], 3, '"/data/" must be written as /data'],
    ["a path that leads up", ["tmpfs: [/data/../etc]"], 2, '"/data/../etc" must be written as /etc'],
    ["a path that a shell would read otherwise", ["volumes: ['/data;reboot']"], 2, "name a folder above it"],
    ["the root as a volume", ["volumes: [/]"], 2, '"/" is a folder of the system'],
    ["a folder of the system as a volume", ["volumes: [/var/lib]"], 2, '"/var/lib" is a folder of the system, which no program may own'],
    ["the kernel's folder", ["volumes: [/proc/sys]"], 2, `"/proc/sys" is the kernel's own`],
    ["a device", ["files: [/dev/kvm]"], 2, `"/dev/kvm" is the kernel's own, and lies in no image`],
    ["what would hide the system", ["tmpfs: [/usr/lib/x]"], 2, "which would be hidden"],
    ["all settings in memory", ["tmpfs: [/etc]"], 2, "which would be hidden"],
    ["scratch space as a volume", ["volumes: [/tmp/cache]"], 2, "name it under tmpfs"],
    ["a file that would be hidden", ["files: [/tmp/seed.db]"], 2, "so that it would be hidden"],
    ["passwords", ["files: [/etc/shadow]"], 2, "which no program needs"],
    ["all libraries", ["files: [/usr/lib]"], 2, "name what the program needs of it"],
    ["what both lasts and does not", ["volumes: [/data]", "tmpfs: [/data]"], 3, '"/data" stands under "volumes" too'],
    ["a misspelled capability", ["capabilities: [NET_RAWW]"], 2, 'there is no capability "NET_RAWW"; did you mean "NET_RAW"?'],
    ["every capability", ["capabilities: [all]"], 2, "name each capability that it needs: ALL is as good as root on the host"],
    ["a size without a meaning", ["memory: lots"], 2, '"memory" must be a size with its unit'],
    ["less memory than an engine takes", ["memory: 1MiB"], 2, '"memory" must be a size with its unit'],
    ["no processes", ["pids: 0"], 2, '"pids" must be a number of processes and threads'],
    ["a word for a switch", ["init: sometimes"], 2, '"init" must be true or false'],
    ["too many of one kind", [`volumes: [${Array.from({ length: 51 }, (_, index) => `/d${index}`).join(", ")}]`], 2, '"volumes" has 51 entries, and takes 50 at most'],
  ])("names place and remedy of %s", (_, lines, line, message) => {
    const { faults } = read(lines);
    expect(faults).toMatchObject([{ line, message: expect.stringContaining(message) }]);
  });

  it.each(["/run", "/var/log", "/var/cache/nginx", "/usr/src/app/cache", "/etc/nginx/conf.d", "/tmp"])("takes %s for a place in memory", (path) => expect(read([`tmpfs: [${path}]`]).faults).toEqual([]));
  it.each(["/usr/lib/x86_64-linux-gnu/libz.so.1", "/etc/mime.types", "/usr/share/zoneinfo", "/bin/busybox"])("takes %s for a file", (path) => expect(read([`files: [${path}]`]).faults).toEqual([]));
});
