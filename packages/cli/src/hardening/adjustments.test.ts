import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { hardenJson } from "../testing/json.ts";
import { contents, example, project, put, text } from "../testing/project.ts";
import { on } from "../testing/run.ts";

const CONFIG = ["harden:", "  volumes:", "    - /data", "  tmpfs: [/run]", "  executable-tmpfs: [/tmp]", "  files: [/etc/mime.types]", "  ca-certificates: true", "  init: true", "  memory: 512MiB", ""].join("\n");

describe("what bulwark.yaml says of an application", () => {
  it.each(["go-api", "go-api-alpine"] as const)("stands in everything that is written for %s, and a second run changes nothing", async (name) => {
    const folder = example(name);
    put(folder, { "bulwark.yaml": CONFIG });
    const { code, json } = await hardenJson(folder);
    expect(code).toBe(0);
    const giving = (base: string): readonly string[] => text(folder, `Dockerfile.${base}`).split("\n").filter((line) => line.includes("--chown=65532:65532") || line.includes("install -d -o 65532 -g 65532"));
    for (const base of ["distroless", "alpine"]) expect(giving(base).some((line) => line.split(" ").includes("/data")), base).toBe(true);
    const [service] = Object.values<Record<string, unknown>>(parse(text(folder, "compose.hardened.yaml")).services);
    expect(service).toMatchObject({ read_only: true, init: true, mem_limit: "512m", volumes: expect.arrayContaining([expect.stringMatching(/^[a-z-]+:\/data$/)]) });
    expect(service?.["tmpfs"]).toEqual(expect.arrayContaining([expect.stringMatching(/^\/run:.*noexec/), expect.stringMatching(/^\/tmp:rw,exec,/)]));
    expect(text(folder, "compose.hardened.yaml")).toContain("# bulwark.yaml:3 harden.volumes names /data");
    expect(text(folder, "kubernetes.hardened.yaml")).toContain('mountPath: "/data"');
    expect(text(folder, "HARDENING.md")).toContain("bulwark.yaml:3 harden.volumes names /data");
    expect(text(folder, "HARDENING.md")).toContain("--volume ");
    expect(json.decisions.filter(({ id }) => ["volumes", "tmpfs", "files", "init", "memory"].includes(id)).every(({ evidence }) => evidence.every(({ path }) => path === "bulwark.yaml"))).toBe(true);
    const after = contents(folder);
    expect((await on(folder, "harden")).stdout).not.toMatch(/^(created|updated)/m);
    expect(contents(folder)).toEqual(after);
  });

  it.each(["go-api", "go-api-alpine"] as const)("changes %s in place once", async (name) => {
    const folder = example(name);
    put(folder, { "bulwark.yaml": CONFIG });
    expect((await on(folder, "harden", "--in-place")).code).toBe(0);
    expect(text(folder, "Dockerfile")).toContain("/data");
    const after = contents(folder);
    expect((await on(folder, "harden", "--in-place")).code).toBe(0);
    expect(contents(folder)).toEqual(after);
  });

  it("is named from the Dockerfile's folder, wherever people stand", async () => {
    const folder = project({ ".git/HEAD": "", "bulwark.yaml": CONFIG, "services/web/Dockerfile": 'FROM debian:13-slim\nCMD ["sleep", "1d"]\n' });
    expect((await on(folder, "harden", "services/web")).code).toBe(0);
    const after = contents(join(folder, "services/web"));
    expect(after["HARDENING.md"]).toContain("../../bulwark.yaml:3 harden.volumes names /data");
    expect((await on(join(folder, "services/web"), "harden")).stdout).not.toMatch(/^(created|updated)/m);
    expect(contents(join(folder, "services/web"))).toEqual(after);
  });

  it("is shown in the terminal, warnings among it", async () => {
    const folder = example("go-api");
    put(folder, { "bulwark.yaml": "harden:\n  writable-root: true\n" });
    const { stdout } = await on(folder, "harden", "--dry-run");
    expect(stdout).toContain("Can its root file system be read-only?");
    expect(stdout).toContain("bulwark.yaml:2 harden.writable-root is true");
  });

  it("is an error with its place where it is wrong, and nothing is written", async () => {
    const folder = example("go-api");
    put(folder, { "bulwark.yaml": "harden:\n  volumes: [/proc]\n  pid: 5\n" });
    const before = contents(folder);
    const { code, stderr } = await on(folder, "harden");
    expect(code).toBe(2);
    expect(stderr).toContain('bulwark.yaml:2:13 "/proc" is the kernel\'s own');
    expect(stderr).toContain('bulwark.yaml:3:3 unknown key "pid"; did you mean "pids"?');
    expect(contents(folder)).toEqual(before);
  });
});
