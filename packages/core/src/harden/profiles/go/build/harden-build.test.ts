import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../../source/edit.ts";
import type { Decision } from "../../../plan.ts";
import { goProfile } from "../profile.ts";
import { check } from "../../../../rules/use-build-hardening-flags/dockerfile.ts";
import { project } from "../../../testing/project.ts";

const SOURCE = {
  "go.mod": "module example.com/shop\n\ngo 1.26\n",
  "main.go": 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
};

function decide(dockerfile: string, files: Readonly<Record<string, string>> = SOURCE): readonly Decision[] {
  const input = project({ ...files, Dockerfile: dockerfile });
  return goProfile.hardenBuild(input, goProfile.collect(input));
}

function harden(dockerfile: string, files?: Readonly<Record<string, string>>): string {
  return applyEdits(dockerfile, decide(dockerfile, files).flatMap((decision) => decision.edits));
}

/** A Dockerfile whose only RUN is this, in a stage without the caches' question: it runs as another user. */
function withRun(run: string): string {
  return `FROM golang:1.26\nWORKDIR /src\nCOPY . .\nUSER 1000\n${run}\nCMD ["/app"]\n`;
}

describe("the build command", () => {
  it.each([
    ["a plain build", "RUN go build -o /app .", "RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app ."],
    ["an assignment that stands there", "RUN CGO_ENABLED=0 GOOS=linux go build -o /app .", "RUN CGO_ENABLED=0 GOOS=linux go build -trimpath -ldflags='-s -w' -o /app ."],
    ["another assignment", "RUN GOOS=linux go build -o /app .", "RUN GOOS=linux CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app ."],
    ["an -ldflags with -X", 'RUN go build -ldflags="-X main.version=1 -X main.commit=$COMMIT" -o /app .', 'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.version=1 -X main.commit=$COMMIT" -o /app .'],
    ["an -ldflags with -w alone", "RUN go build -ldflags '-w' -o /app .", "RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /app ."],
    ["an -ldflags without quotes", "RUN go build -ldflags=-w -o /app .", "RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app ."],
    ["an empty -ldflags", 'RUN go build -ldflags="" -o /app .', 'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /app .'],
    ["all flags there", "RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /app .", "RUN CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o /app ."],
    ["a command behind others, over several lines", "RUN mkdir x && \\\n    # the program\n    go build \\\n      -o /app .", "RUN mkdir x && \\\n    # the program\n    CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' \\\n      -o /app ."],
    ["a wrapper", "RUN time go build -o /app .", "RUN time env CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app ."],
    ["env before it", "RUN env GOOS=linux go build -o /app .", "RUN env GOOS=linux CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app ."],
    ["an inner script", "RUN sh -c 'go build -o /app .'", "RUN sh -c 'CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /app .'"],
    ["a heredoc", "RUN <<EOF\nset -e\ngo build -o /app .\nEOF", "RUN <<EOF\nset -e\nCGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app .\nEOF"],
    ["-C, which must stay first", "RUN go build -C /src -o /app .", "RUN CGO_ENABLED=0 go build -C /src -trimpath -ldflags='-s -w' -o /app ."],
    ["export before it", "RUN export CGO_ENABLED=0 && go build -o /app .", "RUN export CGO_ENABLED=0 && go build -trimpath -ldflags='-s -w' -o /app ."],
    ["GOFLAGS", "RUN GOFLAGS=-trimpath go build -o /app .", "RUN GOFLAGS=-trimpath CGO_ENABLED=0 go build -ldflags='-s -w' -o /app ."],
  ])("%s", (_, before, after) => {
    expect(harden(withRun(before))).toBe(withRun(after));
    expect(harden(withRun(after))).toBe(withRun(after));
  });

  it.each([
    "go build -o /app .", "go build -v -ldflags=\"-X main.version=$V\" -o /app .", "go build -ldflags '-w' -o /app .", "go build -ldflags=-w -o /app .", "go build -ldflags=\"\" -o /app .", "go build -trimpath -o /app .",
    "go build -C /src -o /app .", "sh -c 'go build -o /app .'", "go build $FLAGS -o /app .", "go build -trimpath -ldflags=\"$LDFLAGS\" -o /app .", "go build -ldflags='all=-X main.a=b' -o /app .",
    "go build -gcflags='all=-N -l' -o /app .", "GOFLAGS=-trimpath go build -o /app .", "GOFLAGS='-ldflags=-w' go build -o /app .", "env GOOS=linux go build -o /app .", "cd /src && go install .", "go build -trimpath -ldflags '-s -w' -o /app .",
  ])("is mended by the rule as by the profile: %s", (command) => {
    const dockerfile = withRun(`RUN ${command}`);
    const ofRule = [...check(project({ ...SOURCE, Dockerfile: dockerfile }).subject)].flatMap((problem) => problem.fix?.edits ?? []);
    const ofProfile = decide(dockerfile).filter((decision) => decision.id === "build-flags").flatMap((decision) => decision.edits);
    expect(applyEdits(dockerfile, ofRule)).toBe(applyEdits(dockerfile, ofProfile));
  });

  it("leaves the builds of others' programs alone", () => {
    const tools = "RUN go install example.org/tool@latest\nRUN cd /tool && go build -o /bin/tool .\n";
    expect(harden(withRun(`${tools}RUN go build -o /app .`))).toBe(withRun(`${tools}RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app .`));
  });

  it("takes go install too", () => {
    const dockerfile = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nUSER 1000\nRUN go install .\nCMD ["shop"]\n';
    expect(harden(dockerfile)).toContain("RUN CGO_ENABLED=0 go install -trimpath -ldflags='-s -w' .");
  });

  it("keeps CRLF and touches nothing else", () => {
    const dockerfile = withRun("RUN go build -o /app .").replaceAll("\n", "\r\n");
    expect(harden(dockerfile)).toBe(withRun("RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app .").replaceAll("\n", "\r\n"));
  });

  it.each([
    ["exec form", 'RUN ["go", "build", "-o", "/app", "."]'],
    ["a variable as -ldflags", 'RUN CGO_ENABLED=0 go build -trimpath -ldflags="$FLAGS" -o /app .'],
    ["a pattern of packages", "RUN CGO_ENABLED=0 go build -trimpath -ldflags='all=-X main.a=b' -o /app ."],
  ])("leaves what it cannot edit and says what to do: %s", (_, run) => {
    expect(harden(withRun(run))).toBe(withRun(run));
    expect(decide(withRun(run)).find((decision) => decision.id === "build-flags")?.answer).toBe("warn");
  });

  it("leaves a build for a debugger", () => {
    const run = "RUN CGO_ENABLED=0 go build -gcflags='all=-N -l' -o /app .";
    expect(harden(withRun(run))).toBe(withRun(run));
    expect(decide(withRun(run)).find((decision) => decision.id === "build-flags")?.answer).toBe("refuse");
  });

  it("names obsolete advice and leaves it", () => {
    const obsolete = decide(withRun("RUN CGO_ENABLED=0 go build -a -installsuffix cgo -o /app .")).find((decision) => decision.id === "obsolete-flags");
    expect(obsolete?.outcome).toMatch(/-installsuffix and -a/);
    expect(obsolete?.edits).toEqual([]);
  });
});

describe("cgo", () => {
  const cgoOf = (run: string, files: Readonly<Record<string, string>>): { readonly decision: Decision | undefined; readonly after: string } => ({
    decision: decide(withRun(run), files).find((decision) => decision.id === "cgo"),
    after: harden(withRun(run), files),
  });
  const build = "RUN go build -o /app .";

  it.each([
    ["a module", build, { ...SOURCE, "go.mod": `${SOURCE["go.mod"]}\nrequire github.com/mattn/go-sqlite3 v1.14.22\n`, "main.go": 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {}\n' }, "go.mod", 5],
    ["a module that another one needs", build, { ...SOURCE, "go.mod": `${SOURCE["go.mod"]}\nrequire (\n\tgithub.com/mattn/go-sqlite3 v1.14.22 // indirect\n)\n` }, "go.mod", 6],
    ["import C", build, { ...SOURCE, "main.go": 'package main\n\n// #include <math.h>\nimport "C"\n\nfunc main() {}\n' }, "main.go", 4],
    ["import C in a package that is imported", build, { ...SOURCE, "main.go": 'package main\n\nimport "example.com/shop/sum"\n\nfunc main() { sum.Do() }\n', "sum/sum.go": 'package sum\n\nimport "C"\n\nfunc Do() {}\n' }, "sum/sum.go", 3],
    ["import C in a vendored package", build, { ...SOURCE, "vendor/modules.txt": "# x.org/y v1.0.0\nx.org/y\n", "vendor/x.org/y/y.go": 'package y\n\nimport "C"\n' }, "vendor/x.org/y/y.go", 3],
    ["plugins", build, { ...SOURCE, "main.go": 'package main\n\nimport "plugin"\n\nfunc main() { plugin.Open("x") }\n' }, "main.go", 3],
    ["-race", "RUN go build -race -o /app .", SOURCE, "Dockerfile", 5],
    ["-buildmode", "RUN go build -buildmode=c-shared -o /app .", SOURCE, "Dockerfile", 5],
    ["the C linker", 'RUN go build -ldflags="-linkmode external" -o /app .', SOURCE, "Dockerfile", 5],
    ["a tag of a C library", "RUN go build -tags sqlite_omit_load_extension -o /app .", SOURCE, "Dockerfile", 5],
    ["CGO_ENABLED=1", "RUN CGO_ENABLED=1 go build -o /app .", SOURCE, "Dockerfile", 5],
  ])("is not switched off where %s needs it", (_, run, files, path, line) => {
    const { decision, after } = cgoOf(run, files);
    expect(after).not.toContain("CGO_ENABLED=0");
    expect(decision?.answer).toBe("refuse");
    expect(decision?.evidence[0]).toMatchObject({ path, line });
  });

  it("is switched off where it is used in other programs of the module, in tests or on other systems alone", () => {
    const files = {
      ...SOURCE, "other/main.go": 'package main\n\nimport "C"\n\nfunc main() {}\n', "main_test.go": 'package main\n\nimport "C"\n', "main_darwin.go": 'package main\n\nimport "C"\n',
      "gen.go": '//go:build ignore\n\npackage main\n\nimport "C"\n',
    };
    expect(cgoOf(build, files).after).toContain("CGO_ENABLED=0 go build");
  });

  it("says how far was looked", () => {
    expect(cgoOf(build, SOURCE).decision?.evidence.map((one) => one.observation)).toContain('no import "C" in 1 Go files');
  });

  it("is not decided about source that is not at hand", () => {
    const dockerfile = 'FROM golang:1.26\nRUN git clone https://x.org/y /src\nWORKDIR /src\nRUN go build -o /app .\nCMD ["/app"]\n';
    expect(decide(dockerfile, {}).find((decision) => decision.id === "cgo")).toMatchObject({ answer: "warn", edits: [] });
  });

  it("decides the C library of the program", () => {
    const libc = (dockerfile: string, files: Readonly<Record<string, string>>) => goProfile.collect(project({ ...files, Dockerfile: dockerfile })).libc;
    const cgo = { ...SOURCE, "main.go": 'package main\n\nimport "C"\n\nfunc main() {}\n' };
    expect(libc(withRun(build), SOURCE)).toMatchObject({ value: "none" });
    expect(libc(withRun(build), cgo)).toMatchObject({ value: "glibc" });
    expect(libc(withRun(build).replace("golang:1.26", "golang:1.26-alpine"), cgo)).toMatchObject({ value: "musl" });
    expect(libc(withRun("RUN go build -ldflags '-extldflags \"-static\"' -o /app ."), cgo)).toMatchObject({ value: "none" });
    expect(libc(withRun(build).replace("golang:1.26", "example.com/own-go:1"), cgo).known).toBe(false);
  });
});

describe("caches", () => {
  const dockerfile = (lines: readonly string[], base = "golang:1.26"): string => ["FROM " + base + " AS build", "WORKDIR /src", "COPY . .", ...lines, "FROM scratch", "COPY --from=build /app /app", 'CMD ["/app"]', ""].join("\n");
  const hardened = "CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /app .";
  const both = "--mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod";

  it("are mounted in every RUN that uses them", () => {
    expect(harden(dockerfile(["RUN go mod download", "RUN go build -o /app ."]))).toBe(dockerfile(["RUN --mount=type=cache,target=/go/pkg/mod go mod download", `RUN ${both} ${hardened}`]));
  });

  it("stand once", () => {
    const after = dockerfile([`RUN ${both} ${hardened}`]);
    expect(harden(after)).toBe(after);
  });

  it("follow the environment", () => {
    expect(harden(dockerfile(["ENV GOCACHE=/cache GOPATH=/gopath", "RUN go build -o /app ."]))).toContain("RUN --mount=type=cache,target=/cache --mount=type=cache,target=/gopath/pkg/mod CGO");
  });

  it("leave vendored modules alone", () => {
    const files = { ...SOURCE, "vendor/modules.txt": "" };
    expect(harden(dockerfile(["RUN go build -o /app ."]), files)).toContain(`RUN --mount=type=cache,target=/root/.cache/go-build ${hardened}`);
  });

  it.each([
    ["another user", ["USER app", "RUN go build -o /app ."]],
    ["a RUN that may run anything", ["RUN make generate", "RUN go build -o /app ."]],
    ["a script", ["RUN ./prepare.sh", "RUN go build -o /app ."]],
  ])("stay as they are with %s, and the reason is told", (_, lines) => {
    expect(harden(dockerfile(lines))).not.toContain("--mount");
    expect(decide(dockerfile(lines)).find((decision) => decision.id === "build-cache")?.answer).toBe("warn");
  });

  it("keep the modules in the layer where they are copied out", () => {
    const text = dockerfile(["RUN go build -o /app ."]).replace("FROM scratch", "FROM scratch\nCOPY --from=build /go/pkg/mod /modules");
    expect(harden(text)).not.toContain("target=/go/pkg/mod");
  });
});

describe("what the Dockerfile does not heed", () => {
  it("tells where to add flags when another image brings the program", () => {
    const [decision] = decide('FROM golang:1.26 AS build\nCOPY --from=example.com/shop:1 /shop /shop\nFROM scratch\nCOPY --from=build /shop /shop\nENTRYPOINT ["/shop"]\n');
    expect(decision).toMatchObject({ id: "build-flags", answer: "warn", edits: [] });
  });

  it("warns of files that are read and not copied, and of EXPOSE that names another port", () => {
    const files = { ...SOURCE, "templates/a.html": "", "main.go": 'package main\n\nimport (\n\t"html/template"\n\t"net/http"\n)\n\nfunc main() {\n\ttemplate.Must(template.ParseFiles("templates/a.html"))\n\thttp.ListenAndServe(":9000", nil)\n}\n' };
    const text = 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM alpine:3.23\nWORKDIR /srv\nCOPY --from=build /app .\nEXPOSE 8080\nCMD ["./app"]\n';
    const found = decide(text, files);
    expect(found.find((decision) => decision.id === "assets")).toMatchObject({ answer: "warn", evidence: [{ path: "main.go", line: 9 }] });
    expect(found.find((decision) => decision.id === "port")?.outcome).toContain("9000");
  });

  it("warns of a file that is written beside the program", () => {
    const files = { ...SOURCE, "main.go": 'package main\n\nimport "os"\n\nfunc main() { os.WriteFile("shop.db", nil, 0o600) }\n' };
    const writes = decide('FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n', files).find((decision) => decision.id === "writes");
    expect(writes?.outcome).toContain("/src/shop.db");
  });
});
