import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

/** The official Rust toolchain. */
export const rustImages: readonly ImageRecord[] = [
  {
    names: ["rust"],
    role: "toolchain",
    language: { name: "rust", version: "tag" },
    distribution: {
      id: "debian",
      release: { steps: "1.19.0=stretch 1.37.0=buster 1.55.0=bullseye 1.72.0=bookworm 1.89.0=trixie" },
      alpine:
        "1.37.0=3.10 1.41.0=3.11 1.44.1=3.12 1.50.0=3.13 1.54.0=3.14 1.58.0=3.15 1.61.0=3.16 1.66.0=3.17 1.70.0=3.18 1.75.0=3.19 " +
        "1.78.0=3.20 1.83.0=3.21 1.87.0=3.22 1.91.1=3.23 1.96.0=3.24",
    },
    config: PLAIN_CONFIG,
    caCertificates: true,
    programs: ["cargo", "rustc", "rustup", "gcc"],
    variants: [{ on: "debian", without: ["slim"], programs: ["g++", "make", "git", "curl", "wget", "ssh"] }],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/rust-lang/docker-rust",
    asOf: "2026-08-21",
  },
];
