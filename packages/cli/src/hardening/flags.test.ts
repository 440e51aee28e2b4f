import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { hardenJson } from "../testing/json.ts";
import { contents, example, project, put, text } from "../testing/project.ts";
import { bulwark, on, TODAY } from "../testing/run.ts";

const OUTPUTS = [".dockerignore", "Dockerfile.alpine", "Dockerfile.distroless", "HARDENING.md", "compose.hardened.yaml", "kubernetes.hardened.yaml"];
const GENERIC = "FROM alpine:3.24\nENTRYPOINT [\"/bin/true\"]\n";

/** What a run added to a folder or changed in it. */
function written(before: Readonly<Record<string, string>>, folder: string): readonly string[] {
  return Object.entries(contents(folder)).filter(([path, content]) => before[path] !== content).map(([path]) => path);
}

describe("a stage that is not the last one", () => {
  const DOCKERFILE = ["FROM golang:1.26 AS build", "WORKDIR /src", "COPY . .", "RUN go build -o /app .", "FROM debian:13-slim AS prod", "COPY --from=build /app /app", 'CMD ["/app"]', "FROM golang:1.26 AS dev", 'CMD ["sleep", "1d"]', ""].join("\n");
  const SOURCE = { "go.mod": "module example.com/shop\n\ngo 1.26\n", "main.go": 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n' };

  it("is hardened where Compose builds it, and built by its name everywhere", async () => {
    const folder = project({ ...SOURCE, Dockerfile: DOCKERFILE, "compose.yaml": "services:\n  web:\n    build:\n      context: .\n      target: prod\n", ".git/HEAD": "" });
    const { code, json } = await hardenJson(folder);
    expect(code).toBe(0);
    expect(json.next[0]).toMatch(/^docker build --target prod /);
    expect(text(folder, "Dockerfile.distroless")).toMatch(/FROM gcr\.io\/distroless\/static-debian13:nonroot AS prod\n/);
    expect(parse(text(folder, "compose.hardened.yaml")).services.shop.build.target).toBe("prod");
  });
});

describe("what is written where", () => {
  it("beside the Dockerfile, and no other byte changes", async () => {
    const folder = example("go-api");
    const before = contents(folder);
    const { code, json } = await hardenJson(folder);
    expect(code).toBe(0);
    expect(written(before, folder)).toEqual(OUTPUTS);
    expect(json.files.map((file) => `${file.path} ${file.status}`).sort()).toEqual(OUTPUTS.map((path) => `${path} created`));
  });

  it("into --out, and nothing beside the Dockerfile", async () => {
    const folder = example("go-api");
    const before = contents(folder);
    const out = join(project(), "a/b");
    expect((await on(folder, "harden", "--out", out)).code).toBe(0);
    expect(contents(folder)).toEqual(before);
    expect(Object.keys(contents(out))).toEqual(OUTPUTS);
    const { build } = parse(text(out, "compose.hardened.yaml")).services["go-api"];
    expect(join(out, build.context)).toBe(folder);
    expect(join(folder, build.dockerfile)).toBe(join(out, "Dockerfile.distroless"));
    expect((await on(folder, "harden", "-o", out)).stdout).not.toMatch(/^(created|updated)/m);
  });

  it.each([["--dry-run"], ["-n"], ["--diff"], ["--diff", "--format", "json"], ["--dry-run", "--in-place"]])("nothing with %j %j %j", async (...args) => {
    const folder = example("go-api");
    const before = contents(folder);
    const { code, stdout } = await on(folder, "harden", ...args.filter((arg) => arg !== undefined));
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(500);
    expect(contents(folder)).toEqual(before);
  });

  it("under the names of the Dockerfile, and of each where there are several", async () => {
    const folder = project({ "ledger.Dockerfile": GENERIC, "Dockerfile.prod": GENERIC, "web.dockerfile": GENERIC });
    const before = contents(folder);
    for (const name of ["ledger.Dockerfile", "Dockerfile.prod", "web.dockerfile"]) expect((await on(folder, "harden", name)).code).toBe(0);
    expect(written(before, folder)).toEqual([
      ".dockerignore",
      "Dockerfile.prod.hardened",
      "ledger.HARDENING.md",
      "ledger.compose.hardened.yaml",
      "ledger.hardened.Dockerfile",
      "ledger.kubernetes.hardened.yaml",
      "prod.HARDENING.md",
      "prod.compose.hardened.yaml",
      "prod.kubernetes.hardened.yaml",
      "web.HARDENING.md",
      "web.compose.hardened.yaml",
      "web.hardened.dockerfile",
      "web.kubernetes.hardened.yaml",
    ]);
    for (const name of ["ledger.Dockerfile", "Dockerfile.prod", "web.dockerfile"]) expect((await on(folder, "harden", name)).stdout, "each run again").not.toMatch(/^(created|updated)/m);
  });

  it("ledger.distroless.Dockerfile for a Go service in ledger.Dockerfile", async () => {
    const folder = example("go-api");
    put(folder, { "ledger.Dockerfile": text(folder, "Dockerfile") });
    const { json } = await hardenJson(folder, "ledger.Dockerfile");
    expect(json.variants.map((variant) => variant.path)).toEqual(["ledger.distroless.Dockerfile", "ledger.alpine.Dockerfile"]);
  });
});

describe("--diff", () => {
  it("is a patch that turns the original into what would be written", async () => {
    const folder = example("go-api-alpine");
    const { stdout } = await on(folder, "harden", "--diff", "--base", "distroless");
    expect(stdout).toMatch(/^--- Dockerfile$/m);
    expect(stdout).toMatch(/^\+\+\+ Dockerfile\.distroless$/m);
    const { json } = await hardenJson(folder, "--base", "distroless", "--dry-run");
    const rebuilt = applyPatch(text(folder, "Dockerfile"), stdout);
    expect(rebuilt).toBe(json.variants[0]?.text);
  });
});

/** What `patch` makes of one unified diff. */
function applyPatch(original: string, patch: string): string {
  const lines = original.split("\n");
  const out: string[] = [];
  let at = 0;
  for (const row of patch.split("\n")) {
    const hunk = /^@@ -(\d+)/.exec(row);
    if (hunk !== null) while (at < Number(hunk[1]) - 1) out.push(lines[at++] ?? "");
    else if (row.startsWith("+") && !row.startsWith("+++")) out.push(row.slice(1));
    else if (row.startsWith("-") && !row.startsWith("---")) at++;
    else if (row.startsWith(" ")) out.push(lines[at++] ?? "");
  }
  return [...out, ...lines.slice(at)].join("\n");
}

describe("--base", () => {
  it.each([["distroless", "Dockerfile.distroless"], ["alpine", "Dockerfile.alpine"], ["hardened", "Dockerfile.hardened"]])("%s writes that one alone", async (base, path) => {
    const folder = example("go-api");
    const before = contents(folder);
    expect((await on(folder, "harden", "--base", base)).code).toBe(0);
    expect(written(before, folder).filter((name) => name.startsWith("Dockerfile"))).toEqual([path]);
    expect(text(folder, "compose.hardened.yaml")).toContain(path);
  });

  it("from bulwark.yaml, unless the command line says otherwise", async () => {
    const folder = example("go-api");
    put(folder, { "bulwark.yaml": "harden:\n  base: alpine\n  user: 1234:5678\n" });
    const { json } = await hardenJson(folder, "--dry-run");
    expect(json.variants.map((variant) => variant.base)).toEqual(["alpine"]);
    expect(json.identity).toEqual({ uid: 1234, gid: 5678 });
    const other = await hardenJson(folder, "--dry-run", "--base", "distroless", "--user", "1001");
    expect(other.json.variants.map((variant) => variant.base)).toEqual(["distroless"]);
    expect(other.json.identity).toEqual({ uid: 1001, gid: 1001 });
  });
});

describe("--in-place", () => {
  it.each(["go-api", "go-api-alpine"] as const)("changes the Dockerfile of %s itself, and a second run changes nothing", async (name) => {
    const folder = example(name);
    const before = contents(folder);
    expect((await on(folder, "harden", "--in-place")).code).toBe(0);
    expect(written(before, folder)).toContain("Dockerfile");
    expect(written(before, folder).filter((path) => path.startsWith("Dockerfile."))).toEqual([]);
    expect(text(folder, "Dockerfile")).toMatch(/^USER 65532:65532$/m);
    const after = contents(folder);
    const again = await on(folder, "harden", "--in-place");
    expect(again.code).toBe(0);
    expect(text(folder, "Dockerfile")).toBe(after["Dockerfile"]);
    expect(contents(folder)).toEqual(after);
  });

  it("leaves a Dockerfile alone in which nothing is left to change", async () => {
    const folder = project({ Dockerfile: GENERIC });
    expect((await on(folder, "harden", "--in-place")).code).toBe(0);
    const after = text(folder, "Dockerfile");
    expect((await on(folder, "harden", "--in-place")).code).toBe(0);
    expect(text(folder, "Dockerfile")).toBe(after);
  });

  it("is nothing for a file of ours", async () => {
    const folder = example("go-api");
    await on(folder, "harden");
    const before = contents(folder);
    for (const variant of ["Dockerfile.distroless", "Dockerfile.alpine"]) {
      const { code, stdout } = await on(folder, "harden", "--in-place", variant);
      expect(code).toBe(0);
      expect(stdout).toContain("was written by bulwark harden; nothing is left to do");
      const { json } = await hardenJson(folder, variant);
      expect(json.note).toMatch(/nothing is left to do/);
    }
    expect(contents(folder)).toEqual(before);
  });
});

describe("--format json", () => {
  it("holds every decision with its evidence, on every way out", async () => {
    const folder = example("go-api");
    const { json, stderr } = await hardenJson(folder);
    expect(stderr).toBe("");
    const decisions = [...json.decisions, ...json.variants.flatMap((variant) => variant.decisions)];
    expect(decisions.length).toBeGreaterThan(8);
    for (const decision of decisions) {
      expect(decision.question).toMatch(/\S/);
      expect(decision.outcome).toMatch(/\S/);
      expect(["adapt", "warn"]).toContain(decision.answer);
      if (decision.edits.length > 0) expect(decision.evidence, decision.id).not.toEqual([]);
    }
    const lines = text(folder, "Dockerfile").split("\n").length;
    for (const { path, line } of decisions.flatMap((decision) => decision.evidence)) if (path === "Dockerfile" && line !== null) expect(line).toBeLessThanOrEqual(lines);
  });

  it.each<readonly [what: string, files: Readonly<Record<string, string>>, args: readonly string[], code: number]>([
    ["a refusal", { Dockerfile: "FROM postgres:17\n" }, [], 3],
    ["a base that does not fit", { Dockerfile: GENERIC }, ["--base", "alpine"], 3],
    ["a missing file", {}, ["Dockerfile"], 3],
    ["several to choose from", { "a.Dockerfile": GENERIC, "b.Dockerfile": GENERIC }, [], 3],
    ["a binary file", { Dockerfile: "\0" }, [], 3],
    ["a foreign file", { Dockerfile: GENERIC, "HARDENING.md": "mine" }, [], 3],
    ["a dry run", { Dockerfile: GENERIC }, ["--dry-run"], 0],
    ["a diff", { Dockerfile: GENERIC }, ["--diff"], 0],
    ["its own output", { Dockerfile: "# Made by bulwark harden from x; make it again with: bulwark harden\n# bulwark:sealed sha256:0\nFROM a\n" }, [], 0],
  ])("is JSON for %s", async (_, files, args, code) => {
    const ran = await hardenJson(project(files), ...args);
    expect(ran.code).toBe(code);
    if (code === 3) expect(ran.json.errors.length + ran.json.refusals.length).toBeGreaterThan(0);
    else expect(ran.json.note !== null || ran.json.variants.length > 0).toBe(true);
  });
});

describe("the build context", () => {
  const SERVICE = "FROM alpine:3.24\nCOPY run.sh /run.sh\nENTRYPOINT [\"/run.sh\"]\n";
  const SCRIPT = { "src/run.sh": "#!/bin/sh\n", "docker/Dockerfile": SERVICE };

  it.each<readonly [what: string, files: Readonly<Record<string, string>>, said: RegExp]>([
    ["a Compose file", { "compose.yaml": "services:\n  api:\n    build:\n      context: src\n      dockerfile: ../docker/Dockerfile\n" }, /compose\.yaml/],
    ["a Makefile", { Makefile: "image:\n\tdocker build -t api -f docker/Dockerfile src\n" }, /Makefile/],
    ["a CI file", { ".github/workflows/ci.yaml": "jobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -f docker/Dockerfile src\n" }, /ci\.yaml/],
  ])("is found through %s, which is said", async (_, files, said) => {
    const folder = project({ ...SCRIPT, ...files });
    const { json } = await hardenJson(folder, "docker/Dockerfile", "--dry-run");
    expect(json.context?.folder).toBe("src");
    expect(json.context?.evidence.path).toMatch(said);
    const shown = await on(folder, "harden", "docker/Dockerfile", "--dry-run");
    expect(shown.stdout).toMatch(/^build context src: /m);
    expect(shown.stdout).toMatch(said);
  });

  it("is found where the sources of COPY are", async () => {
    const folder = project({ "docker/Dockerfile": SERVICE, "run.sh": "#!/bin/sh\n" });
    const { json } = await hardenJson(folder, "docker/Dockerfile", "--dry-run");
    expect(json.context?.folder).toBe(".");
  });

  it("is found alike from elsewhere in the repository", async () => {
    const folder = project({ ...SCRIPT, Makefile: "image:\n\tdocker build -t api -f docker/Dockerfile src\n", ".git/HEAD": "" });
    for (const [cwd, path] of [[folder, "docker"], [join(folder, "docker"), "."], [project(), join(folder, "docker/Dockerfile")]] as const) {
      expect((await hardenJson(cwd, path, "--dry-run")).json.context?.folder).toBe("src");
    }
  });

  it("is what --context says", async () => {
    const folder = project({ ...SCRIPT, "other/run.sh": "" });
    const { json } = await hardenJson(folder, "docker/Dockerfile", "--context", "other");
    expect(json.context).toMatchObject({ folder: "other", certain: true });
    expect(json.files.map((file) => file.path)).toContain("other/.dockerignore");
    expect(json.next[0]).toMatch(/ -f docker\/Dockerfile\.hardened other$/);
    expect(json.next.at(-1)).toBe("bulwark prove --context other docker/Dockerfile");
  });
});

describe("the ignore file", () => {
  it("never hides what any Dockerfile of that context copies", async () => {
    const folder = project({
      Dockerfile: "FROM alpine:3.24\nCOPY .env.example LICENSE docs/ /srv/\nCOPY Dockerfile /srv/\nENTRYPOINT [\"/bin/true\"]\n",
      "test.Dockerfile": "FROM alpine:3.24\nCOPY tls.key .git/HEAD /srv/\nENTRYPOINT [\"/bin/true\"]\n",
      ".env.example": "", ".env": "", LICENSE: "", "docs/a.md": "", "tls.key": "", "other.key": "", ".git/HEAD": "",
    });
    const { json } = await hardenJson(folder, "Dockerfile");
    expect(json.files.map((file) => file.path)).toContain(".dockerignore");
    const probe = await hardenJson(folder, "test.Dockerfile", "--dry-run");
    expect(probe.code).toBe(0);
    const ignored = text(folder, ".dockerignore");
    for (const hidden of [/^\*\*\/\*\.key$/m, /^\.git$/m, /^Dockerfile\*?$/m, /^docs$/m]) {
      const line = ignored.split("\n").findIndex((row) => hidden.test(row));
      const shownAgain = ignored.split("\n").slice(line + 1).some((row) => row.startsWith("!"));
      expect(line === -1 || shownAgain, String(hidden)).toBe(true);
    }
    expect(ignored).toMatch(/^\*\*\/\.env$/m);
  });

  it("keeps what people wrote, byte for byte, and adds behind it", async () => {
    const own = "# ours\r\n*.log\r\n!keep.log\r\ntmp";
    const folder = project({ Dockerfile: GENERIC, ".dockerignore": own });
    await on(folder, "harden");
    expect(text(folder, ".dockerignore").startsWith(own)).toBe(true);
    expect(text(folder, ".dockerignore")).toContain("# Added by bulwark harden");
    expect((await on(folder, "harden")).stdout).not.toMatch(/^(created|updated)/m);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["is empty", { ".dockerignore": "" }],
    ["is missing among more files than are searched", Object.fromEntries(Array.from({ length: 4_100 }, (_, index) => [`settings/${index}.yaml`, ""]))],
  ])("is the same after a second run where it %s", async (_, files) => {
    const folder = project({ Dockerfile: "FROM alpine:3.24\nCOPY . /srv\nENTRYPOINT [\"/bin/true\"]\n", ...files });
    expect((await on(folder, "harden")).code).toBe(0);
    expect((await on(folder, "harden")).stdout).not.toMatch(/^(created|updated)/m);
  });

  it("of one Dockerfile alone stands beside its hardened ones too", async () => {
    const folder = example("go-api");
    put(folder, { "Dockerfile.dockerignore": "*.md\n" });
    const before = contents(folder);
    expect((await on(folder, "harden")).code).toBe(0);
    for (const variant of ["Dockerfile.distroless", "Dockerfile.alpine"]) expect(text(folder, `${variant}.dockerignore`)).toContain("*.md\n");
    expect(text(folder, "Dockerfile.dockerignore")).toBe(before["Dockerfile.dockerignore"]);
    expect((await on(folder, "harden")).stdout).not.toMatch(/^(created|updated)/m);
    put(folder, { "Dockerfile.alpine.dockerignore": "theirs\n" });
    expect((await on(folder, "harden")).code).toBe(3);
    expect(text(folder, "Dockerfile.alpine.dockerignore")).toBe("theirs\n");
  });
});

it("asks for nothing outside: no network, no Docker, no home", async () => {
  const folder = example("go-api");
  const { code } = await bulwark(["harden", "--today", TODAY], { cwd: folder, env: { PATH: "", HOME: "", DOCKER_HOST: "tcp://127.0.0.1:1", HTTPS_PROXY: "http://127.0.0.1:1" } });
  expect(code).toBe(0);
});
