import { describe, expect, it } from "vitest";
import type { BuildRequest } from "../engine.ts";
import { buildWords } from "./build-words.ts";
import { dockerBuilder, nerdctlBuilder, podmanBuilder } from "./builder.ts";

const REQUEST: BuildRequest = {
  tag: "bulwark-k3f9ax82m00z1s01:original",
  dockerfile: "/plans/Dockerfile.distroless",
  context: "/project dir",
  ignoreFile: "/plans/Dockerfile.distroless.dockerignore",
  target: "runtime",
  buildArguments: { VERSION: "1 2" },
  secrets: ["NPM_TOKEN"],
  features: [],
  timeoutSeconds: 60,
};
const TAIL = ["--secret", "id=npm_token,env=NPM_TOKEN", "--build-arg", "VERSION=1 2", "--target", "runtime"];
const END = ["--tag", REQUEST.tag, "--file", REQUEST.dockerfile, REQUEST.context];
const docker = { client: "28.0.0", server: "28.0.0", buildx: true, buildkit: "v0.20.0", wanted: undefined };

describe("the words of a build", () => {
  it.each([
    ["docker with buildx", "docker", dockerBuilder(docker), ["--load", "--progress", "plain", ...TAIL]],
    ["docker before 23", "docker", dockerBuilder({ ...docker, client: "20.10.0", buildx: false }), ["--progress", "plain", ...TAIL]],
    ["the classic builder", "docker", dockerBuilder({ ...docker, wanted: "0" }), ["--force-rm", ...TAIL, "--ignorefile", REQUEST.ignoreFile]],
    ["podman: its other format has no health check", "podman", podmanBuilder("1.40.0"), ["--format", "docker", ...TAIL, "--ignorefile", REQUEST.ignoreFile]],
    ["nerdctl", "nerdctl", nerdctlBuilder("v0.20.0"), ["--progress", "plain", ...TAIL]],
  ] as const)("%s", (_, engine, builder, words) => {
    expect(buildWords(engine, builder, REQUEST)).toEqual(["build", ...words, ...END]);
  });

  it("name one file to podman, which would take a comma for two", () => {
    const words = (dockerfile: string): readonly string[] => buildWords("podman", podmanBuilder("1.40.0"), { ...REQUEST, dockerfile });
    expect(words("/a,b/File")).toContain('"/a,b/File"');
    expect(words('/a"b/File')).toContain('"/a""b/File"');
    expect(words("/a b/File")).toContain("/a b/File");
  });

  it("take no option for a tag", () => {
    expect(() => buildWords("docker", dockerBuilder(docker), { ...REQUEST, tag: "--push" })).toThrow("is not a name");
  });
});
