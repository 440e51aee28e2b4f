import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

/** The official Ruby images. */
export const rubyImages: readonly ImageRecord[] = [
  {
    names: ["ruby"],
    role: "toolchain",
    language: { name: "ruby", version: "tag" },
    distribution: {
      id: "debian",
      release: {
        steps:
          "2.2.7=jessie 2.3.1=? 2.3.4=jessie 2.3.7=stretch 2.4.0=? 2.4.1=jessie 2.4.4=stretch 2.4.6=buster 2.5.0=stretch 2.5.5=buster " +
          "2.6.0=stretch 2.6.3=buster 2.6.8=bullseye 2.7.0=buster 2.7.4=bullseye 3.0.0=buster 3.0.2=bullseye 3.1.4=bookworm " +
          "3.2.0=bullseye 3.2.2=bookworm 3.2.9=trixie 3.3.0=bookworm 3.3.9=trixie 3.4.1=bookworm 3.4.5=trixie",
      },
      alpine:
        "2.2.7=3.4 2.3.1=? 2.3.4=3.4 2.3.7=3.8 2.4.0=? 2.4.1=3.4 2.4.4=3.7 2.4.5=3.9 2.4.6=3.10 2.4.9=3.11 2.5.0=3.7 2.5.3=3.9 " +
        "2.5.5=3.10 2.5.7=3.11 2.5.8=3.13 2.6.0=3.8 2.6.1=3.9 2.6.3=3.10 2.6.5=3.11 2.6.6=3.13 2.6.8=3.14 2.6.9=3.15 2.7.0=3.11 " +
        "2.7.1=3.12 2.7.2=3.13 2.7.4=3.14 2.7.5=3.15 2.7.6=3.16 3.0.0=3.13 3.0.2=3.14 3.0.3=3.15 3.0.4=3.16 3.1.0=3.15 3.1.2=3.16 " +
        "3.1.3=3.17 3.1.4=3.19 3.1.5=3.20 3.1.6=3.21 3.2.0=3.17 3.2.2=3.19 3.2.4=3.20 3.2.6=3.21 3.2.8=3.22 3.2.9=3.23 3.3.0=3.19 " +
        "3.3.1=3.20 3.3.6=3.21 3.3.8=3.22 3.3.10=3.23 3.3.11=3.24 3.4.1=3.21 3.4.4=3.22 3.4.7=3.23 3.4.9=3.24 4.0.0=3.23 4.0.5=3.24",
    },
    config: { ...PLAIN_CONFIG, cmd: ["irb"] },
    caCertificates: true,
    programs: ["ruby", "gem", "bundle"],
    variants: [{ on: "debian", without: ["slim"], programs: ["gcc", "g++", "make", "git", "curl", "wget", "ssh"] }],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/docker-library/ruby",
    asOf: "2026-08-21",
  },
];
