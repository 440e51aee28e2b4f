import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

/** The official Python images. */
export const pythonImages: readonly ImageRecord[] = [
  {
    names: ["python"],
    role: "toolchain",
    language: { name: "python", version: "tag" },
    distribution: {
      id: "debian",
      release: {
        steps:
          "2.7.13=jessie 2.7.15=stretch 2.7.16=buster 3.3.6=jessie 3.4.4=? 3.4.6=jessie 3.4.8=stretch 3.5.1=? 3.5.3=jessie " +
          "3.5.5=stretch 3.5.7=buster 3.6.0=? 3.6.2=jessie 3.6.5=stretch 3.6.9=buster 3.6.14=bullseye 3.7.0=stretch 3.7.4=buster " +
          "3.7.11=bullseye 3.7.17=bookworm 3.8.0=buster 3.8.11=bullseye 3.8.17=bookworm 3.9.0=buster 3.9.6=bullseye 3.9.17=bookworm " +
          "3.9.23=trixie 3.10.0=bullseye 3.10.12=bookworm 3.10.18=trixie 3.11.0=bullseye 3.11.4=bookworm 3.11.13=trixie " +
          "3.12.0=bookworm 3.12.11=trixie 3.13.0=bookworm 3.13.6=trixie",
      },
      alpine:
        "2.7.13=3.4 2.7.15=3.9 2.7.16=3.10 2.7.17=3.11 3.3.6=3.4 3.4.4=? 3.4.6=3.4 3.4.8=3.8 3.4.9=3.9 3.5.1=? 3.5.3=3.4 3.5.5=3.8 " +
        "3.5.6=3.9 3.5.7=3.10 3.5.9=3.12 3.6.0=? 3.6.2=3.4 3.6.5=3.7 3.6.6=3.8 3.6.8=3.10 3.6.10=3.12 3.6.12=3.13 3.6.13=3.14 " +
        "3.6.15=3.15 3.7.0=3.8 3.7.2=3.9 3.7.3=3.10 3.7.6=3.11 3.7.7=3.12 3.7.9=3.13 3.7.10=3.14 3.7.12=3.15 3.7.13=3.16 3.7.15=3.17 " +
        "3.7.16=3.18 3.8.0=3.10 3.8.1=3.11 3.8.3=3.12 3.8.7=3.13 3.8.10=3.14 3.8.12=3.15 3.8.13=3.16 3.8.15=3.17 3.8.16=3.18 " +
        "3.8.18=3.19 3.8.19=3.20 3.9.0=3.12 3.9.1=3.13 3.9.5=3.14 3.9.9=3.15 3.9.13=3.16 3.9.15=3.17 3.9.16=3.18 3.9.18=3.19 " +
        "3.9.19=3.20 3.9.21=3.21 3.9.22=3.22 3.10.0=3.15 3.10.4=3.16 3.10.8=3.17 3.10.11=3.18 3.10.13=3.19 3.10.14=3.20 3.10.16=3.21 " +
        "3.10.17=3.22 3.10.19=3.23 3.10.20=3.24 3.11.0=3.17 3.11.3=3.18 3.11.7=3.19 3.11.9=3.20 3.11.11=3.21 3.11.12=3.22 " +
        "3.11.14=3.23 3.11.15=3.24 3.12.0=3.18 3.12.1=3.19 3.12.3=3.20 3.12.8=3.21 3.12.10=3.22 3.12.12=3.23 3.12.13=3.24 " +
        "3.13.0=3.20 3.13.1=3.21 3.13.3=3.22 3.13.10=3.23 3.13.14=3.24 3.14.0=3.22 3.14.1=3.23 3.14.6=3.24",
    },
    config: { ...PLAIN_CONFIG, cmd: ["python3"] },
    caCertificates: true,
    timeZones: true,
    programs: ["python", "python3", "pip"],
    variants: [
      { before: "3", config: { cmd: ["python2"] } },
      { on: "debian", without: ["slim"], programs: ["gcc", "g++", "make", "git", "curl", "wget", "ssh"] },
    ],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/docker-library/python",
    asOf: "2026-08-21",
  },
  {
    names: ["pypy"],
    role: "toolchain",
    language: { name: "pypy", version: undefined },
    distribution: { id: "debian" },
    config: PLAIN_CONFIG,
    caCertificates: true,
    programs: ["pip"],
    variants: [{ without: ["slim"], programs: ["gcc", "g++", "make", "git", "curl", "wget", "ssh"] }],
    source: "github.com/docker-library/pypy @0446524",
    asOf: "2026-08-21",
  },
  {
    names: ["pytorch/pytorch", "tensorflow/tensorflow"],
    role: "toolchain",
    distribution: { id: "ubuntu" },
    config: { user: "0", shell: PLAIN_CONFIG.shell },
    programs: ["python3", "pip"],
    source: "github.com/pytorch/pytorch @01343dc and github.com/tensorflow/tensorflow @01a1da9, the Dockerfiles of their images",
    asOf: "2026-08-21",
  },
];
