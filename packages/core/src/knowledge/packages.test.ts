import { describe, expect, it } from "vitest";
import { CGO_MODULES, findCgoModule } from "./cgo-modules.ts";
import { isBuildPackage, isToolPackage } from "./packages.ts";

describe("packages that a running container does not need", () => {
  it.each(["gcc", "g++", "build-essential", "build-base", "libpq-dev", "openssl-devel", "linux-headers-generic", "git", "make", "openjdk-17-jdk-headless", "gcc-12", "clang-15", "golang-1.22"])(
    "%s serves building",
    (name) => expect(isBuildPackage(name)).toBe(true),
  );

  it.each(["gcc-12-base", "libgcc-s1", "libpq5", "ca-certificates", "tzdata", "openjdk-17-jre", "openjdk-17-jre-headless", "libstdc++", "nginx", "python3", "busybox-static"])(
    "%s does not",
    (name) => expect(isBuildPackage(name)).toBe(false),
  );

  it.each(["curl", "vim", "tcpdump", "netcat-openbsd", "sudo", "openssh-server", "strace"])("%s is a tool of people", (name) => expect(isToolPackage(name)).toBe(true));

  it.each(["ca-certificates", "libcurl4", "tini", "gosu", "postgresql-client", "ffmpeg"])("%s is not", (name) => expect(isToolPackage(name)).toBe(false));
});

describe("Go modules that use cgo", () => {
  it.each([
    ["github.com/mattn/go-sqlite3", "required"],
    ["github.com/confluentinc/confluent-kafka-go/v2", "required"],
    ["github.com/confluentinc/confluent-kafka-go/v2/kafka", "required"],
    ["github.com/google/gopacket/pcap", "required"],
    ["gorm.io/driver/sqlite", "required"],
    ["github.com/ethereum/go-ethereum", "optional"],
    ["github.com/google/gopacket", undefined],
    ["github.com/mattn/go-sqlite3-extra", undefined],
    ["modernc.org/sqlite", undefined],
    ["github.com/lib/pq", undefined],
  ])("%s: %s", (path, cgo) => {
    expect(findCgoModule(path)?.cgo).toBe(cgo);
  });

  it("names each module once", () => {
    const paths = CGO_MODULES.map((module) => module.path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
