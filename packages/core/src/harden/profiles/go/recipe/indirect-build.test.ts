import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../../source/edit.ts";
import { formatEvidence } from "../../../../source/fact.ts";
import { project } from "../../../testing/project.ts";
import { goProfile } from "../profile.ts";

const SOURCE = {
  "go.mod": "module example.com/shop\n\ngo 1.26\n",
  "cmd/shop/main.go": "package main\n\nfunc main() {}\n",
  "cmd/tool/main.go": "package main\n\nfunc main() {}\n",
};
const CGO_SOURCE = { ...SOURCE, "cmd/shop/main.go": 'package main\n\nimport "C"\n\nfunc main() {}\n' };

interface Outcome {
  readonly libc: string;
  readonly evidence: readonly string[];
  /** The RUN after the edits. */
  readonly run: string | undefined;
}

function outcome(files: Readonly<Record<string, string>>, run = "RUN make build", before = ""): Outcome {
  const dockerfile = `FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\n${before}${run}\nFROM scratch\nCOPY --from=build /src/bin/shop /shop\nENTRYPOINT ["/shop"]\n`;
  const input = project({ ...SOURCE, ...files, Dockerfile: dockerfile });
  const application = goProfile.collect(input);
  const after = applyEdits(dockerfile, goProfile.hardenBuild(input, application).flatMap((decision) => decision.edits));
  const { libc } = application;
  return { libc: libc.known ? libc.value : "unknown", evidence: libc.known ? libc.evidence.map(formatEvidence) : [libc.reason], run: after.split("\n").find((line) => line.startsWith("RUN")) };
}

/** A Makefile whose target `build` has this recipe. */
const makefile = (recipe: string, above = ""): Record<string, string> => ({ Makefile: `${above}.PHONY: build\nall: build\n\nbuild:\n\t${recipe}\n` });

describe("a build by make", () => {
  it.each<[string, Record<string, string>, string]>([
    ["sets CGO_ENABLED=0", makefile("@CGO_ENABLED=0 go build -o bin/shop ./cmd/shop"), "Makefile:5 sets CGO_ENABLED=0"],
    ["by variables", makefile("$(GOENV) $(GO) build $(FLAGS) -o $(BIN)/shop ./cmd/shop", "GO ?= go\nGOENV := CGO_ENABLED=0\nBIN = bin\nFLAGS = -v\n"), "Makefile:9 sets CGO_ENABLED=0"],
    ["by export", makefile("go build -o bin/shop ./cmd/shop", "export CGO_ENABLED = 0\n"), "Makefile:1 sets CGO_ENABLED=0"],
    ["by a variable of the target", makefile("go build -o bin/shop ./cmd/shop", "export CGO_ENABLED\nbuild: CGO_ENABLED := 0\n"), "Makefile:2 sets CGO_ENABLED=0"],
    ["in a prerequisite", { Makefile: "build: bin/shop\n\nbin/shop:\n\tCGO_ENABLED=0 go build -o $@ ./cmd/shop\n" }, "Makefile:4 sets CGO_ENABLED=0"],
    ["in a target that it makes", { Makefile: "build:\n\t$(MAKE) compile\ncompile:\n\texport CGO_ENABLED=0; \\\n\tgo build -o bin/shop ./cmd/shop\n" }, "Makefile:4 sets CGO_ENABLED=0"],
    ["in a file that it includes", { Makefile: "include scripts/go.mk\n", "scripts/go.mk": "build:\n\tCGO_ENABLED=0 go build -o bin/shop ./cmd/shop\n" }, "Makefile:2 sets CGO_ENABLED=0"],
    ["in a script", { Makefile: "build:\n\t./scripts/build.sh\n", "scripts/build.sh": "#!/bin/sh\nset -e\nCGO_ENABLED=0 go build -o bin/shop ./cmd/shop\n" }, "scripts/build.sh:3 sets CGO_ENABLED=0"],
    ["links statically", makefile(`go build -ldflags '-linkmode external -extldflags "-static"' -o bin/shop ./cmd/shop`), "Makefile:5 links statically (-extldflags -static)"],
    ["for this program, whatever the others do", makefile("CGO_ENABLED=1 go build -o bin/tool ./cmd/tool\n\tCGO_ENABLED=0 go build -o bin/shop ./cmd/shop"), "Makefile:6 sets CGO_ENABLED=0"],
  ])("needs no C library where the recipe %s", (_, files, evidence) => {
    const found = outcome(files);
    expect(found).toMatchObject({ libc: "none", evidence: [evidence] });
    expect(found.run).not.toContain("CGO_ENABLED");
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["a plain recipe", makefile("go build -o bin/shop ./cmd/shop"), "RUN make build", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath make build"],
    ["the default target", { Makefile: "all:\n\tgo build -o bin/shop ./cmd/shop\n" }, "RUN make", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath make"],
    ["a command behind others", makefile("go build -o bin/shop ./cmd/shop"), "RUN go mod download && make -j4 build VERSION=1", "RUN go mod download && CGO_ENABLED=0 GOFLAGS=-trimpath make -j4 build VERSION=1"],
    ["-trimpath that stands there", makefile("go build -trimpath -o bin/shop ./cmd/shop"), "RUN make build", "RUN CGO_ENABLED=0 make build"],
    ["GOFLAGS of the Makefile", makefile("go build -o bin/shop ./cmd/shop", "export GOFLAGS = -mod=vendor\n"), "RUN make build", "RUN CGO_ENABLED=0 make build"],
    ["a default that yields to the environment", makefile("CGO_ENABLED=$(CGO_ENABLED) go build -o bin/shop ./cmd/shop", "CGO_ENABLED ?= 0\n"), "RUN make build", "RUN GOFLAGS=-trimpath make build"],
    ["a Makefile of another folder", { "build/go.mk": "all:\n\tcd .. && go build -o bin/shop ./cmd/shop\n" }, "RUN make -C build -f go.mk", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath make -C build -f go.mk"],
    ["a race test that is not run", { Makefile: "build: vet\n\tgo build -ldflags \"-X main.v=$(shell git describe)\" -o bin/shop ./cmd/shop\nvet:\n\tgo vet ./...\ntest:\n\tCGO_ENABLED=1 go test -race ./...\n" }, "RUN make build", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath make build"],
    ["a script", { "build.sh": "go build -o bin/shop ./cmd/shop\n" }, "RUN ./build.sh", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath ./build.sh"],
    ["sh and a script", { "build.sh": "go build -o bin/shop ./cmd/shop\n" }, "RUN time sh build.sh", "RUN time env CGO_ENABLED=0 GOFLAGS=-trimpath sh build.sh"],
    ["task", { "Taskfile.yml": "version: 3\ntasks:\n  build:\n    cmds: [go build -o bin/shop ./cmd/shop]\n" }, "RUN task build", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath task build"],
    ["just", { justfile: "build:\n  go build -o bin/shop ./cmd/shop\n" }, "RUN just build", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath just build"],
    ["mage", { "magefile.go": '//go:build mage\n\npackage main\n\nfunc Build() error { return sh.Run("go", "build", "-o", "bin/shop", "./cmd/shop") }\n' }, "RUN mage build", "RUN CGO_ENABLED=0 GOFLAGS=-trimpath mage build"],
  ])("gets CGO_ENABLED=0 from the environment of the RUN with %s", (_, files, run, after) => {
    expect(outcome(files, run)).toMatchObject({ libc: "none", run: after });
    expect(outcome(files, after)).toMatchObject({ libc: "none", run: after });
  });

  it.each<[string, Record<string, string>, string, string]>([
    ["CGO_ENABLED=1", makefile("CGO_ENABLED=1 go build -o bin/shop ./cmd/shop"), "RUN make build", "glibc"],
    ["an assignment on make's command line", makefile("go build -o bin/shop ./cmd/shop"), "RUN make build CGO_ENABLED=1", "glibc"],
    ["-race", makefile("go build -race -o bin/shop ./cmd/shop"), "RUN make build", "glibc"],
    ["import C", { ...CGO_SOURCE, ...makefile("go build -o bin/shop ./cmd/shop") }, "RUN make build", "glibc"],
    ["a value that only the run tells", makefile("CGO_ENABLED=$(shell ./cgo.sh) go build -o bin/shop ./cmd/shop"), "RUN make build", "unknown"],
    ["a variable that is set under a condition", makefile("CGO_ENABLED=$(CGO) go build -o bin/shop ./cmd/shop", "ifdef STATIC\nCGO = 0\nendif\n"), "RUN make build", "unknown"],
    ["a Makefile that the environment does not reach", makefile("go build -o bin/shop ./cmd/shop", "CGO_ENABLED = 1\n"), "RUN make build", "unknown"],
    ["a race test in the same Makefile", { Makefile: "build: test\n\tgo build -o bin/shop ./cmd/shop\ntest:\n\tgo test -race ./...\n" }, "RUN make build", "unknown"],
    ["a Makefile that is not there", makefile("go build -o bin/shop ./cmd/shop"), "RUN make -f other.mk build", "unknown"],
    ["no Makefile in the context", {}, "RUN make build", "unknown"],
    ["a build in a container", makefile("docker run golang go build -o bin/shop ./cmd/shop"), "RUN make build", "unknown"],
    ["a Taskfile that sets it", { "Taskfile.yml": "version: 3\nenv: {CGO_ENABLED: 1}\ntasks:\n  build:\n    cmds: [go build -o bin/shop ./cmd/shop]\n" }, "RUN task build", "unknown"],
    ["a Taskfile that includes others", { "Taskfile.yml": "version: 3\nincludes: {go: ./go.yml}\n" }, "RUN task go:build", "unknown"],
  ])("stays as it is with %s", (_, files, run, libc) => {
    const found = outcome(files, run);
    expect(found.libc).toBe(libc);
    expect(found.run?.replace("GOFLAGS=-trimpath ", "")).toBe(run);
  });

  it("is linked as the Dockerfile's environment says, where the recipe says nothing", () => {
    expect(outcome(makefile("go build -o bin/shop ./cmd/shop"), "RUN make build", "ENV CGO_ENABLED=0\n")).toMatchObject({ libc: "none", evidence: ["Dockerfile:4 sets CGO_ENABLED=0"] });
    expect(outcome(makefile("CGO_ENABLED=1 go build -o bin/shop ./cmd/shop"), "RUN make build", "ENV CGO_ENABLED=0\n").libc).toBe("glibc");
    expect(outcome(makefile("go build -o bin/shop ./cmd/shop"), "RUN CGO_ENABLED=0 make build").libc).toBe("none");
  });

  it("tells which of several main packages is built", () => {
    const files = makefile("go build -o bin/shop ./services/front", "");
    const input = project({ "go.mod": SOURCE["go.mod"], "services/front/main.go": 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":9000", nil) }\n', "services/back/main.go": "package main\n\nfunc main() {}\n", ...files, Dockerfile: 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN make build\nFROM scratch\nCOPY --from=build /src/bin/shop /shop\nCMD ["/shop"]\n' });
    expect(goProfile.collect(input).ports.map((port) => port.port)).toEqual([9000]);
  });

  it("is not decided about where variables double each other, or calls are without number", () => {
    const doubling = Array.from({ length: 30 }, (_, at) => `V${at} = $(V${at + 1})$(V${at + 1})`).join("\n");
    expect(outcome(makefile("$(V0) go build -o bin/shop ./cmd/shop", `${doubling}\nV30 =\n`)).libc).toBe("unknown");
    expect(outcome(makefile("go build -o bin/shop ./cmd/shop"), "RUN make build\n".repeat(2000).trimEnd()).libc).toBe("unknown");
  });

  it("is read to its end whatever a Makefile holds", () => {
    const line = fc.constantFrom("build: build all", "all: $(X) build", "X = $(X)$(X)", "X := $(Y)$(Y)", "Y ?= a", "\t$(MAKE) all", "\tgo build -o bin/shop ./cmd/shop", "\tCGO_ENABLED=$(X) go build", "ifeq (a,b)", "else", "endif", "define Z", "endef", "include Makefile", "export", "export X", "build: CGO_ENABLED=0", "\\", "\t\\", ":", "=", "$(", "a:=b:c", "%.o: %.c", "\t./build.sh", "#", "build:: a ; go build");
    fc.assert(fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
      expect(["none", "glibc", "unknown"]).toContain(outcome({ Makefile: lines.join("\n"), "build.sh": "./build.sh; go build" }).libc);
    }), { numRuns: 200 });
  });
});
