import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

/** The official Go toolchain. */
export const goImages: readonly ImageRecord[] = [
  {
    names: ["golang"],
    role: "toolchain",
    language: { name: "go", version: "tag" },
    distribution: {
      id: "debian",
      release: {
        steps:
          "1.7.6=jessie 1.8.0=? 1.8.3=jessie 1.9.0=stretch 1.11.12=buster 1.12.0=stretch 1.12.7=buster 1.16.7=bullseye " +
          "1.19.10=bookworm 1.20.0=bullseye 1.20.5=bookworm 1.24.6=trixie",
      },
      alpine:
        "1.7.6=3.4 1.8.0=? 1.8.3=3.5 1.9.0=3.6 1.9.7=3.8 1.10.0=3.7 1.10.3=3.8 1.10.8=3.9 1.11.0=3.8 1.11.5=3.9 1.11.11=3.10 " +
        "1.12.0=3.9 1.12.6=3.10 1.12.14=3.11 1.13.0=3.10 1.13.5=3.11 1.13.12=3.12 1.14.0=3.11 1.14.4=3.12 1.14.13=3.13 1.15.0=3.12 " +
        "1.15.6=3.13 1.15.13=3.14 1.16.0=3.13 1.16.5=3.14 1.16.10=3.15 1.17.0=3.14 1.17.3=3.15 1.17.10=3.16 1.18.0=3.15 1.18.2=3.16 " +
        "1.18.8=3.17 1.19.0=3.16 1.19.3=3.17 1.19.9=3.18 1.20.0=3.17 1.20.4=3.18 1.20.12=3.19 1.21.0=3.18 1.21.5=3.19 1.21.10=3.20 " +
        "1.22.0=3.19 1.22.3=3.20 1.22.10=3.21 1.23.0=3.20 1.23.4=3.21 1.23.9=3.22 1.24.0=3.21 1.24.3=3.22 1.24.11=3.23 1.25.0=3.22 " +
        "1.25.5=3.23 1.25.11=3.24 1.26.0=3.23 1.26.4=3.24",
    },
    config: { ...PLAIN_CONFIG, workdir: "/go", env: { GOPATH: "/go", PATH: "/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" } },
    caCertificates: true,
    programs: ["go", "gofmt"],
    variants: [
      { on: "debian", config: { cmd: ["bash"] }, programs: ["gcc", "g++", "make", "pkg-config", "git", "curl", "wget", "ssh"] },
      { on: "alpine", config: { cmd: ["/bin/sh"] } },
    ],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/docker-library/golang",
    asOf: "2026-08-21",
  },
];
