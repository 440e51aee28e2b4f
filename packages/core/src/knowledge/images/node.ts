import type { ImageRecord } from "./record.ts";
import { PLAIN_CONFIG } from "./record.ts";

/** The official Node.js images: the account `node` exists, the image runs as root. */
export const nodeImages: readonly ImageRecord[] = [
  {
    names: ["node"],
    role: "toolchain",
    language: { name: "nodejs", version: "tag" },
    distribution: {
      id: "debian",
      release: {
        steps:
          "6.14.2=jessie 6.14.4=stretch 7.0.0=? 8.11.2=jessie 8.13.0=stretch 9.0.0=? 9.11.1=jessie 10.0.0=? 10.3.0=jessie " +
          "10.13.0=stretch 14.19.3=buster 15.0.0=stretch 16.0.0=buster 17.0.0=bullseye 18.16.0=bookworm 19.0.0=bullseye " +
          "20.3.0=bookworm 26.0.0=trixie",
      },
      alpine:
        "8.16.2=3.10 8.17.0=3.11 9.0.0=? 10.17.0=3.10 10.18.0=3.11 11.0.0=? 12.13.0=3.10 12.14.0=3.11 12.22.7=3.14 12.22.8=3.15 " +
        "13.0.0=? 13.1.0=3.10 13.5.0=3.11 14.18.1=3.14 14.18.2=3.15 14.19.3=3.16 14.21.1=3.17 15.0.0=3.11 16.0.0=3.13 16.13.0=3.14 " +
        "16.13.1=3.15 16.15.1=3.16 16.18.1=3.17 16.20.0=3.18 17.0.0=3.14 17.3.0=3.15 18.3.0=3.16 18.12.1=3.17 18.16.0=3.18 " +
        "18.19.0=3.19 18.20.3=3.20 18.20.5=3.21 19.0.0=3.16 19.2.0=3.17 19.9.0=3.18 20.0.0=3.17 20.2.0=3.18 20.10.0=3.19 20.13.1=3.20 " +
        "20.18.1=3.21 20.19.2=3.22 20.19.6=3.23 21.0.0=3.18 21.4.0=3.19 21.7.3=3.20 22.0.0=3.19 22.2.0=3.20 22.12.0=3.21 22.16.0=3.22 " +
        "22.21.1=3.23 22.22.3=3.24 23.0.0=3.20 23.3.0=3.21 23.11.1=3.22 24.0.0=3.21 24.1.0=3.22 24.11.1=3.23 24.16.0=3.24 25.0.0=3.22 " +
        "25.2.1=3.23 26.3.0=3.24",
    },
    config: { ...PLAIN_CONFIG, entrypoint: ["docker-entrypoint.sh"], cmd: ["node"] },
    users: [{ name: "node", uid: 1000, gid: 1000, home: "/home/node" }],
    programs: ["node", "npm", "npx"],
    variants: [
      { before: "26", programs: ["yarn"] },
      {
        on: "debian",
        without: ["slim"],
        caCertificates: true,
        programs: ["gcc", "g++", "make", "git", "curl", "wget", "ssh", "python3"],
      },
    ],
    source: "github.com/docker-library/official-images @37079fb with its history, and github.com/nodejs/docker-node",
    asOf: "2026-08-21",
  },
];
