import { describe, expect, it } from "vitest";
import { dockerBuilder, podmanBuilder, type DockerParts } from "./builder.ts";
import { hasSyntaxLine, lackingFeatures, unsupported } from "./features.ts";

const DOCKER: DockerParts = { client: "28.0.4", server: "28.0.4", buildx: true, buildkit: "v0.20.2", wanted: undefined };

describe("the builder of docker", () => {
  it.each<[string, Partial<DockerParts>, string, string]>([
    ["buildx by default", {}, "buildkit", "buildkit v0.20.2"],
    ["a command without buildx takes the classic one", { buildx: false }, "classic", "the classic builder of docker 28.0.4"],
    ["the user wants the classic one", { wanted: "0" }, "classic", "the classic builder of docker 28.0.4"],
    ["an old command has BuildKit inside", { client: "20.10.24+dfsg1", server: "20.10.24+dfsg1", buildx: false, buildkit: undefined }, "buildkit", "buildkit of docker 20.10.24+dfsg1"],
    ["a BuildKit that does not say its version", { buildkit: "v0.0.0+unknown" }, "buildkit", "buildkit of docker 28.0.4"],
    ["an old engine that says its own version for BuildKit's", { server: "20.10.7", buildkit: "20.10.7" }, "buildkit", "buildkit of docker 20.10.7"],
  ])("%s", (_, parts, kind, label) => {
    expect(dockerBuilder({ ...DOCKER, ...parts })).toMatchObject({ kind, label });
  });
});

describe("what a builder lacks", () => {
  const buildkit = (version: string): ReturnType<typeof dockerBuilder> => dockerBuilder({ ...DOCKER, buildkit: version });
  const all = ["heredoc", "copy-link", "secret-env", "mount-cache", "mount-secret", "mount-bind", "copy-parents"] as const;

  it.each([
    ["BuildKit 0.20", buildkit("v0.20.2"), ["copy-parents"]],
    ["BuildKit 0.15", buildkit("v0.15.1"), ["secret-env", "copy-parents"]],
    ["Docker 20.10", dockerBuilder({ ...DOCKER, client: "20.10.5", server: "20.10.5", buildx: false, buildkit: undefined }), ["heredoc", "copy-link", "secret-env", "copy-parents"]],
    ["a BuildKit of unknown version: it is asked", buildkit("v0.0.0+unknown"), []],
    ["the classic builder", dockerBuilder({ ...DOCKER, wanted: "false" }), [...all]],
    ["Podman 4.3", podmanBuilder("1.28.2"), ["heredoc", "copy-link", "secret-env", "copy-parents"]],
    ["Podman 5.5", podmanBuilder("1.40.1"), ["copy-link", "secret-env"]],
    ["Podman of unknown version", podmanBuilder(undefined), []],
  ])("%s", (_, builder, lacking) => {
    expect(lackingFeatures(builder, all, false)).toEqual(lacking);
  });

  it("is nothing where BuildKit fetches another frontend, which buildah does not do", () => {
    expect(lackingFeatures(buildkit("v0.9.0"), ["heredoc"], true)).toEqual([]);
    expect(lackingFeatures(podmanBuilder("1.28.2"), ["heredoc"], true)).toEqual(["heredoc"]);
  });

  it("is named with the builder and what to install", () => {
    const error = unsupported(podmanBuilder("1.28.2"), ["heredoc", "copy-link"], undefined);
    expect(error.kind).toBe("unsupported");
    expect(error.message).toBe("buildah 1.28.2 cannot do heredocs (`<<EOF`), `COPY --link`");
    expect(error.remedy).toContain("buildah 1.41 or later");
    expect(unsupported(dockerBuilder({ ...DOCKER, wanted: "0" }), ["heredoc"], undefined).remedy).toContain("buildx");
  });

  it.each([
    ["# syntax=docker/dockerfile:1\nFROM a", true],
    ["\uFEFF#Syntax = docker/dockerfile:1\r\nFROM a", true],
    ["#!/usr/bin/docker\n# escape=`\n# syntax=x\nFROM a", true],
    ["# a comment\n# syntax=docker/dockerfile:1\nFROM a", false],
    ["FROM a\n# syntax=docker/dockerfile:1", false],
    ["", false],
  ])("knows the line that names a frontend: %j", (text, has) => {
    expect(hasSyntaxLine(text)).toBe(has);
  });
});
