import { describe, expect, it } from "vitest";
import { readImageFacts, sizeFromHistory } from "./image-facts.ts";

describe("what an engine says of an image", () => {
  it("is read from docker", () => {
    const docker = {
      Id: "sha256:abc",
      Size: 123,
      Architecture: "arm64",
      Os: "linux",
      RootFS: { Type: "layers", Layers: ["sha256:1", "sha256:2"] },
      Config: { User: "65532", Env: ["PATH=/bin", "A=b=c", "EMPTY="], Cmd: ["x"], Entrypoint: null, WorkingDir: "/app", ExposedPorts: { "8080/tcp": {} }, Volumes: { "/data": {} }, Labels: { a: "b" }, StopSignal: "SIGQUIT", Healthcheck: { Test: ["CMD", "y"], Interval: 1 } },
    };
    expect(readImageFacts(docker)).toEqual({
      id: "sha256:abc",
      size: 123,
      layers: 2,
      config: { architecture: "arm64", os: "linux", user: "65532", entrypoint: [], cmd: ["x"], environment: { PATH: "/bin", A: "b=c", EMPTY: "" }, workdir: "/app", exposedPorts: ["8080/tcp"], volumes: ["/data"], labels: { a: "b" }, stopSignal: "SIGQUIT", healthcheck: ["CMD", "y"] },
    });
  });

  it("is read from podman, whose ids have no algorithm and whose health check stands elsewhere", () => {
    expect(readImageFacts({ Id: "abc", Size: 1, Config: {}, Healthcheck: { Test: ["CMD-SHELL", "true"] } })).toMatchObject({ id: "sha256:abc", layers: 0, config: { healthcheck: ["CMD-SHELL", "true"], user: "" } });
  });

  it("is nothing where nothing is said", () => {
    for (const said of [undefined, null, [], {}, "x"]) expect(readImageFacts(said)).toBeUndefined();
  });

  it("is as large as its steps where the engine says the packed size", () => {
    expect(sizeFromHistory("0\n12288\n2002944\n")).toBe(2_015_232);
    expect(sizeFromHistory("0B\n12.3kB\n")).toBeUndefined();
    expect(sizeFromHistory("")).toBeUndefined();
  });
});
