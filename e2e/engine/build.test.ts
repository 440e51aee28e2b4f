import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EngineError } from "@bulwark/engine";
import { describeWithEngine, docker, environment, namesWith, openBench } from "./lab-engine.ts";

const BASE = "debian:trixie-slim";

describeWithEngine("building", () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(async () => {
    expect(await bench.close()).toEqual([]);
  });

  it("gives the engine's own id, size and configuration, and streams the log", async () => {
    const folder = bench.folder({ Dockerfile: `FROM ${BASE}\nENV GREETING=hello\nEXPOSE 8080\nUSER 65532:65532\nARG RUN_ID\nRUN echo "built by $(id -u) in $RUN_ID"\nENTRYPOINT ["sleep"]\nCMD ["60"]\n` });
    const lines: string[] = [];
    const built = await bench.engine.build(bench.request(folder, "plain", { buildArguments: { RUN_ID: bench.run.id } }), (line) => lines.push(line));
    const tag = bench.run.image("plain");
    const told = docker(["image", "inspect", "--format", "{{.Id}} {{.Size}}", tag]).trim();
    const facts = await bench.engine.imageFacts(tag);
    expect(built).toMatchObject({ outcome: "built", imageId: facts.id });
    expect(`${facts.id} ${facts.size}`).toBe(told);
    expect(facts.config).toMatchObject({ user: "65532:65532", entrypoint: ["sleep"], cmd: ["60"], exposedPorts: ["8080/tcp"], architecture: "amd64" });
    expect(facts.config.environment["GREETING"]).toBe("hello");
    expect(lines.some((line) => line.includes(`built by 65532 in ${bench.run.id}`) && !line.includes("RUN"))).toBe(true);
  });

  it("takes a Dockerfile from outside of the context, a target, build arguments and secrets", async () => {
    const folder = bench.folder({
      "elsewhere/File": `FROM ${BASE} AS first\nARG NUMBER\nRUN --mount=type=secret,id=some_token test "$(cat /run/secrets/some_token)" = s3cret\nRUN echo "$NUMBER" > /number\nFROM first AS second\nRUN exit 9\n`,
      "context/file.txt": "x",
    });
    environment["SOME_TOKEN"] = "s3cret";
    const other = await openBench();
    const request = { dockerfile: join(folder, "elsewhere/File"), context: join(folder, "context"), target: "first", buildArguments: { NUMBER: "a b" }, secrets: ["SOME_TOKEN"] };
    const built = await other.engine.build(other.request(folder, "outside", request), () => {});
    expect(built).toMatchObject({ outcome: "built" });
    expect(built.command.slice(0, 1)).toEqual(["build"]);
    expect(built.command).toContain("id=some_token,env=SOME_TOKEN");
    expect(await other.close()).toEqual([]);
  });

  it("takes a Dockerfile's own ignore file in place of the context's", async () => {
    const folder = bench.folder({
      "elsewhere/File": `FROM ${BASE}\nCOPY . /all\nRUN test -e /all/kept && test ! -e /all/secret\n`,
      "elsewhere/File.dockerignore": "secret\n",
      "context/.dockerignore": "kept\n",
      "context/kept": "",
      "context/secret": "",
    });
    const request = { dockerfile: join(folder, "elsewhere/File"), ignoreFile: join(folder, "elsewhere/File.dockerignore"), context: join(folder, "context") };
    expect(await bench.engine.build(bench.request(folder, "ignored", request), () => {})).toMatchObject({ outcome: "built" });
  });

  it("tells a failed step in the builder's own words, with the line of the Dockerfile and the step's last output", async () => {
    const folder = bench.folder({ Dockerfile: `FROM ${BASE}\nRUN seq 1 200 && echo "no such target" >&2 && exit 3\n` });
    const built = await bench.engine.build(bench.request(folder, "failing"), () => {});
    if (built.outcome !== "failed") throw new Error("it should have failed");
    expect(built.error).toContain("exit code: 3");
    expect(built.error).toContain("no such target");
    expect(built.error).toContain(">>> RUN seq");
    expect(built.error.split("\n").length).toBeLessThan(40);
    expect(built.log).toContain("no such target");
  });

  it("names what the builder does not know instead of calling the build failed", async () => {
    // A builder that knows it builds it.
    const old = bench.folder({ Dockerfile: `FROM ${BASE}\nRUN --mount=type=secret,id=x,env=X true\n` });
    const failure = await bench.engine.build(bench.request(old, "old", { features: ["mount-secret", "secret-env"] }), () => {}).then((built) => built, (error: unknown) => error);
    if (failure instanceof EngineError) expect(failure).toMatchObject({ kind: "unsupported", message: expect.stringContaining("`RUN --mount=type=secret,env=`") });
    else expect(failure).toMatchObject({ outcome: "built" });
  });

  it("refuses what the classic builder would silently misread", async () => {
    environment["DOCKER_BUILDKIT"] = "0";
    const other = await openBench();
    delete environment["DOCKER_BUILDKIT"];
    expect(other.engine.facts.builder).toContain("classic");
    const folder = other.folder({ Dockerfile: `FROM ${BASE}\nRUN <<EOF\nUSER nobody\nEOF\n` });
    await expect(other.engine.build(other.request(folder, "classic", { features: ["heredoc"] }), () => {})).rejects.toMatchObject({ kind: "unsupported", message: expect.stringContaining("heredocs") });
    expect(await other.close()).toEqual([]);
  });

  it("ends a build that takes too long, and says so", async () => {
    const folder = bench.folder({ Dockerfile: `FROM ${BASE}\nRUN echo begun && sleep 300\n` });
    const built = await bench.engine.build(bench.request(folder, "slow", { timeoutSeconds: 5 }), () => {});
    expect(built).toMatchObject({ outcome: "timed-out" });
    expect(built.outcome !== "built" && built.log).toContain("begun");
  });

  it("ends a cancelled build, and nothing of it is left", async () => {
    const other = await openBench();
    const folder = other.folder({ Dockerfile: `FROM ${BASE}\nRUN echo begun && sleep 300\n` });
    const building = other.engine.build(other.request(folder, "cancelled"), (line) => {
      if (line.includes("begun")) other.controller.abort();
    });
    await expect(building).rejects.toMatchObject({ kind: "cancelled" });
    await expect(other.engine.build(other.request(folder, "again"), () => {})).rejects.toMatchObject({ kind: "cancelled" });
    expect(await other.close()).toEqual([]);
    expect(namesWith(other.run.id)).toEqual([]);
  });

  it("takes unusual folders as they are", async () => {
    const folder = bench.folder({ Dockerfile: `FROM ${BASE}\nCOPY ["a file", "/x"]\n`, "a file": "" });
    const odd = join(folder, `a, b $(touch x) 'ü"`);
    mkdirSync(odd);
    for (const name of ["Dockerfile", "a file"]) renameSync(join(folder, name), join(odd, name));
    expect(await bench.engine.build(bench.request(odd, "odd"), () => {})).toMatchObject({ outcome: "built" });
  });
});
