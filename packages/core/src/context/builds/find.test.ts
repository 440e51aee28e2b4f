import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatEvidence } from "../../source/fact.ts";
import { memoryTree } from "../file-tree.ts";
import { findBuilds } from "./find.ts";

const DOCKERFILES = { Dockerfile: "", "api/Dockerfile": "", "docker/api.Dockerfile": "", "podman/Containerfile": "", "podman/Dockerfile": "", "deploy/build.sh": "" };

/** `dockerfile in context`, with what else is known. */
function found(files: Readonly<Record<string, string>>): readonly string[] {
  return findBuilds(memoryTree(".", { ...DOCKERFILES, ...files })).map((build) => {
    const rest = [build.target, ...Object.entries(build.buildArguments).map((pair) => pair.join("="))].filter((part) => part !== undefined);
    return [`${build.dockerfile} in ${build.context}`, ...rest].join(" ");
  });
}

function places(files: Readonly<Record<string, string>>): readonly string[] {
  return findBuilds(memoryTree(".", { ...DOCKERFILES, ...files })).map((build) => formatEvidence(build.evidence));
}

describe("Compose", () => {
  it.each([
    ["the short form", "services:\n  a:\n    build: ./api\n", ["api/Dockerfile in api"]],
    ["the long form", "services:\n  a:\n    build:\n      context: .\n      dockerfile: docker/api.Dockerfile\n      target: run\n", ["docker/api.Dockerfile in . run"]],
    ["a Dockerfile without a context", "services: {a: {build: {dockerfile: docker/api.Dockerfile}}}", ["docker/api.Dockerfile in ."]],
    ["a path relative to the context", "services: {a: {build: {context: api, dockerfile: ../docker/api.Dockerfile}}}", ["docker/api.Dockerfile in api"]],
    ["arguments as a map", 'services: {a: {build: {context: ., args: {A: 1, B: "x", C: , D: $D, E: "${E:-e}"}}}}', ["Dockerfile in . A=1 B=x E=e"]],
    ["arguments as a list", "services: {a: {build: {context: ., args: [A=1, B, 'C=${C}']}}}", ["Dockerfile in . A=1"]],
    ["a default", 'services: {a: {build: "${DIR:-api}"}}', ["api/Dockerfile in api"]],
    ["a variable", "services: {a: {build: $DIR}}", []],
    ["an uncertain Dockerfile", "services: {a: {build: {context: ., dockerfile: $FILE}}}", []],
    ["merge keys and anchors", "x-b: &b\n  context: .\n  dockerfile: docker/api.Dockerfile\nservices:\n  a:\n    build:\n      <<: *b\n      target: t\n  b: {build: *b}\n", ["docker/api.Dockerfile in . t", "docker/api.Dockerfile in ."]],
    ["a repository as context", "services: {a: {build: https://github.com/a/b.git}}", []],
    ["a Dockerfile in the file", "services: {a: {build: {context: ., dockerfile_inline: FROM a}}}", []],
    ["a folder outside", "services: {a: {build: ../other}}", []],
    ["a Dockerfile that is not there", "services: {a: {build: {context: api, dockerfile: Nope}}}", []],
    ["an image", "services: {a: {image: x}}", []],
    ["broken YAML", "services:\n  a:\n    build: api\n  b: [\n", ["api/Dockerfile in api"]],
    ["what is no Compose file", "[1, 2]", []],
  ])("%s", (_, text, expected) => expect(found({ "compose.yaml": text })).toEqual(expected));

  it("reads paths from the file's own folder, whatever it is called", () => {
    expect(found({ "deploy/docker-compose.prod.yml": "services: {a: {build: ../api}}" })).toEqual(["api/Dockerfile in api"]);
  });

  it("gives place, service, ports and further contexts", () => {
    const text = "services:\n  web:\n    ports: ['8080:80', {target: 90, published: 9090, protocol: udp}]\n    build:\n      context: .\n      additional_contexts: {lib: ./lib, base: docker-image://alpine}\n";
    const [build] = findBuilds(memoryTree(".", { ...DOCKERFILES, "compose.yaml": text }));
    expect(build).toMatchObject({ service: "web", ports: ["8080:80", "9090:90/udp"], additionalContexts: { lib: "lib", base: "docker-image://alpine" } });
    expect(build && formatEvidence(build.evidence)).toBe("compose.yaml:5 service web builds Dockerfile with the context .");
  });
});

describe("a service's health check", () => {
  const test = (healthcheck: string): readonly string[] | undefined =>
    findBuilds(memoryTree(".", { ...DOCKERFILES, "compose.yaml": `services: {a: {build: ., healthcheck: ${healthcheck}}}` }))[0]?.healthcheck;

  it.each([
    ["a list", '{test: ["CMD", curl, -f, "http://localhost:8080/healthz"]}', ["CMD", "curl", "-f", "http://localhost:8080/healthz"]],
    ["a line for the shell", '{test: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]}', ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]],
    ["a text", "{test: curl -f http://localhost/}", ["CMD-SHELL", "curl -f http://localhost/"]],
    ["a default", '{test: ["CMD", curl, "http://localhost:${PORT:-80}/"]}', ["CMD", "curl", "http://localhost:80/"]],
    ["a variable", '{test: ["CMD", curl, "http://localhost:$PORT/"]}', undefined],
    ["one that is off", '{test: ["NONE"]}', undefined],
    ["one that is disabled", "{test: curl, disable: true}", undefined],
    ["none", "{interval: 5s}", undefined],
  ])("as %s", (_, healthcheck, expected) => expect(test(healthcheck)).toEqual(expected));
});

describe("command lines", () => {
  it.each([
    ["docker build .", ["Dockerfile in ."]],
    ["docker build -t a:b api", ["api/Dockerfile in api"]],
    ["docker build -ta:b -fdocker/api.Dockerfile .", ["docker/api.Dockerfile in ."]],
    ["docker build --file=docker/api.Dockerfile --target run --build-arg A=1 --build-arg B --build-arg C=$C .", ["docker/api.Dockerfile in . run A=1"]],
    ["docker build . -f docker/api.Dockerfile --no-cache -q", ["docker/api.Dockerfile in ."]],
    ["docker build -qt a .", ["Dockerfile in ."]],
    ["docker --context prod -H tcp://x buildx build --platform linux/amd64,linux/arm64 --push -t $TAG .", ["Dockerfile in ."]],
    ["DOCKER_BUILDKIT=1 sudo docker image build .", ["Dockerfile in ."]],
    ["podman build podman", ["podman/Containerfile in podman"]],
    ["buildah bud -f podman/Dockerfile podman", ["podman/Dockerfile in podman"]],
    ["/kaniko/executor --context $CI_PROJECT_DIR/api --dockerfile Dockerfile --destination x", ["api/Dockerfile in api"]],
    ["cd api && docker build .", ["api/Dockerfile in api"]],
    ["(cd api; docker build .); docker build .", ["api/Dockerfile in api", "Dockerfile in ."]],
    ["if true; then cd api; fi; docker build .", []],
    ["cd $DIR; docker build .", []],
    ["for f in a b; do docker build api; done", ["api/Dockerfile in api"]],
    ["docker build \\\n  # not a comment for make\n", []],
    ["docker build \\\n  -f docker/api.Dockerfile \\\n  .", ["docker/api.Dockerfile in ."]],
    ["docker build - < Dockerfile", []],
    ["docker build $CONTEXT", []],
    ["docker build -f $FILE .", []],
    ["docker build https://github.com/a/b.git", []],
    ["docker run build .", []],
    ["echo docker build .", []],
    ["# docker build .", []],
    ["F=docker/api.Dockerfile; docker build -f $F .", ["docker/api.Dockerfile in ."]],
  ])("%s", (script, expected) => expect(found({ "a.sh": `#!/bin/sh\n${script}\n` })).toEqual(expected));

  it("starts a script at the top, else beside itself, and follows it to its own folder", () => {
    expect(found({ "api/build.sh": "docker build -f api/Dockerfile ." })).toEqual(["api/Dockerfile in ."]);
    expect(found({ "podman/x.sh": "docker build -f Containerfile ." })).toEqual(["podman/Containerfile in podman"]);
    expect(found({ "deploy/x.sh": 'cd "$(dirname "$0")/../api"\ndocker build .' })).toEqual(["api/Dockerfile in api"]);
  });
});

describe("files that hold command lines", () => {
  it.each([
    ["a Makefile", { Makefile: "IMAGE ?= x\nF := docker/api.Dockerfile\nall:\n\t@docker build -t $(IMAGE) \\\n\t  -f $(F) .\n" }, ["Makefile:4 docker build builds docker/api.Dockerfile with the context ."]],
    ["a Makefile in a folder", { "api/Makefile": "b:\n\tdocker build -t $(shell git describe) .\n" }, ["api/Makefile:2 docker build builds api/Dockerfile with the context api"]],
    ["a variable set twice", { Makefile: "D = api\nD = .\nb:\n\tdocker build $(D)\n" }, []],
    ["a shell variable in a Makefile", { Makefile: "b:\n\tD=api; docker build $$D\n" }, ["Makefile:4 docker build builds api/Dockerfile with the context api"].map((line) => line.replace(":4", ":2"))],
    ["a justfile", { justfile: "build tag:\n    docker build -t {{tag}} api\n" }, ["justfile:2 docker build builds api/Dockerfile with the context api"]],
    ["package.json", { "package.json": '{\n  "scripts": {\n    "b": "npm ci && docker build -t a ."\n  }\n}' }, ["package.json:3 docker build builds Dockerfile with the context ."]],
    ["a Taskfile", { "Taskfile.yml": "tasks:\n  b:\n    dir: api\n    cmds:\n      - docker build -t {{.T}} .\n  c:\n    cmds: [{cmd: 'docker build {{.D}}'}]\n" }, ["Taskfile.yml:5 docker build builds api/Dockerfile with the context api"]],
    ["GitLab CI", { ".gitlab-ci.yml": "b:\n  before_script: [x]\n  script:\n    - |\n      true\n      docker build api\n" }, [".gitlab-ci.yml:6 docker build builds api/Dockerfile with the context api"]],
    ["CircleCI", { ".circleci/config.yml": "jobs:\n  b:\n    steps:\n      - run:\n          name: x\n          command: docker build .\n" }, [".circleci/config.yml:6 docker build builds Dockerfile with the context ."]],
    ["a workflow", { ".github/workflows/a.yml": "jobs:\n  b:\n    steps:\n      - run: |\n          echo\n          docker build -t ${{ env.T }} ${{ github.workspace }}/api\n" }, [".github/workflows/a.yml:6 docker build builds api/Dockerfile with the context api"]],
    ["a step's folder", { ".github/workflows/a.yml": "jobs:\n  b:\n    defaults: {run: {working-directory: podman}}\n    steps:\n      - run: docker build .\n      - run: docker build .\n        working-directory: api\n" }, [
      ".github/workflows/a.yml:5 docker build builds podman/Dockerfile with the context podman", ".github/workflows/a.yml:6 docker build builds api/Dockerfile with the context api",
    ]],
    ["build-push-action", { ".github/workflows/a.yml": "jobs:\n  b:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          file: docker/api.Dockerfile\n          build-args: |\n            A=1\n            B=${{ x }}\n" }, [".github/workflows/a.yml:4 docker/build-push-action builds docker/api.Dockerfile with the context ."]],
    ["build-push-action with a matrix", { ".github/workflows/a.yml": "jobs:\n  b:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: {context: '${{ matrix.dir }}'}\n" }, []],
    ["build-push-action in a part of the repository", { ".github/workflows/a.yml": "s:\n- uses: docker/build-push-action@v6\n  with: {context: '{{defaultContext}}:api'}\n" }, [".github/workflows/a.yml:2 docker/build-push-action builds api/Dockerfile with the context api"]],
    ["someone else's code", { "node_modules/a/package.json": '{"scripts": {"b": "docker build ."}}', "vendor/a/Makefile": "a:\n\tdocker build .\n" }, []],
  ])("%s", (_, files: Readonly<Record<string, string>>, expected) => expect(places(files)).toEqual(expected));

  it("says the surest first", () => {
    const files = { "a.sh": "docker build .", Makefile: "a:\n\tdocker build .", "compose.yaml": "services: {a: {build: .}}" };
    expect(places(files).map((place) => place.split(":")[0])).toEqual(["compose.yaml", "Makefile", "a.sh"]);
  });
});

describe("hostile input", () => {
  it.each([
    ["an alias bomb", `a0: &a0 {run: docker build .}\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`).join("\n")}`],
    ["a cycle", "a: &a\n  b: *a\n  run: x\n"],
    ["depth", "[".repeat(50_000)],
    ["many keys", Array.from({ length: 20_000 }, (_, i) => `k${i}: {run: x}`).join("\n")],
    ["many references", `a:\n\tdocker build ${"$(".repeat(100_000)}`],
    ["many braces", `services: {a: {build: "${"${A:-".repeat(20_000)}"}}`],
    ["nested substitutions", `docker ${"$(".repeat(20_000)}`],
  ])("%s", (_, text) => {
    for (const path of ["compose.yaml", ".gitlab-ci.yml", "Makefile", "justfile", "package.json", "a.sh"]) expect(() => found({ [path]: text })).not.toThrow();
  });

  it("never throws", () => {
    const text = fc.array(fc.constantFrom("services:", "build", ": ", "\n", "  ", "&a", "*a", "<<", "docker build", " -f", "${", "$(", "}", ")", "{{", "'", '"', "\t", "|", "- ", "[", "run: ", "uses: docker/build-push-action@v1"), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom("compose.yaml", ".github/workflows/a.yml", "Makefile", "justfile", "package.json", "a.sh"), text, (path, parts) => {
        found({ [path]: parts.join("") });
      }),
      { numRuns: 500 },
    );
  });
});
