import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contents, project } from "../../packages/cli/src/testing/project.ts";
import { bulwark } from "../../packages/cli/src/testing/run.ts";
import { describeWithEngine } from "../engine/lab-engine.ts";
import { DOCKERFILE, guestBook, replaced, withHabit } from "./projects.ts";
import { engineEnvironment, flat, PATIENCE, prove } from "./prove.ts";

describeWithEngine("nothing is decided, and nothing said of the hardened container, where the original", () => {
  it("does not build", { timeout: PATIENCE }, async () => {
    const folder = project(guestBook({ Dockerfile: replaced(DOCKERFILE, "./cmd/api\n", "./cmd/nothing\n") }));
    const before = contents(folder);
    const ran = await prove(folder);
    expect(ran).toMatchObject({ code: 3, proof: { verdict: { result: "undecided" }, variants: [], original: { image: null }, next: ["docker build -f Dockerfile ."] } });
    expect(ran.proof.verdict.reason).toMatch(/^the original, Dockerfile, does not build: at `RUN .*go build -o \/out\/main \.\/cmd\/nothing`, its command ends with exit code 1$/);
    expect(ran.terminal).toContain("not decided");
    expect(ran.terminal).toContain("stat /src/cmd/nothing: directory not found");
    expect(ran.terminal).not.toMatch(/distroless|Image size/);
    expect(contents(folder)).toEqual(before);
  });

  it("ends with an error", { timeout: PATIENCE }, async () => {
    const folder = project(withHabit("database-url"));
    const ran = await prove(folder);
    expect(ran).toMatchObject({ code: 3, proof: { verdict: { result: "undecided" }, variants: [] } });
    expect(ran.proof.verdict.reason).toMatch(/^the original ends by itself with exit code 1: .*DATABASE_URL is not set; what it needs can be given under prove: in bulwark\.yaml/);
    expect(ran.terminal).not.toMatch(/distroless|Image size/);
  });

  it("answers nothing that it is asked", { timeout: PATIENCE }, async () => {
    const folder = project(guestBook({ Dockerfile: replaced(replaced(DOCKERFILE, "EXPOSE 8080", "EXPOSE 9090"), "CMD", "ENV UNUSED=1\nCMD"), "bulwark.yaml": "prove:\n  ready-within: 2s\n  probes:\n    - http: GET /healthz\n      port: 9090\n" }));
    const ran = await prove(folder);
    expect(ran).toMatchObject({ code: 3, proof: { verdict: { result: "undecided" }, variants: [] } });
    expect(ran.proof.verdict.reason).toContain("answers nothing that it was asked (GET /healthz on 9090); say what to ask under prove.probes");
  });
});

describe("without an engine", () => {
  let nowhere: string;
  beforeAll(() => {
    nowhere = mkdtempSync(join(tmpdir(), "prove-test-"));
  });
  afterAll(() => rmSync(nowhere, { recursive: true, force: true }));

  it.each<[string, readonly string[], () => Readonly<Record<string, string>>, readonly string[]]>([
    ["there is no command of one", [], () => ({ PATH: nowhere }), ["No container engine answers (docker: not installed; podman: not installed; nerdctl: not installed).", "Install one: Docker Engine or Podman on Linux"]],
    ["podman is asked for and not there", ["--engine", "podman"], () => ({ PATH: nowhere }), ["The engine podman cannot be used: not installed.", "Install one:"]],
    ["the result is to be JSON", ["--format", "json"], () => ({ PATH: nowhere }), ["No container engine answers"]],
  ])("%s: one error that says what to do, and nothing else", async (_, args, env, says) => {
    const folder = project(guestBook());
    const before = contents(folder);
    const { code, stdout, stderr } = await bulwark(["prove", ...args], { cwd: folder, env: { ...env(), TMPDIR: nowhere, COLUMNS: "200" } });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr.match(/^error /gm)).toHaveLength(1);
    for (const part of says) expect(flat(stderr)).toContain(part);
    expect(contents(folder)).toEqual(before);
    expect(Object.keys(contents(nowhere))).toEqual([]);
  });

  describeWithEngine("that answers at the address that the environment names", () => {
    it("names the address", async () => {
      const folder = project(guestBook());
      const { code, stdout, stderr } = await bulwark(["prove"], { cwd: folder, env: { ...engineEnvironment(), DOCKER_HOST: "unix:///nowhere/docker.sock", COLUMNS: "200" } });
      expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
      expect(flat(stderr)).toMatch(/^error No container engine answers \(docker: Cannot connect to the Docker daemon at unix:\/\/\/nowhere\/docker\.sock\..*DOCKER_HOST is unix:\/\/\/nowhere\/docker\.sock: start the engine there, or unset it\. $/);
    });
  });
});
