import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../source/edit.ts";
import { formatEvidence } from "../../../source/fact.ts";
import { goProfile } from "./profile.ts";
import { project } from "../../testing/project.ts";

const EXAMPLE = ["go.mod", "Dockerfile", "cmd/api/main.go", "internal/visits/visits.go", "templates/index.html"];

function example(): Record<string, string> {
  return Object.fromEntries(EXAMPLE.map((path) => [path, readFileSync(fileURLToPath(new URL(`../../../../../../examples/go-api/${path}`, import.meta.url)), "utf8")]));
}

describe("the example service", () => {
  it("is collected whole", () => {
    const found = goProfile.collect(project(example()));
    expect(found).toMatchObject({ ecosystem: "go", name: "go-api", libc: { value: "none" }, obstacles: [] });
    expect(found.files.map((file) => [file.kind, file.path, file.relative])).toEqual([["program", "/app/main", false], ["file", "/app/templates/index.html", true]]);
    expect(found.writes.map((written) => [written.purpose, written.path])).toEqual([["data", "/app/data"]]);
    expect(found.ports.map((port) => port.port)).toEqual([8080]);
    expect(found.health).toMatchObject({ value: { port: 8080, path: "/healthz" } });
    expect(found.looked.map(formatEvidence)).toEqual(["2 Go files in 2 packages were read, none left out"]);
  });

  it("is followed with its command folder renamed, its port changed and CRLF line ends", () => {
    const files = example();
    const main = files["cmd/api/main.go"] ?? "";
    delete files["cmd/api/main.go"];
    files["cmd/guestbook/main.go"] = main.replace(":8080", ":9090").replaceAll("\n", "\r\n");
    files["Dockerfile"] = (files["Dockerfile"] ?? "").replace("./cmd/api", "./cmd/guestbook").replaceAll("8080", "9090").replaceAll("\n", "\r\n");
    const input = project(files);
    const found = goProfile.collect(input);
    expect(found).toMatchObject({ name: "guestbook", start: { value: { path: "/app/main" } }, health: { value: { port: 9090 } } });
    expect(found.ports).toMatchObject([{ port: 9090, evidence: { path: "cmd/guestbook/main.go" } }]);
    const after = applyEdits(files["Dockerfile"], goProfile.hardenBuild(input, found).flatMap((decision) => decision.edits));
    const again = project({ ...files, Dockerfile: after });
    expect(goProfile.hardenBuild(again, goProfile.collect(again)).flatMap((decision) => decision.edits)).toEqual([]);
    expect(after.split("\r\n").length).toBe(after.split("\n").length);
  });
});

describe("the packages of a program", () => {
  const dockerfile = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /api ./services/api\nCMD ["/api"]\n';
  const main = (path: string): string => `package main\n\nimport "${path}"\n\nfunc main() { lib.Run() }\n`;
  const lib = 'package lib\n\nimport "net/http"\n\nfunc Run() { http.ListenAndServe(":6000", nil) }\n';
  const ports = (files: Readonly<Record<string, string>>) => goProfile.collect(project({ Dockerfile: dockerfile, ...files })).ports.map((port) => port.evidence.path);

  it("are found in the module", () => {
    expect(ports({ "go.mod": "module x.org/m\n", "services/api/main.go": main("x.org/m/lib"), "lib/lib.go": lib })).toEqual(["lib/lib.go"]);
  });

  it("are found in a module that is replaced by a folder", () => {
    expect(ports({ "services/api/go.mod": "module x.org/api\nrequire x.org/lib v0.0.0\nreplace x.org/lib => ../../shared\n", "services/api/main.go": main("x.org/lib"), "shared/lib.go": lib, Dockerfile: dockerfile.replace("go build", "cd services/api && go build").replace("./services/api", ".") })).toEqual(["shared/lib.go"]);
  });

  it("are found in a workspace", () => {
    expect(ports({ "go.work": "go 1.26\nuse (\n\t./services/api\n\t./lib\n)\n", "services/api/go.mod": "module x.org/api\n", "lib/go.mod": "module x.org/lib\n", "services/api/main.go": main("x.org/lib"), "lib/lib.go": lib })).toEqual(["lib/lib.go"]);
  });

  it("are not those that .dockerignore keeps out, and that is said", () => {
    const found = goProfile.collect(project({ Dockerfile: dockerfile, ".dockerignore": "lib\n", "go.mod": "module x.org/m\n", "services/api/main.go": main("x.org/m/lib"), "lib/lib.go": lib }));
    expect(found.looked[0]?.observation).toContain("x.org/m/lib is imported, but lib has no Go files");
    expect(found.needs.account.known).toBe(false);
  });

  it("end where they import each other", () => {
    const found = goProfile.collect(project({ Dockerfile: dockerfile, "go.mod": "module x.org/m\n", "services/api/main.go": main("x.org/m/lib"), "lib/lib.go": 'package lib\n\nimport "x.org/m/services/api"\n\nfunc Run() { Run() }\nvar a = b\nvar b = a\n' }));
    expect(found.looked[0]?.observation).toContain("2 Go files");
  });
});

describe("any project", () => {
  const line = fc.constantFrom(
    "FROM golang:1.26 AS build", "FROM scratch", "FROM build", "FROM $X", "WORKDIR /src", "WORKDIR $DIR", "COPY . .", "COPY --from=build /src/a /a", "COPY --from=0 / /", "COPY *.go $X/", "RUN go build", "RUN go build -o",
    "RUN go build -ldflags", "RUN go build -o $OUT ./... && mv a b", "RUN go install a@latest", "RUN cd .. && go -C x build .", "RUN [\"go\", \"build\"]", "RUN --mount=type=bind,from=build,target=/x go build -C /x .", "RUN make", "USER 1", "ENV GOFLAGS=-mod=vendor PATH=$PATH:/go/bin",
    "EXPOSE 8080", "CMD ./a $X", "CMD [\"a\"]", "ENTRYPOINT [\"tini\", \"--\"]", "ENTRYPOINT []", "HEALTHCHECK CMD curl localhost:$", "VOLUME /src", "ARG X",
  );
  const statement = fc.constantFrom(
    "a := b", "b := a", "a = os.Getenv(a)", "http.ListenAndServe(a, nil)", "os.ReadFile(f(a))", "os.Create(\"../../x\")", "sql.Open(\"sqlite\", a)", "exec.Command(a)", "x.y.z(\"file://\")", "fmt.Sprintf(\"%q%\", a)", "{", "}", "(", ")", "if a := g(); a {", "return a", "r.GET(\"/health\", nil)",
    "func f(a string) string {", "func g() (string, error) {", "filepath.Join(\"a\", \"..\", \"..\", \"/b\")", "template.ParseGlob(\"[\")", "var a = func() { a }", "import \"C\"", "`", "//go:embed ..",
  );

  it("is collected and decided about without an error, and hardening it twice changes nothing more", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 14 }), fc.array(statement, { maxLength: 30 }), (lines, statements) => {
        const files: Record<string, string> = {
          Dockerfile: `${lines.join("\n")}\n`, "go.mod": "module x.org/m\n",
          "main.go": `package main\n\nimport (\n\t"os"\n\t"net/http"\n\t"fmt"\n\t"path/filepath"\n\t"html/template"\n\t"os/exec"\n\t"database/sql"\n)\n${statements.join("\n")}\n`,
        };
        const input = project(files);
        goProfile.recognises(input);
        if (input.subject.target === undefined) return;
        const decisions = goProfile.hardenBuild(input, goProfile.collect(input));
        const after = applyEdits(files["Dockerfile"] ?? "", decisions.flatMap((decision) => decision.edits));
        const again = project({ ...files, Dockerfile: after });
        expect(goProfile.hardenBuild(again, goProfile.collect(again)).flatMap((decision) => decision.edits)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is collected in time that grows no faster than its source", () => {
    const work = (count: number): number => {
      const functions = Array.from({ length: count }, (_, index) => `func f${index}(a string) string {\n\tx := f${index + 1}(a + "b")\n\tos.ReadFile(x)\n\treturn f${Math.max(0, index - 1)}(x)\n}`);
      return goProfile.collect(project({ Dockerfile: 'FROM golang:1.26\nCOPY . .\nRUN go build -o /a .\nCMD ["/a"]\n', "go.mod": "module x.org/m\n", "main.go": `package main\n\nimport "os"\n\n${functions.join("\n")}\n` })).looked.length;
    };
    expect(work(3000)).toBeGreaterThan(0);
  });
});

describe("data that a program begins with", () => {
  const source = (path: string): string => `package main\n\nimport (\n\t"database/sql"\n\n\t_ "modernc.org/sqlite"\n)\n\nfunc main() {\n\tsql.Open("sqlite", "${path}")\n}\n`;
  const files = (path: string, more: Readonly<Record<string, string>> = {}) =>
    goProfile
      .collect(project({ "go.mod": "module x.org/m\n\nrequire modernc.org/sqlite v1.38.0\n", "main.go": source(path), Dockerfile: 'FROM golang:1.26\nWORKDIR /app\nCOPY . .\nRUN go build -o shop .\nCMD ["./shop"]\n', ...more }))
      .files.map((file) => [file.kind, file.path, file.written === true]);

  it("is taken along, to be written", () => expect(files("store/shop.db", { "store/shop.db": "tables" })).toEqual([["program", "/app/shop", false], ["file", "/app/store/shop.db", true]]));
  it("is nothing where the image has none", () => expect(files("store/shop.db")).toEqual([["program", "/app/shop", false]]));
  it("is nothing where the builder is not sent it", () => expect(files("store/shop.db", { "store/shop.db": "tables", ".dockerignore": "store\n" })).toEqual([["program", "/app/shop", false]]));
});
