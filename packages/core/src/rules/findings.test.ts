import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";
import { RULES } from "./registry.ts";
import type { Problem } from "./rule.ts";
import { dockerfileSubject } from "../facts/subject.ts";

const TODAY = "2026-11-24";

interface Found {
  readonly line: number;
  readonly problem: Problem;
  readonly severity: string;
}

function find(id: string, text: string): readonly Found[] {
  const source = new SourceText("Dockerfile", text);
  const subject = dockerfileSubject({ syntax: parseDockerfile(source), context: undefined, today: TODAY });
  const rule = RULES.find((candidate) => candidate.id === id);
  return [...(rule?.dockerfile?.(subject) ?? [])].map((problem) => ({
    line: source.position(problem.range.start).line,
    problem,
    severity: problem.severity ?? rule?.severity ?? "",
  }));
}

describe("the causes that the guide names, on its own kind of original", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../../examples/go-api-alpine/Dockerfile"), "utf8");
  it.each([
    ["running as root, and no user isolation", "require-user", "FROM alpine:latest"],
    ["alpine:latest", "no-latest-tag", "FROM alpine:latest"],
    ["an unpinned base", "pin-image-digest", "FROM golang:alpine"],
    ["no security updates", "require-security-updates", "FROM alpine:latest"],
    ["needless packages", "no-build-tools-at-runtime", "apk --no-cache add"],
    ["weak build flags", "use-build-hardening-flags", "go build"],
  ])("%s", (_, id, place) => {
    const lines = text.split("\n");
    expect(find(id, text).map(({ line }) => lines[line - 1])).toContainEqual(expect.stringContaining(place));
  });
});

describe("severity where a place differs from its rule", () => {
  const run = (base: string) => `FROM ${base}\nCMD ["/server"]\n`;
  const built = (builder: string, command: string, base: string) =>
    `FROM ${builder} AS build\nWORKDIR /src\nRUN ${command}\nFROM ${base}\nCOPY --from=build /src/target/release/app /src/app /\nCMD ["/app"]\n`;
  it.each([
    ["a base past its support that runs", "no-end-of-life-base", run("alpine:3.19"), "high"],
    ["the same in a builder", "no-end-of-life-base", "FROM alpine:3.19 AS build\nFROM scratch\nCOPY --from=build /a /a\n", "medium"],
    ["a base with support by volunteers", "no-end-of-life-base", run("debian:12-slim"), "medium"],
    ["the worse of two ends counts", "no-end-of-life-base", run("python:3.9-slim-bookworm"), "high"],
    ["an end within 90 days", "no-end-of-life-base", run("php:8.2-fpm-alpine3.24"), "medium"],
    ["a program that cannot start", "no-libc-mismatch", built("rust:1.98", "cargo build --release", "scratch"), "medium"],
    ["an older glibc", "no-libc-mismatch", built("golang:1.27-trixie", "go build -o app", "debian:bookworm-slim"), "low"],
    ["sudo where it is thrown away", "no-sudo", "FROM debian:13 AS build\nRUN sudo make\nFROM scratch\nCOPY --from=build /a /a\n", "low"],
    ["a tool", "no-build-tools-at-runtime", 'FROM alpine:3.24\nRUN apk add curl\nCMD ["/server"]\n', "low"],
    ["a compiler", "no-build-tools-at-runtime", 'FROM alpine:3.24\nRUN apk add gcc\nCMD ["/server"]\n', "medium"],
    ["documentation only", "use-minimal-runtime-image", run("debian:13"), "low"],
    ["what does not build", "no-invalid-syntax", "FROM alpine:3.24\nCOPPY a /a\n", "medium"],
    ["what is only tolerated", "no-invalid-syntax", "FROM alpine:3.24\nRUN echo \\\n\n  a\n", "info"],
  ])("%s", (_, id, text, severity) => {
    expect(find(id, text).map((found) => found.severity)).toEqual([severity]);
  });
});

describe("what a finding tells", () => {
  it.each([
    ["product, release and day", "no-end-of-life-base", 'FROM alpine:3.19\nCMD ["/a"]\n', ["alpine 3.19", "2025-11-01"]],
    ["the misspelled variable's neighbour", "no-undeclared-arg-in-from", "ARG VERSION=3.24\nFROM alpine:$VERSON\n", ["VERSON", "Did you mean VERSION?"]],
    ["both C libraries", "no-libc-mismatch", 'FROM golang:1.27-trixie AS b\nRUN go build -o /a .\nFROM alpine:3.24\nCOPY --from=b /a /a\nCMD ["/a"]\n', ["glibc", "debian trixie", "musl"]],
    ["that a builder's USER does not count", "require-user", "FROM alpine:3.24 AS b\nUSER 1\nFROM alpine:3.24\n", ["of another stage does not count"]],
    ["the account's ids", "numeric-user", "FROM node:24-slim\nUSER node\n", ["1000:1000"]],
  ])("%s", (_, id, text, parts) => {
    const messages = find(id, text).map(({ problem }) => problem.message).join("\n");
    for (const part of parts) expect(messages).toContain(part);
  });
});
