import { describe, expect, it } from "vitest";
import { formatEvidence } from "../source/fact.ts";
import { contextFolderFor } from "./context-folder.ts";
import { memoryTree } from "./file-tree.ts";

function folder(files: readonly string[] | Readonly<Record<string, string>>, dockerfile: string, sources: readonly string[]): readonly [string, boolean, string] {
  const tree = memoryTree(".", Array.isArray(files) ? Object.fromEntries(files.map((path) => [path, ""])) : { ...files });
  const found = contextFolderFor(tree, dockerfile, sources);
  return [found.folder, found.certain, formatEvidence(found.evidence)];
}

describe("a build that names the Dockerfile", () => {
  const files = { "docker/Dockerfile": "", "go.mod": "", "docker/entry.sh": "" };
  it.each([
    ["decides", { "compose.yaml": "services: {a: {build: {context: ., dockerfile: docker/Dockerfile}}}" }, ["go.mod"], [".", true, "compose.yaml:1 service a builds docker/Dockerfile with the context ."]],
    ["gives way to one that fits", { "compose.yaml": "services: {a: {build: docker}}", Makefile: "a:\n\tdocker build -f docker/Dockerfile .\n" }, ["go.mod"], [".", true, "Makefile:2 docker build builds docker/Dockerfile with the context ."]],
    ["is doubted when another fits as well", { "compose.yaml": "services: {a: {build: docker}}", Makefile: "a:\n\tdocker build -f docker/Dockerfile .\n" }, ["."], ["docker", false, "compose.yaml:1 service a builds docker/Dockerfile with the context docker; Makefile builds it with ."]],
    ["is doubted when a source is missing there", { "compose.yaml": "services: {a: {build: docker}}" }, ["dist/app"], ["docker", false, "compose.yaml:1 service a builds docker/Dockerfile with the context docker"]],
  ])("%s", (_, more: Readonly<Record<string, string>>, sources, expected) => expect(folder({ ...files, ...more }, "docker/Dockerfile", sources)).toEqual(expected));
});

describe("the sources", () => {
  it.each([
    ["beside it", ["Dockerfile", "go.mod", "cmd/main.go"], "Dockerfile", ["go.mod", "cmd/"], [".", true, "Dockerfile copies go.mod, cmd/, found in ."]],
    ["in its folder", ["api/Dockerfile", "api/go.mod"], "api/Dockerfile", ["go.mod"], ["api", true, "api/Dockerfile copies go.mod, found in api"]],
    ["in its folder and above", ["api/Dockerfile", "api/go.mod", "go.mod"], "api/Dockerfile", ["go.mod"], ["api", false, "api/Dockerfile copies go.mod, found in api"]],
    ["above", ["a/b/Dockerfile", "go.mod", "a/b/go.sum"], "a/b/Dockerfile", ["go.mod", "*.mod"], [".", true, "a/b/Dockerfile copies go.mod, *.mod, found in ."]],
    ["by a glob", ["a/Dockerfile", "x1/y.go"], "./a/Dockerfile", ["x?/*.go"], [".", true, "a/Dockerfile copies x?/*.go, found in ."]],
    ["with an absolute path", ["a/Dockerfile", "a/x"], "a/Dockerfile", ["/x"], ["a", true, "a/Dockerfile copies /x, found in a"]],
    ["nowhere", ["a/Dockerfile"], "a/Dockerfile", ["dist/app", "."], ["a", false, "a/Dockerfile copies dist/app, found neither in a nor in a folder above"]],
    ["none", ["a/Dockerfile"], "a/Dockerfile", [], ["a", true, "a/Dockerfile copies nothing from its context, so its own folder serves"]],
    ["the whole context, at the top", ["Dockerfile", "go.mod"], "Dockerfile", ["."], [".", true, "Dockerfile copies the whole context, taken to be its own folder ."]],
    ["the whole context, with a program", ["a/Dockerfile", "a/go.mod"], "a/Dockerfile", ["."], ["a", false, "a/Dockerfile copies the whole context, taken to be its own folder a"]],
    ["the whole context, with container setup alone", ["docker/Dockerfile", "docker/entry.sh", "go.mod"], "docker/Dockerfile", ["."], [".", false, "docker/Dockerfile copies the whole context; docker holds only the container setup, so . is taken"]],
    ["a variable", ["a/Dockerfile", "a/go.mod"], "a/Dockerfile", ["$X", "go.mod"], ["a", true, "a/Dockerfile copies go.mod, found in a"]],
    ["many", ["Dockerfile", "a", "b", "c", "d"], "Dockerfile", ["a", "b", "c", "d", "a"], [".", true, "Dockerfile copies a, b, c and 1 more, found in ."]],
  ])("%s", (_, files, dockerfile, sources, expected) => expect(folder(files, dockerfile, sources)).toEqual(expected));

  it("found in a tree that was not listed whole are not certain", () => {
    const tree = { ...memoryTree(".", { Dockerfile: "", "go.mod": "" }), complete: false };
    expect(contextFolderFor(tree, "Dockerfile", ["go.mod"]).certain).toBe(false);
  });
});
