import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { labEnvironment } from "./environment.mjs";
import { allBuilds, namesOf, placeOf } from "./images/build.mjs";
import { digestOf } from "./registry.mjs";

const lab = labEnvironment();
/** Where everything is checked the lab must be there; elsewhere its tests are left out and say why. */
const required = process.env["CI"] !== undefined && process.env["CI"] !== "";
const title = lab === undefined && !required ? "the lab (not up: node e2e/lab/lab.mjs up)" : "the lab";

const RUN = `bulwark-lab-test-${process.pid}`;
const scratch = mkdtempSync(join(tmpdir(), "bulwark-lab-test-"));

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

function docker(...args: readonly string[]): Outcome {
  const result = spawnSync("docker", args, { encoding: "utf8", env: { ...process.env, ...lab, TOKEN: "what was handed over" }, maxBuffer: 1 << 26 });
  return { status: result.status, output: result.stdout + result.stderr };
}

/** What docker writes when it succeeds. */
function done(...args: readonly string[]): string {
  const { status, output } = docker(...args);
  expect(status, output).toBe(0);
  return output.trim();
}

/** Builds as a user does: no option but the name. */
function build(project: string): string {
  const name = `${RUN}-${project}`;
  done("build", "--tag", name, join(import.meta.dirname, "projects", project));
  return name;
}

/** Starts an image and asks it on the port that was published for it. */
async function answer(image: string): Promise<string> {
  done("run", "--detach", "--name", `${image}-run`, "--publish", "127.0.0.1::8080", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", image);
  const address = done("port", `${image}-run`, "8080");
  expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await (await fetch(`http://${address}/`)).text();
    } catch {
      await pause(50);
    }
  }
  throw new Error(`nothing answers at ${address}: ${docker("logs", `${image}-run`).output}`);
}

/** Names of all files of an image. */
function files(image: string): readonly string[] {
  const container = `${RUN}-files`;
  const archive = join(scratch, "files.tar");
  done("create", "--name", container, image, "unused");
  done("export", "--output", archive, container);
  done("rm", container);
  const list = spawnSync("tar", ["--list", "--file", archive], { encoding: "utf8", maxBuffer: 1 << 26 });
  expect(list.status, list.stderr).toBe(0);
  return list.stdout.trim().split("\n");
}

afterAll(() => {
  if (lab !== undefined) {
    const containers = docker("ps", "--all", "--quiet", "--filter", `name=${RUN}`).output.split("\n").filter(Boolean);
    if (containers.length > 0) docker("rm", "--force", ...containers);
    docker("image", "rm", "--force", ...["go", "node", "python", "syntax"].map((project) => `${RUN}-${project}`));
  }
  rmSync(scratch, { recursive: true });
});

// What is built is pulled and downloaded first; on two busy cores that takes its time.
describe.skipIf(lab === undefined && !required)(title, { timeout: 600_000 }, () => {
  it("is up", () => expect(lab, "bring it up with: node e2e/lab/lab.mjs up").toBeDefined());

  it("has in its registry every name that it lists", async () => {
    const places = allBuilds.flatMap(({ build }) => namesOf(build)).map(placeOf);
    const digests = await Promise.all(places.map(async ({ repository, tag }) => `${repository}:${tag} ${(await digestOf(repository, tag)) ?? "is missing"}`));
    expect(digests.filter((line) => line.endsWith("is missing"))).toEqual([]);
  });

  it("builds a Go service that downloads modules, and it answers on loopback as a user who is not root", async () => {
    const image = build("go");
    expect(await answer(image)).toMatch(/^uid 65532 id [0-9a-f-]{36}\n$/);
  });

  it("builds a Node.js service that downloads packages", async () => {
    const image = build("node");
    expect(await answer(image)).toBe("uid 65532 true\n");
  });

  it("builds a Python service that downloads packages of Debian and of PyPI", async () => {
    const image = build("python");
    expect(await answer(image)).toBe("uid 1000 True\n");
  });

  it("ends a service that handles SIGTERM with its own exit code", async () => {
    done("stop", "--time", "10", `${RUN}-node-run`);
    expect(done("inspect", "--format", "{{.State.ExitCode}} {{.State.OOMKilled}}", `${RUN}-node-run`)).toBe("0 false");
  });

  it.each(["static-debian13", "base-debian13", "cc-debian12", "python3-debian13", "nodejs22-debian13", "java21-debian13"])("has no shell and no package manager in distroless %s", (name) => {
    const image = `gcr.io/distroless/${name}:nonroot`;
    done("pull", "--quiet", image);
    expect(done("inspect", "--format", "{{.Config.User}} {{.Config.WorkingDir}}", image)).toBe("65532 /home/nonroot");
    expect(files(image).filter((file) => /(?:^|\/)(?:sh|bash|dash|busybox|apt|apt-get|dpkg)$/.test(file))).toEqual([]);
    expect(docker("run", "--rm", "--entrypoint", "/bin/sh", image).output).toContain('exec: "/bin/sh": stat /bin/sh: no such file or directory');
  });

  it("knows the current Dockerfile syntax when a file asks for it", () => {
    const image = `${RUN}-syntax`;
    done("build", "--tag", image, "--secret", "id=token,env=TOKEN", join(import.meta.dirname, "projects/syntax"));
    expect(files(image)).toEqual(expect.arrayContaining(["linked.txt", "parents/from/deep/file.txt"]));
  });

  it.each(["busybox:stable", "gcr.io/distroless/base-nossl-debian12:nonroot"])("resolves %s by tag and by digest to the same content", async (name) => {
    const { repository, tag } = placeOf(name);
    const digest = await digestOf(repository, tag);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const pinned = join(scratch, "Dockerfile");
    writeFileSync(pinned, `FROM ${name}@${digest}\n`);
    docker("image", "rm", "--force", name);
    const output = done("build", "--no-cache", "--progress", "plain", "--file", pinned, scratch);
    expect(output).toContain(digest);
    done("pull", "--quiet", name);
    expect(done("inspect", "--format", "{{join .RepoDigests \" \"}}", name)).toContain(`${name.split(":")[0]}@${digest}`);
  });

  it("has no look-alike for what cannot be made from Debian's packages", async () => {
    expect(await digestOf("library/alpine", "latest")).toBeUndefined();
    expect(await digestOf("library/ubuntu", "latest")).toBeUndefined();
  });
});
