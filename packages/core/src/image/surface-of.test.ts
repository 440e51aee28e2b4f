import { expect, describe, it } from "vitest";
import { surfaceOf } from "./surface-of.ts";
import { ALPINE, contentsOf, DEBIAN, DISTROLESS, folder, program, type SampleFile } from "./testing/contents.ts";

const surface = (files: Readonly<Record<string, SampleFile>>) => surfaceOf(contentsOf({ files }));

describe("what an attacker finds", () => {
  it("in Debian", () => {
    expect(surface(DEBIAN)).toEqual({
      files: 13, executables: 9, shells: ["/bin/bash", "/bin/sh"], packageManagers: ["apt", "dpkg"], setuid: ["/usr/bin/chage", "/usr/bin/su"], fileCapabilities: [], worldWritable: ["/tmp"],
      packages: { manager: "dpkg", names: ["ca-certificates", "libc6"] }, distribution: "Debian GNU/Linux 13 (trixie)",
    });
  });

  it("in Alpine", () => {
    expect(surface(ALPINE)).toMatchObject({ executables: 3, shells: ["/bin/sh"], packageManagers: ["apk"], setuid: [], packages: { manager: "apk", names: ["busybox", "musl"] }, distribution: "Alpine Linux v3.22" });
  });

  it("in Distroless", () => {
    expect(surface(DISTROLESS)).toMatchObject({ executables: 0, shells: [], packageManagers: [], packages: { manager: "dpkg", names: ["base-files", "netbase"] }, distribution: "Distroless" });
  });

  it("in nothing", () => {
    expect(surface({ "/app": program })).toMatchObject({ files: 1, executables: 1, shells: [], packageManagers: [], packages: undefined, distribution: undefined });
  });
});

describe("shells", () => {
  const busybox = { "/bin/[": program, "/bin/busybox": { mode: 0o755, size: 0, hardLinkOf: "/bin/[" }, "/bin/sh": { mode: 0o755, size: 0, hardLinkOf: "/bin/[" }, "/bin/ash": { mode: 0o755, size: 0, hardLinkOf: "/bin/[" } };
  it.each<readonly [string, Readonly<Record<string, SampleFile>>, readonly string[]]>([
    ["BusyBox with hard links", busybox, ["/bin/sh"]],
    ["BusyBox alone", { "/bin/busybox": program }, ["/bin/busybox"]],
    ["Distroless' debug variant", { "/busybox/busybox": program, "/busybox/sh": "-> busybox" }, ["/busybox/sh"]],
    ["a shell under another name", { "/bin/sh": "-> /opt/tool", "/opt/tool": program }, ["/bin/sh"]],
    ["a shell in a folder of its own", { "/opt/app/bin/zsh": program }, ["/opt/app/bin/zsh"]],
    ["two shells", { "/bin/dash": program, "/bin/sh": "-> dash", "/usr/bin/fish": program }, ["/bin/sh", "/usr/bin/fish"]],
    ["a link that leads nowhere", { "/bin/sh": "-> dash" }, []],
    ["a link to itself", { "/bin/sh": "-> sh" }, []],
    ["a shell that nobody may execute", { "/bin/sh": { mode: 0o644 } }, []],
    ["an empty file", { "/bin/sh": { mode: 0o755, size: 0 } }, []],
    ["a folder", { "/bin/sh": folder(0o755) }, []],
    ["completions for a shell", { "/usr/share/bash-completion/bash": { mode: 0o644 } }, []],
  ])("%s", (_, files, shells) => {
    expect(surface(files).shells).toEqual(shells);
  });
});

describe("package managers", () => {
  it.each<readonly [string, Readonly<Record<string, SampleFile>>, readonly string[]]>([
    ["one under two names", { "/usr/bin/dnf-3": program, "/usr/bin/dnf": "-> dnf-3", "/usr/bin/yum": "-> dnf-3", "/usr/bin/rpm": program }, ["dnf", "rpm"]],
    ["those of BusyBox", { "/bin/busybox": program, "/bin/dpkg": "-> busybox", "/bin/rpm": "-> busybox" }, []],
    ["dpkg without apt", { "/usr/bin/dpkg": program }, ["dpkg"]],
    ["a folder of their name", { "/usr/bin/apt": folder(0o755), "/etc/apt": folder(0o755) }, []],
  ])("%s", (_, files, managers) => {
    expect(surface(files).packageManagers).toEqual(managers);
  });
});

describe("setuid and setgid", () => {
  it.each<readonly [string, SampleFile, boolean]>([
    ["setuid", { mode: 0o4755 }, true],
    ["setuid for its group alone", { mode: 0o4710 }, true],
    ["setuid that nobody may execute", { mode: 0o4644 }, false],
    ["setgid", { mode: 0o2755 }, true],
    ["setgid that the group may not execute: a lock", { mode: 0o2745 }, false],
    ["a folder whose files take its group", { kind: "folder", mode: 0o2775 }, false],
    ["a plain program", { mode: 0o1777 }, false],
  ])("%s", (_, file, counts) => {
    expect(surface({ "/x": file }).setuid).toEqual(counts ? ["/x"] : []);
  });
});

it("everybody may write where the mode says so, the kernel's folders aside", () => {
  const files = { "/tmp": folder(0o1777), "/data": folder(0o777), "/data/file": { mode: 0o666 }, "/link": "-> data", "/dev/null": { kind: "device" as const, mode: 0o666 }, "/proc/x": { mode: 0o666 }, "/closed": folder(0o775) };
  expect(surface(files).worldWritable).toEqual(["/data", "/data/file", "/tmp"]);
});

describe("packages", () => {
  it.each<readonly [string, Readonly<Record<string, SampleFile>>, ReturnType<typeof surface>["packages"]]>([
    ["rpm is seen, not read", { "/usr/lib/sysimage/rpm/rpmdb.sqlite": {} }, { manager: "rpm", names: undefined }],
    ["a list that was not read", { "/var/lib/dpkg/status": {} }, { manager: "dpkg", names: undefined }],
    ["an empty dpkg beside rpm", { "/var/lib/dpkg/status": "", "/var/lib/rpm/Packages": {} }, { manager: "rpm", names: undefined }],
    ["an empty dpkg alone", { "/var/lib/dpkg/status": "" }, { manager: "dpkg", names: [] }],
    ["apk's new place", { "/usr/lib/apk/db/installed": "P:musl\n", "/lib": "-> usr/lib" }, { manager: "apk", names: ["musl"] }],
    ["a status with other ends of lines", { "/var/lib/dpkg/status": "Package: a\r\nStatus: install ok installed\r\n" }, { manager: "dpkg", names: ["a"] }],
    ["those whose files are there", { "/var/lib/dpkg/status": ["installed", "half-configured", "config-files", "not-installed"].map((state) => `Package: ${state}\nStatus: hold ok ${state}\n`).join("\n") }, { manager: "dpkg", names: ["half-configured", "installed"] }],
  ])("%s", (_, files, packages) => {
    expect(surface(files).packages).toEqual(packages);
  });
});
