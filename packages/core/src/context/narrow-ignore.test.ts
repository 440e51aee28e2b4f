import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryTree } from "./file-tree.ts";
import { readIgnoreFile } from "./ignore-file.ts";
import { IGNORE_SUGGESTIONS } from "./ignore-suggestions.ts";
import { narrowIgnore, type NarrowedIgnore, type NarrowRequest } from "./narrow-ignore.ts";

const GO = {
  Dockerfile: "FROM golang\nCOPY . .\nRUN go build ./...\n",
  "go.mod": "module example.org/x\n",
  "main.go": "package main\n",
  "README.md": "",
  ".github/workflows/ci.yml": "on: push\n",
};

function narrow(files: Readonly<Record<string, string>>, sources: readonly string[], rest: Partial<NarrowRequest> = {}): NarrowedIgnore | undefined {
  return narrowIgnore({ tree: memoryTree(".", files), dockerfiles: [{ path: "Dockerfile", sources }], ...rest });
}

function patterns(result: NarrowedIgnore | undefined): readonly string[] {
  return (result?.added ?? []).map((one) => one.pattern);
}

function refusal(result: NarrowedIgnore | undefined, pattern: string): string | undefined {
  return result?.refused.find((one) => one.pattern === pattern)?.reason;
}

describe("a missing file", () => {
  it("is created for COPY . . with what no build uses", () => {
    const result = narrow(GO, ["."]);
    expect(result?.path).toBe(".dockerignore");
    expect(patterns(result)).toEqual(expect.arrayContaining([".git", ".github", "**/.env", "**/*.key", ".idea", "**/.DS_Store", "Dockerfile*"]));
    expect(patterns(result)).not.toContain("*.md");
    expect(refusal(result, "*.md")).toContain("Dockerfile takes .");
    expect(result?.text.startsWith("# Version control and CI\n.git\n.github\n\n# Secrets\n**/.env\n")).toBe(true);
    expect(result?.text.endsWith("HARDENING.intoto.json\n")).toBe(true);
  });

  it("may leave out documents when no build takes the whole context", () => {
    expect(patterns(narrow(GO, ["go.mod", "*.go"]))).toContain("*.md");
  });
});

describe("a present file", () => {
  it.each([
    ["bin\n", "bin\n\n# Version"],
    ["bin", "bin\n\n# Version"],
    ["\uFEFFbin\r\n# x\r\n", "\uFEFFbin\r\n# x\r\n\r\n# Version control and CI\r\n.git\r\n"],
    ["bin  \r\n\r\n", "bin  \r\n\r\n\r\n# Version"],
    ["", "# Version"],
  ])("%j is kept byte for byte", (present, start) => {
    const result = narrow({ ...GO, ".dockerignore": present }, ["."]);
    expect(result?.text.slice(0, start.length)).toBe(start);
    expect(result?.text.replaceAll("\r\n", "").includes("\r")).toBe(false);
  });

  it("that hides it all already is left alone", () => {
    expect(narrow({ ...GO, ".dockerignore": "*\n!go.mod\n!main.go\n" }, ["."])).toBeUndefined();
    expect(narrow({ ...GO, ".dockerignore": "**" }, [])).toBeUndefined();
  });

  it("keeps what its exceptions let in", () => {
    const files = { ...GO, ".dockerignore": "*\n!.github\n!README.md\n!go.mod\n!main.go\n" };
    expect(patterns(narrow(files, ["go.mod"]))).toEqual([]);
  });

  it("that is not text is not touched", () => {
    const tree = memoryTree(".", { ...GO, ".dockerignore": "" });
    expect(narrowIgnore({ tree: { ...tree, read: (path) => (path === ".dockerignore" ? undefined : tree.read(path)) }, dockerfiles: [] })).toBeUndefined();
  });

  it("beside one Dockerfile is judged by that Dockerfile alone", () => {
    const files = { ...GO, "api.Dockerfile": "FROM a", "api.Dockerfile.dockerignore": "bin\n" };
    const dockerfiles = [{ path: "Dockerfile", sources: [".git"] }, { path: "api.Dockerfile", sources: [".idea"] }];
    const own = narrowIgnore({ tree: memoryTree(".", files), dockerfiles, path: "api.Dockerfile.dockerignore" });
    expect([patterns(own).includes(".git"), patterns(own).includes(".idea")]).toEqual([true, false]);
    const shared = narrowIgnore({ tree: memoryTree(".", files), dockerfiles });
    expect([patterns(shared).includes(".git"), patterns(shared).includes(".idea")]).toEqual([false, true]);
  });
});

describe("what a build uses stays", () => {
  it.each([
    // sources, further files, the pattern that is refused, a part of the reason
    [[".git"], {}, ".git", "Dockerfile takes .git"],
    [[".git/HEAD"], {}, ".git", "Dockerfile takes .git/HEAD"],
    [[".git*"], {}, ".git", "Dockerfile takes .git*"],
    [["/.env"], {}, "**/.env", "Dockerfile takes /.env"],
    [["../.env"], {}, "**/.env", "Dockerfile takes ../.env"],
    [["conf/.env*"], { "conf/.env": "" }, "**/.env", "Dockerfile takes conf/.env*"],
    [[".", "Dockerfile"], {}, "Dockerfile*", "Dockerfile takes Dockerfile"],
    [["conf"], { "conf/tls/server.key": "" }, "**/*.key", "Dockerfile takes conf, which may hold such a file"],
    [["generated"], {}, "**/*.key", "Dockerfile takes generated, which may hold such a file"],
    [["conf?"], { "conf1/server.key": "" }, "**/*.key", "Dockerfile takes conf?, which may hold such a file"],
    [["$CONFIG/server.key"], {}, "**/*.key", "Dockerfile takes $CONFIG/server.key"],
    [["${FILE}"], {}, "**/.env", "Dockerfile takes ${FILE}, which may name it"],
    [["[x"], {}, "**/.env", "Dockerfile takes [x, which may name it"],
    [["."], { "server.key": "", "main.go": 'http.ListenAndServeTLS(a, b, "server.key", nil)' }, "**/*.key", "main.go:1 names server.key"],
    [["."], { "server.key": "", "k8s.yaml": "a: 1\nkey: /app/server.key" }, "**/*.key", "k8s.yaml:2 names server.key"],
    [["."], { "keys/jwt.key": "", "main.go": 'os.ReadDir("keys")' }, "**/*.key", "main.go:1 names keys"],
    [["."], { "jwt.key": "", "main.go": 'filepath.Glob("*.key")' }, "**/*.key", "main.go:1 names *.key"],
    [["."], { ".env": "", "main.go": "package main\nimport _ \"github.com/joho/godotenv\"" }, "**/.env", "main.go:2 uses dotenv"],
    [["."], { ".env.local": "", Dockerfile: "FROM node\nCOPY . .\nRUN npm ci", "package.json": '{"dependencies": {"next": "15"}}' }, "**/.env.local", 'package.json:1 uses "next":'],
    [["."], { Dockerfile: "FROM a\nCOPY . .\nRUN git describe --tags" }, ".git", "Dockerfile:3 uses git describe"],
    [["."], { Dockerfile: "FROM a\nCOPY . .\nRUN make", Makefile: "V := $(shell git describe)" }, ".git", "Makefile:1 uses git describe"],
    [["."], { Dockerfile: "FROM a\nRUN ./build.sh", "build.sh": "git rev-parse HEAD" }, ".git", "build.sh:1 uses git rev-parse"],
    [["."], { "pyproject.toml": "[build-system]\nrequires = ['setuptools_scm']" }, ".git", "pyproject.toml:2 uses setuptools_scm"],
    [["."], { "node_modules/a/index.js": "", "package.json": "{}" }, "**/node_modules", "installs none of its own"],
    [["."], { "docker-compose.yml": "", "main.go": 'os.ReadFile("docker-compose.yml")' }, "docker-compose*.y*ml", "main.go:1 names docker-compose.yml"],
  ])("%j with %j refuses %s", (sources, files: Readonly<Record<string, string>>, pattern, reason) => {
    const result = narrow({ ...GO, ...files }, sources);
    expect(patterns(result)).not.toContain(pattern);
    expect(refusal(result, pattern)).toContain(reason);
  });

  it.each([
    [["."], { Makefile: "V := $(shell git describe)" }, ".git"],
    [["."], { "main.go": "process.env", ".env": "" }, "**/.env"],
    [["."], { ".env": "", "README.md": "copy .env.example to .env" }, "**/.env"],
    [["."], { "compose.yaml": "env_file: .env", ".env": "" }, "**/.env"],
    [["."], { "old/server.key": "", "main.go": "package main" }, "**/*.key"],
    [["$SRC"], {}, ".idea"],
    [["conf"], { "conf/a.yaml": "" }, "**/*.key"],
    [["."], { Dockerfile: "FROM node\nCOPY . .\nRUN npm ci", "node_modules/a/index.js": "", "package.json": "{}" }, "**/node_modules"],
    [["package.json", "src"], { "src/a.js": "", "node_modules/a/index.js": "", "package.json": "{}" }, "**/node_modules"],
  ])("%j with %j allows %s", (sources, files: Readonly<Record<string, string>>, pattern) => {
    expect(patterns(narrow({ ...GO, ...files }, sources))).toContain(pattern);
  });

  it("counts what a program embeds and every Dockerfile of the context", () => {
    expect(refusal(narrow(GO, ["."], { embedded: ["Dockerfile"] }), "Dockerfile*")).toBe("the program embeds Dockerfile");
    const dockerfiles = [{ path: "Dockerfile", sources: ["."] }, { path: undefined, sources: [".idea"] }];
    expect(refusal(narrow(GO, ["."], { dockerfiles }), ".idea")).toBe("a Dockerfile takes .idea");
  });

  it("does not trust a tree that was not listed whole", () => {
    const tree = { ...memoryTree(".", { ...GO, "server.key": "" }), complete: false };
    expect(refusal(narrowIgnore({ tree, dockerfiles: [{ path: "Dockerfile", sources: ["."] }] }), "**/*.key")).toContain("too much to search");
  });
});

it("matches its own examples", () => {
  for (const { pattern, examples } of IGNORE_SUGGESTIONS) {
    const file = readIgnoreFile(pattern);
    expect(file.problems).toEqual([]);
    expect(examples.filter((example) => !file.ignores(example)), pattern).toEqual([]);
  }
});

it("keeps every named source, the present text, and adds nothing twice", () => {
  const name = fc.constantFrom("a", "conf", "server.key", ".env", ".git", "docs", "README.md", "node_modules", "Dockerfile", ".github", ".vscode", ".DS_Store");
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
  const source = fc.oneof(path, fc.constantFrom(".", "*", "*.md", "a/*", "$X", "conf/$X", "${X}/.env", ".*", "a?"));
  const line = fc.oneof(path, path.map((one) => `!${one}`), fc.constantFrom("*", "**/*.md", "# x", ""));
  const present = fc.option(fc.tuple(fc.array(line, { maxLength: 4 }), fc.constantFrom("\n", "\r\n")).map(([lines, end]) => lines.join(end)), { nil: undefined });
  fc.assert(
    fc.property(fc.array(path, { maxLength: 8 }), fc.array(source, { maxLength: 4 }), present, (paths, sources, present) => {
      const files = Object.fromEntries([...paths.map((one): [string, string] => [one, ""]), ...(present === undefined ? [] : [[".dockerignore", present] as const])]);
      const result = narrow(files, sources);
      if (result === undefined) return;
      expect(result.text.startsWith(present ?? "")).toBe(true);
      const before = readIgnoreFile(present ?? "");
      const after = readIgnoreFile(result.text);
      expect(sources.filter((one) => paths.includes(one) && !before.ignores(one) && after.ignores(one))).toEqual([]);
      const hiding = (never: boolean) => readIgnoreFile(IGNORE_SUGGESTIONS.filter((one) => (one.use.kind === "never") === never && patterns(result).includes(one.pattern)).map((one) => one.pattern).join("\n"));
      const [junk, rest] = [hiding(true), hiding(false)];
      const below = (path: string): boolean => sources.some((one) => path.startsWith(`${one}/`));
      expect(paths.filter((one) => below(one) && !before.ignores(one) && !junk.ignores(one) && rest.ignores(one))).toEqual([]);
      expect(before.patterns.filter((one) => one.negated && paths.includes(one.text) && !before.ignores(one.text) && after.ignores(one.text))).toEqual([]);
      expect(narrow({ ...files, ".dockerignore": result.text }, sources)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
