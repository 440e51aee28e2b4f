import type { SizeNode, Surface } from "../../image/surface.ts";
import type { MeasuredImage } from "../../prove/proof.ts";
import { known } from "../../source/fact.ts";

function node(name: string, content: number | readonly SizeNode[]): SizeNode {
  if (typeof content === "number") return { name, size: content, children: [] };
  return { name, size: content.reduce((sum, child) => sum + child.size, 0), children: content.toSorted((a, b) => b.size - a.size) };
}

const DEBIAN_PACKAGES = [
  "adduser", "apt", "base-files", "base-passwd", "bash", "bsdutils", "bzip2", "ca-certificates", "coreutils", "curl", "dash", "debconf", "debianutils", "diffutils", "dpkg",
  "findutils", "g++", "g++-14", "gcc", "gcc-14", "git", "gnupg", "grep", "gzip", "hostname", "init-system-helpers", "libacl1", "libapt-pkg7.0", "libc-bin", "libc6", "libc6-dev",
  "libcurl4t64", "libssl3t64", "libstdc++-14-dev", "login", "make", "mawk", "mercurial", "mount", "ncurses-base", "netbase", "openssh-client", "openssl", "passwd", "patch", "perl",
  "perl-base", "pkgconf", "procps", "python3", "python3.13", "sed", "sq", "subversion", "sysvinit-utils", "tar", "tzdata", "unzip", "util-linux", "wget", "xz-utils", "zlib1g",
];

const GOLANG_SURFACE: Surface = {
  files: 27_406,
  executables: 1_172,
  shells: ["/bin/bash", "/bin/sh"],
  packageManagers: ["apt", "dpkg"],
  setuid: ["/usr/bin/chfn", "/usr/bin/chsh", "/usr/bin/gpasswd", "/usr/bin/mount", "/usr/bin/newgrp", "/usr/bin/passwd", "/usr/bin/su", "/usr/bin/umount", "/usr/lib/openssh/ssh-keysign"],
  fileCapabilities: [],
  worldWritable: ["/go", "/go/bin", "/go/src", "/run/lock", "/tmp", "/var/tmp"],
  packages: { manager: "dpkg", names: DEBIAN_PACKAGES },
  distribution: "Debian GNU/Linux 13 (trixie)",
};

const DISTROLESS_SURFACE: Surface = {
  files: 1_412,
  executables: 2,
  shells: [],
  packageManagers: [],
  setuid: [],
  fileCapabilities: [],
  worldWritable: ["/tmp"],
  packages: { manager: "dpkg", names: ["base-files", "ca-certificates", "media-types", "netbase", "tzdata"] },
  distribution: "Debian GNU/Linux 13 (trixie)",
};

const ALPINE_SURFACE: Surface = {
  files: 521,
  executables: 22,
  shells: ["/bin/sh"],
  packageManagers: ["apk"],
  setuid: [],
  fileCapabilities: [],
  worldWritable: ["/tmp", "/var/tmp"],
  packages: {
    manager: "apk",
    names: ["alpine-baselayout", "alpine-baselayout-data", "alpine-keys", "alpine-release", "apk-tools", "busybox", "busybox-binsh", "ca-certificates-bundle", "libcrypto3", "libssl3", "musl", "musl-utils", "scanelf", "ssl_client", "zlib"],
  },
  distribution: "Alpine Linux v3.24",
};

const GOLANG_TREE = node("/", [
  node("usr", [
    node("local", [node("go", [node("pkg", [node("tool", 71_203_840), node("…", 3_114_221)]), node("src", 112_640_318), node("bin", 17_301_504), node("…", 20_180_446)])]),
    node("lib", [node("gcc", 142_606_336), node("x86_64-linux-gnu", 98_566_144), node("git-core", 19_922_944), node("python3", 27_262_976), node("…", 44_040_192)]),
    node("share", [node("perl", 18_874_368), node("doc", 9_437_184), node("…", 41_943_040)]),
    node("bin", 58_720_256),
    node("include", 24_117_248),
  ]),
  node("root", [node(".cache", [node("go-build", 96_468_992)])]),
  node("app", [node("main", 8_204_288), node("internal", 1_204), node("cmd", 1_690), node("templates", 612), node("…", 1_318)]),
  node("var", [node("lib", [node("dpkg", 16_777_216)]), node("…", 5_242_880)]),
  node("etc", 3_670_016),
]);

const DISTROLESS_TREE = node("/", [
  node("app", [node("main", 5_611_520), node("templates", 612), node("data", 0)]),
  node("healthcheck", 1_499_136),
  node("usr", [node("share", [node("zoneinfo", 1_318_912), node("…", 262_144)])]),
  node("etc", [node("ssl", [node("certs", 224_256)]), node("…", 31_744)]),
  node("var", [node("lib", [node("dpkg", 16_384)])]),
]);

const ALPINE_TREE = node("/", [
  node("app", [node("main", 5_611_520), node("templates", 612), node("data", 0)]),
  node("usr", [node("lib", [node("libcrypto.so.3", 4_526_080), node("…", 1_048_576)]), node("bin", 262_144)]),
  node("lib", [node("ld-musl-x86_64.so.1", 667_648), node("…", 319_488)]),
  node("bin", [node("busybox", 829_440)]),
  node("etc", 561_152),
]);

function image(id: string, figures: Pick<MeasuredImage, "size" | "layers" | "user" | "surface" | "tree">, compressedSize: number): MeasuredImage {
  return { id: `sha256:${id.repeat(64 / id.length)}`, compressedSize: known(compressedSize), faults: [], ...figures };
}

export const GOLANG_IMAGE: MeasuredImage = image("3f1c9a7e", { size: 918_345_121, layers: 10, user: "", surface: GOLANG_SURFACE, tree: GOLANG_TREE }, 331_804_672);
export const DISTROLESS_IMAGE: MeasuredImage = image("b2d40e15", { size: 9_114_208, layers: 16, user: "65532:65532", surface: DISTROLESS_SURFACE, tree: DISTROLESS_TREE }, 3_802_151);
export const ALPINE_IMAGE: MeasuredImage = image("77a6c081", { size: 14_027_334, layers: 5, user: "65532:65532", surface: ALPINE_SURFACE, tree: ALPINE_TREE }, 6_318_902);
