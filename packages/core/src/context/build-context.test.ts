import { describe, expect, it } from "vitest";
import { buildContext } from "./build-context.ts";
import { memoryTree, subtree } from "./file-tree.ts";

const FILES = {
  ".dockerignore": "*\n!src\n",
  ".env": "",
  Dockerfile: "",
  "docker/api.Dockerfile": "",
  "docker/api.Dockerfile.dockerignore": "docker\n**/*.md\n",
  "docs/keep/a.txt": "",
  "src/a/README.md": "",
  "src/main.go": "",
};

describe("the ignore file", () => {
  it.each([
    ["beside the Dockerfile wins", "docker/api.Dockerfile", "docker/api.Dockerfile.dockerignore"],
    ["of the context otherwise", "Dockerfile", ".dockerignore"],
    ["of the context for a Dockerfile elsewhere", undefined, ".dockerignore"],
    ["whatever way the path is written", "./docker//api.Dockerfile", "docker/api.Dockerfile.dockerignore"],
  ])("%s", (_, dockerfile, ignoreFile) => {
    expect(buildContext(memoryTree(".", FILES), dockerfile).ignoreFile?.path).toBe(ignoreFile);
  });

  it("may be missing: then everything is sent", () => {
    const context = buildContext(subtree(memoryTree(".", FILES), "src"), undefined);
    expect(context.ignoreFile).toBeUndefined();
    expect(context.includes("main.go")).toBe(true);
  });
});

describe("what is sent", () => {
  const context = buildContext(memoryTree(".", FILES), "Dockerfile");
  it.each([
    ["src/main.go", true, true],
    ["./src/", true, true],
    ["src/not-there-yet", true, true],
    [".", true, true],
    [".env", false, false],
    ["docs/keep", false, false],
    // Sent for the builder's own use; COPY does not see them.
    ["Dockerfile", true, false],
    [".dockerignore", true, false],
    ["../outside", false, false],
    ["/etc/passwd", false, false],
  ])("%s", (path, sent, seen) => {
    expect([context.includes(path), context.canCopy(path)]).toEqual([sent, seen]);
  });

  it("holds the folders of what is let in again", () => {
    const context = buildContext(memoryTree(".", { ".dockerignore": "docs\n!docs/keep/a.txt", "docs/keep/a.txt": "", "docs/b/c": "" }), "Dockerfile");
    expect(["docs", "docs/keep", "docs/keep/a.txt", "docs/b", "docs/b/c"].map(context.includes)).toEqual([true, true, true, false, false]);
  });
});
