import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseImageReference } from "../dockerfile/reference.ts";
import { findImage, imageCatalogue } from "./find-image.ts";
import type { ImageKnowledge } from "./image.ts";
import { imageRecords } from "./images/all.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;

function find(text: string): ImageKnowledge | undefined {
  const reference = parseImageReference(text);
  return reference === undefined ? undefined : findImage(reference);
}

/** `id version codename libc`, with `-` for what the tag does not tell. */
function base(text: string): string {
  const image = find(text);
  const { id, version, codename } = image?.distribution ?? { id: "-", version: undefined, codename: undefined };
  return [id, version ?? "-", codename ?? "-", image?.libc ?? "-"].join(" ");
}

describe("what an image is built on", () => {
  it.each([
    ["debian:12", "debian 12 bookworm glibc"],
    ["debian:12.5-slim", "debian 12 bookworm glibc"],
    ["debian:trixie-20250811-slim", "debian 13 trixie glibc"],
    ["debian", "debian - - glibc"],
    ["debian:stable-slim", "debian - - glibc"],
    ["ubuntu:22.04", "ubuntu 22.04 jammy glibc"],
    ["ubuntu:noble", "ubuntu 24.04 noble glibc"],
    ["alpine:3.20.1", "alpine 3.20 - musl"],
    ["alpine:3", "alpine - - musl"],
    ["alpine:edge", "alpine - - musl"],
    ["busybox:1.36-musl", "busybox - - musl"],
    ["arm32v7/debian:12", "debian 12 bookworm glibc"],
    ["i386/python:3.11-slim", "debian 13 trixie glibc"],
    ["archlinux:base", "other - - glibc"],
    ["centos:7", "centos 7 - glibc"],
    ["quay.io/centos/centos:stream9", "centos 9 - glibc"],
    ["registry.access.redhat.com/ubi9/ubi-minimal:9.4", "rhel 9 - glibc"],
    ["golang:1.24", "debian 13 trixie glibc"],
    ["golang:1.24.3", "debian 12 bookworm glibc"],
    ["golang:1.20", "debian 12 bookworm glibc"],
    ["golang:1.20.4", "debian 11 bullseye glibc"],
    ["golang:1.24-alpine", "alpine 3.23 - musl"],
    ["golang:1.24-alpine3.20", "alpine 3.20 - musl"],
    ["golang:alpine", "alpine - - musl"],
    ["golang:latest", "debian - - glibc"],
    ["golang:1.24-windowsservercore-ltsc2022", "windows - - -"],
    [`golang@${DIGEST}`, "- - - -"],
    [`golang:1.24-alpine@${DIGEST}`, "alpine 3.23 - musl"],
    [`alpine@${DIGEST}`, "alpine - - musl"],
    ["node:22", "debian 12 bookworm glibc"],
    ["node:24-slim", "debian 12 bookworm glibc"],
    ["node:26", "debian 13 trixie glibc"],
    ["node:20.11.0-alpine", "alpine 3.19 - musl"],
    ["python:3.11-slim", "debian 13 trixie glibc"],
    ["python:3.11.2-slim", "debian 11 bullseye glibc"],
    ["python:3.12-slim-bookworm", "debian 12 bookworm glibc"],
    ["eclipse-temurin:21-jre", "ubuntu - - glibc"],
    ["eclipse-temurin:21-jre-alpine-3.21", "alpine 3.21 - musl"],
    ["maven:3.9-eclipse-temurin-21-alpine", "alpine - - musl"],
    ["postgres:16-alpine", "alpine 3.24 - musl"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "debian 12 bookworm glibc"],
    ["mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", "ubuntu 24.04 noble glibc"],
    ["gcr.io/distroless/static-debian12:nonroot", "distroless 12 bookworm none"],
    ["gcr.io/distroless/base", "distroless - - glibc"],
    ["cgr.dev/chainguard/static", "wolfi - - none"],
    ["cgr.dev/chainguard/node:latest-dev", "wolfi - - glibc"],
    ["dhi.io/python:3.13-alpine3.24", "alpine 3.24 - musl"],
    ["public.ecr.aws/docker/library/node:22", "debian 12 bookworm glibc"],
    ["mcr.microsoft.com/windows/servercore:ltsc2022", "windows - - -"],
  ])("%s is %s", (text, expected) => {
    expect(base(text)).toBe(expected);
  });

  it.each(["acme/api:1.0", "ghcr.io/acme/golang:1.24", "internal.example/library/debian:12"])("knows nothing of %s", (text) => {
    expect(find(text)).toBeUndefined();
  });
});

describe("what an image brings", () => {
  it.each([
    ["golang:1.24", "gcc", true],
    ["golang:1.24-alpine", "gcc", false],
    ["golang:1.24-alpine", "wget", true],
    ["python:3.13", "curl", true],
    ["python:3.13-slim", "curl", false],
    ["node:24", "yarn", true],
    ["node:26", "yarn", false],
    ["nginx:1.30", "curl", true],
    ["nginx:1.30-alpine-slim", "curl", false],
    ["eclipse-temurin:21-jre", "javac", false],
    ["eclipse-temurin:21-jdk", "javac", true],
  ])("%s has %s: %s", (text, program, expected) => {
    expect(find(text)?.programs.includes(program)).toBe(expected);
  });

  it.each([
    ["node:22", "0"],
    ["nginxinc/nginx-unprivileged:1.30", "101"],
    ["gcr.io/distroless/static-debian13", "0"],
    ["gcr.io/distroless/static-debian13:nonroot", "65532"],
    ["gcr.io/distroless/static-debian13:debug-nonroot", "65532"],
    [`gcr.io/distroless/static-debian13@${DIGEST}`, undefined],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "0"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "1654"],
    ["haproxy:2.3", "0"],
    ["haproxy:3.2", "haproxy"],
    ["haproxy", undefined],
    ["golang:1.24-nanoserver", undefined],
  ])("%s runs as %s", (text, user) => {
    const reference = parseImageReference(text);
    expect(reference && imageCatalogue.find(reference)?.user).toBe(user);
  });

  it.each([
    ["node:22", "node", 1000],
    ["nginx", "nginx", 101],
    ["postgres:16", "postgres", 999],
    ["postgres:16-alpine", "postgres", 70],
    ["redis:7-alpine", "redis", 999],
    ["php:8.4-fpm", "www-data", 33],
    ["php:8.4-fpm-alpine", "www-data", 82],
    ["debian:12", "nobody", 65534],
    ["gcr.io/distroless/base-debian13", "nonroot", 65532],
    ["mcr.microsoft.com/dotnet/aspnet:8.0", "app", 1654],
    ["mcr.microsoft.com/dotnet/aspnet:6.0", "app", undefined],
    ["ubuntu:24.04", "ubuntu", 1000],
    ["ubuntu:22.04", "ubuntu", undefined],
  ])("in %s the account %s has the id %s", (text, name, uid) => {
    expect(find(text)?.users.find((user) => user.name === name)?.uid).toBe(uid);
  });

  it.each([
    ["debian:12", true, "apt"],
    ["alpine:3.20", true, "apk"],
    ["gcr.io/distroless/cc-debian13:debug", false, "none"],
    ["cgr.dev/chainguard/python", false, "none"],
    ["cgr.dev/chainguard/python:latest-dev", true, "apk"],
    ["cgr.dev/chainguard/node", true, "none"],
    ["dhi.io/nginx:1.30", undefined, undefined],
    ["dhi.io/golang:1.27-dev", true, "apt"],
    ["mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", false, "none"],
    ["registry.access.redhat.com/ubi9/ubi-minimal", true, "microdnf"],
  ])("%s has a shell: %s, and the package manager %s", (text, shell, manager) => {
    expect([find(text)?.shell, find(text)?.packageManager]).toEqual([shell, manager]);
  });

  it("takes the language's version from where the tag names it", () => {
    expect(find("golang:1.24.3-alpine3.20")?.language).toEqual({ name: "go", version: "1.24.3" });
    expect(find("maven:3.9-eclipse-temurin-21")?.language).toEqual({ name: "java", version: "21" });
    expect(find("gradle:8.5-jdk17")?.language).toEqual({ name: "java", version: "17" });
    expect(find("gcr.io/distroless/nodejs22-debian12")?.language).toEqual({ name: "nodejs", version: "22" });
    expect(find("node:lts")?.language).toEqual({ name: "nodejs", version: undefined });
  });

  it("describes the databases as stateful and Windows as Windows, whatever the family", () => {
    expect(find("postgres:16")?.role).toBe("stateful");
    expect(find("golang:1.24-nanoserver-ltsc2022")?.role).toBe("windows");
    expect(find("eclipse-temurin:21-jre")?.role).toBe("runtime");
  });
});

describe("the catalogue as a whole", () => {
  it("gives every name to one record only, with its source and day", () => {
    const names = imageRecords.flatMap((record) => record.names);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    for (const record of imageRecords) {
      expect(record.source, record.names[0]).not.toBe("");
      expect(record.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it("finds every name under which a record stands", () => {
    for (const name of imageRecords.flatMap((record) => record.names)) expect(find(name)?.name).toBe(name);
  });

  it("answers for any tag of any image without throwing", () => {
    const names = fc.constantFrom(...imageRecords.flatMap((record) => record.names));
    const piece = fc.constantFrom("1", "1.24", "22.04", "alpine", "alpine3", "slim", "bookworm", "jre", "temurin", "__proto__", "constructor", "v1", "99999999999999999999", ".", "x");
    fc.assert(
      fc.property(names, fc.array(piece, { minLength: 1, maxLength: 6 }), (name, pieces) => {
        const image = find(`${name}:${pieces.join("-")}`);
        if (image !== undefined) expect(image.config.source).not.toBe("");
      }),
    );
  });

  it("answers for any text that is a reference without throwing", () => {
    fc.assert(fc.property(fc.string(), (text) => void find(text)));
  });
});
