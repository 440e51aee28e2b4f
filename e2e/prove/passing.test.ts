import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { contents, example, project, put, text } from "../../packages/cli/src/testing/project.ts";
import { on } from "../../packages/cli/src/testing/run.ts";
import { describeWithEngine, docker, environment } from "../engine/lab-engine.ts";
import { guestBook, replaced, withHabit } from "./projects.ts";
import { onlyVariant, PATIENCE, prove, type ProveRun } from "./prove.ts";

/** The size of an image as the engine gives it, of the same build once more. */
function sizeOf(folder: string, dockerfile: string): number {
  const tag = `prove-test-${process.pid}`;
  docker(["build", "--quiet", "--tag", tag, "--file", `${folder}/${dockerfile}`, folder]);
  try {
    return Number(docker(["image", "inspect", "--format", "{{.Size}}", tag]));
  } finally {
    docker(["image", "rm", "--force", tag]);
  }
}

function facts({ proof }: ProveRun, candidate: "original" | "distroless"): Readonly<Record<string, number>> {
  const { confirmations } = [proof.original, ...proof.variants].find(({ name }) => name === candidate) ?? proof.original;
  const counts: Record<string, number> = { confirmed: 0, contradicted: 0 };
  for (const { result } of confirmations) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

describeWithEngine("a proof that passes", () => {
  it("of the example: sizes are the engine's, predictions hold, and the guide has the figures until the source changes", { timeout: PATIENCE }, async () => {
    const folder = example("go-api");
    expect(await on(folder, "harden")).toMatchObject({ code: 0 });
    const planned = text(folder, "HARDENING.md");
    expect(planned).toContain("bulwark prove");
    const ran = await prove(folder);
    expect(ran).toMatchObject({ code: 0, proof: { verdict: { result: "passed" }, repairs: [] } });
    const distroless = ran.proof.variants.find(({ base }) => base === "distroless");
    expect(distroless?.checks.filter(({ required, met }) => required && !met)).toEqual([]);
    expect(distroless?.checks.filter(({ required }) => required).map(({ id }) => id)).toEqual(["builds", "starts", "answers", "non-root", "read-only", "no-capabilities", "no-new-privileges", "stops"]);
    expect(ran.proof.original.image?.size).toBe(sizeOf(folder, "Dockerfile"));
    expect(distroless?.image?.size).toBe(sizeOf(folder, "Dockerfile.distroless"));
    for (const candidate of ["original", "distroless"] as const) {
      expect(facts(ran, candidate)["confirmed"]).toBeGreaterThanOrEqual(12);
      expect(facts(ran, candidate)["contradicted"]).toBe(0);
    }
    const measured = text(folder, "HARDENING.md");
    expect(measured).not.toBe(planned);
    expect(measured).toContain("13 of 13 answers alike");
    const proved = contents(folder);
    expect(await on(folder, "harden")).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(proved);
  });

  it("writes nothing where nothing was hardened, and nothing with --dry-run", { timeout: PATIENCE }, async () => {
    const folder = project(guestBook());
    const before = contents(folder);
    expect(await prove(folder)).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(before);
    await on(folder, "harden");
    const hardened = contents(folder);
    expect(await prove(folder, "--dry-run")).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(hardened);
  });

  it("says what the original writes and nobody misses", { timeout: PATIENCE }, async () => {
    const ran = await prove(project(withHabit("lost-note")), "--base", "distroless");
    expect(ran).toMatchObject({ code: 0, proof: { verdict: { result: "passed" } } });
    expect(onlyVariant(ran).checks.find(({ id }) => id === "starts")).toMatchObject({ met: true, detail: expect.stringContaining("but the original writes /var/local/note, and it may not") });
  });

  it("of the example on Alpine where its bases can be had; else nothing is decided, and it says so", { timeout: PATIENCE }, async () => {
    const folder = example("go-api-alpine");
    const bases = [...text(folder, "Dockerfile").matchAll(/^FROM (\S+)/gm)].map(([, base = ""]) => base).filter((base) => base.includes(":"));
    const missing = bases.filter((base) => spawnSync("docker", ["pull", "--quiet", base], { env: environment }).status !== 0);
    const { code, proof } = await prove(folder);
    if (missing.length === 0) {
      expect({ code, verdict: proof.verdict.result }).toEqual({ code: 0, verdict: "passed" });
    } else {
      expect({ code, verdict: proof.verdict.result, variants: proof.variants }).toEqual({ code: 3, verdict: "undecided", variants: [] });
      expect(proof.verdict.reason).toContain("the original, Dockerfile, does not build: at `FROM ");
      expect(missing.filter((base) => proof.verdict.reason.includes(base))).toHaveLength(1);
    }
  });
});

describeWithEngine("a proof with --repair", () => {
  it("mends what fails, and writes it so that it stays: harden changes nothing, and the next proof passes by itself", { timeout: PATIENCE }, async () => {
    const folder = project(withHabit("hidden-folder"));
    const ran = await prove(folder, "--repair");
    expect(ran).toMatchObject({ code: 0, proof: { verdict: { result: "passed" } } });
    expect(ran.proof.repairs.filter(({ base }) => base === "distroless").map(({ change }) => change)).toEqual(["harden.volumes: /data"]);
    expect(ran.terminal).toContain("Repaired:");
    expect(text(folder, "bulwark.yaml")).toContain("harden:\n  volumes:\n    - /data # prove: the program writes /data/started at start\n");
    expect(text(folder, "Dockerfile.distroless")).toContain("/rootfs/data");
    expect(text(folder, "compose.hardened.yaml")).toContain(":/data");
    expect(text(folder, "HARDENING.md")).toContain("/data");
    const repaired = contents(folder);
    expect(await on(folder, "harden")).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(repaired);
    expect(await prove(folder)).toMatchObject({ code: 0, proof: { verdict: { result: "passed" }, repairs: [] } });
  });

  it("leaves what was edited by hand, and says so", { timeout: PATIENCE }, async () => {
    const folder = project(guestBook());
    await on(folder, "harden");
    const path = "Dockerfile.distroless";
    const edited = replaced(text(folder, path), "COPY templates ./templates\n", "");
    put(folder, { [path]: edited });
    const ran = await prove(folder, "--repair", "--base", "distroless");
    expect(ran).toMatchObject({ code: 1, proof: { repairs: [] } });
    expect(onlyVariant(ran).causes.map(({ kind, remedy }) => ({ kind, remedy }))).toEqual([{ kind: "file-missing", remedy: null }]);
    expect(ran.stderr).toContain("Dockerfile.distroless was edited by hand, so it is not repaired");
    expect(text(folder, path)).toBe(edited);
  });
});
