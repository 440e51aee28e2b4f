import { describe, expect, it } from "vitest";
import { goProfile } from "../profile.ts";
import { refusalsOf } from "../../../testing/plan.ts";
import { project } from "../../../testing/project.ts";

const SOURCE = { "go.mod": "module example.com/shop\n\ngo 1.26\n", "cmd/api/main.go": "package main\n\nfunc main() {}\n", "start.sh": "#!/bin/sh\nexec /app/api\n" };

function collect(dockerfile: string, files: Readonly<Record<string, string>> = SOURCE) {
  return goProfile.collect(project({ ...files, Dockerfile: dockerfile }));
}

/** One stage that builds `/app/api`, with these last lines. */
function single(...lines: readonly string[]): string {
  return ["FROM golang:1.26", "WORKDIR /app", "COPY . .", "RUN go build -o api ./cmd/api", ...lines, ""].join("\n");
}

describe("what the container starts", () => {
  it.each([
    ["exec form", ['CMD ["./api", "-v"]'], { path: "/app/api", entrypoint: [], cmd: ["/app/api", "-v"], arguments: ["-v"] }],
    ["ENTRYPOINT with CMD", ['ENTRYPOINT ["/app/api"]', 'CMD ["serve"]'], { path: "/app/api", entrypoint: ["/app/api"], cmd: ["serve"], arguments: ["serve"] }],
    ["plain shell form", ["CMD ./api -v 'a b'"], { path: "/app/api", entrypoint: [], cmd: ["/app/api", "-v", "a b"] }],
    ["exec in shell form", ["ENTRYPOINT exec ./api"], { path: "/app/api", entrypoint: ["/app/api"], cmd: [] }],
    ["an init before it", ['ENTRYPOINT ["tini", "--"]', 'CMD ["./api", "-v"]'], { path: "/app/api", entrypoint: [], cmd: ["/app/api", "-v"] }],
    ["an init and the program in one", ['ENTRYPOINT ["/usr/bin/dumb-init", "--", "./api"]', 'CMD ["serve"]'], { path: "/app/api", entrypoint: ["/app/api"], cmd: ["serve"] }],
    ["a variable of the image", ["ENV MODE=fast", "CMD ./api $MODE"], { path: "/app/api", cmd: ["/app/api", "fast"] }],
    ["another working folder", ["WORKDIR /", 'CMD ["app/api"]'], { path: "/app/api", workdir: "/" }],
    ["a program that was moved", ["RUN mv api /usr/local/bin/shop", 'CMD ["shop"]'], { path: "/usr/local/bin/shop" }],
  ])("is found in %s", (_, lines, expected) => {
    const found = collect(single(...lines));
    expect(found.start).toMatchObject({ known: true, value: expected });
    expect(found.obstacles).toEqual([]);
    expect(found.libc).toMatchObject({ known: true, value: "none" });
  });

  it.each([
    ["a supervisor", 'CMD ["/usr/bin/supervisord"]', /several processes/],
    ["several commands", "CMD ./migrate && ./api", /several commands/],
    ["a variable that only a shell expands", "CMD ./api --port $PORT", /variables/],
    ["a redirection", "CMD ./api > /log", /redirects/],
    ["another account", 'CMD ["gosu", "app", "./api"]', /through gosu/],
    ["a script", 'CMD ["./start.sh"]', /script/],
    ["a shell", 'CMD ["sh", "-c", "./api"]', /through sh/],
  ])("keeps its base with %s, and a person is told what to do", (_, line, reason) => {
    const { obstacles } = collect(single(line));
    expect(obstacles.map((obstacle) => obstacle.rulesOut)).toEqual(["base-change"]);
    expect(obstacles[0]?.reason).toMatch(reason);
    expect(obstacles[0]?.evidence[0]).toMatchObject({ path: "Dockerfile", line: 5 });
  });

  it.each([
    ["go run", ['CMD ["go", "run", "./cmd/api"]'], /go run compiles/],
    ["go run in shell form", ["CMD go run ./cmd/api"], /go run compiles/],
    ["go run behind another command", ["CMD cd cmd/api && go run ."], /go run compiles/],
    ["go run in an inner shell", ['CMD ["sh", "-c", "exec go run ./cmd/api"]'], /go run compiles/],
    ["go run over ENTRYPOINT and CMD", ['ENTRYPOINT ["go"]', 'CMD ["run", "./cmd/api"]'], /go run compiles/],
    ["go test", ['CMD ["go", "test", "./..."]'], /go test compiles/],
    ["a reloader", ['CMD ["air", "-c", ".air.toml"]'], /air rebuilds/],
    ["another reloader", ["ENTRYPOINT CompileDaemon --build='go build ./cmd/api' --command=./api"], /CompileDaemon rebuilds/],
    ["a debugger", ['CMD ["dlv", "exec", "./api"]'], /dlv is a debugger/],
    ["a script that runs it", ['CMD ["./dev.sh"]'], /air rebuilds/],
  ])("is for development with %s: nothing is hardened, and a person is told what to do", (_, lines, reason) => {
    const files = { ...SOURCE, "dev.sh": "#!/bin/sh\nexec air\n" };
    const { obstacles } = collect(single(...lines), files);
    expect(obstacles.map((obstacle) => obstacle.rulesOut)).toEqual(["everything"]);
    expect(obstacles[0]?.reason).toMatch(reason);
    expect(obstacles[0]?.evidence[0]).toMatchObject({ path: "Dockerfile", line: 5 });
    const [refusal] = refusalsOf(single(...lines), files);
    expect(refusal).toMatch(reason);
  });

  it.each([
    ["go build without -o", "RUN go build ./cmd/api", "COPY --from=build /src/api /api", 'CMD ["/api"]'],
    ["go build into a folder", "RUN go build -o /out/ ./cmd/...", "COPY --from=build /out /usr/local/bin", 'CMD ["api"]'],
    ["go install", "RUN go install ./cmd/api", "COPY --from=build /go/bin/api /", 'ENTRYPOINT ["/api"]'],
    ["an import path", "RUN go install example.com/shop/cmd/api", "COPY --from=build /go/bin/api /bin/", 'ENTRYPOINT ["api"]'],
    ["-C", "RUN go build -C cmd/api -o /api .", "COPY --from=build /api /api", 'ENTRYPOINT ["/api"]'],
    ["cd", "RUN cd cmd/api && go build", "COPY --from=build /src/cmd/api/api /api", 'ENTRYPOINT ["/api"]'],
    ["a bind mount instead of a COPY", "RUN --mount=type=bind,target=. go build -o /api ./cmd/api", "COPY --from=build /api /api", 'ENTRYPOINT ["/api"]'],
    ["files", "RUN go build -o /api cmd/api/*.go", "COPY --from=build /api /api", 'ENTRYPOINT ["/api"]'],
    ["one file", "RUN cd cmd/api && go build main.go", "COPY --from=build /src/cmd/api/main /api", 'ENTRYPOINT ["/api"]'],
    ["several programs", "RUN go build -o /out/api ./cmd/api && go build -o /out/tool ./cmd/tool", "COPY --from=build /out/* /bin/", 'ENTRYPOINT ["api"]'],
  ])("is followed through stages with %s", (_, run, copy, start) => {
    const copyIn = run.includes("--mount") ? [] : ["COPY . ."];
    const dockerfile = ["FROM golang:1.26 AS build", "WORKDIR /src", ...copyIn, run, "FROM scratch", copy, start, ""].join("\n");
    const found = collect(dockerfile, { ...SOURCE, "cmd/tool/main.go": "package main\n\nfunc main() {}\n" });
    expect(found.start.known).toBe(true);
    expect(found.buildStage.name).toBe("build");
    expect(found.libc).toMatchObject({ known: true, value: "none" });
    expect(found.looked[0]?.observation).toMatch(/^1 Go files in 1 packages/);
  });

  describe("a pattern of packages", () => {
    const main = (address: string): string => `package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe("${address}", nil) }\n`;
    const one = { "go.mod": "module example.com/port80\n\ngo 1.26\n", "main.go": main(":80") };
    const several = { "go.mod": one["go.mod"], "cmd/server/main.go": main(":8080"), "cmd/tool/main.go": "package main\n\nfunc main() {}\n", "internal/a/a.go": "package a\n" };
    const found = (run: string, start: string, files: Readonly<Record<string, string>>) => {
      const { start: program, libc, ports } = collect(`FROM golang:1.26\nWORKDIR /go/src/app\nCOPY . .\n${run}\nCMD ["${start}"]\n`, files);
      return { path: program.known ? program.value.path : undefined, libc: libc.known ? libc.value : undefined, ports: ports.map((port) => port.port) };
    };

    it.each<[string, string, string, Readonly<Record<string, string>>, string, number]>([
      ["one main package", "RUN go install ./...", "port80", one, "/go/bin/port80", 80],
      ["one main package beside others", "RUN go get -d -v ./... && go install -v ./...", "port80", { ...one, "lib/a.go": "package lib\n" }, "/go/bin/port80", 80],
      ["one main package, built", "RUN go build ./...", "./port80", one, "/go/src/app/port80", 80],
      ["the one that the start names", "RUN go install ./...", "server", several, "/go/bin/server", 8080],
      ["the one that the start names by its path", "RUN go install ./cmd/...", "/go/bin/server", several, "/go/bin/server", 8080],
      ["into a folder", "RUN go build -o /out/ ./...", "/out/server", several, "/out/server", 8080],
      ["less what another module holds", "RUN go install ./...", "port80", { ...one, "tools/go.mod": "module example.com/tools\n", "tools/server/main.go": "package main\n" }, "/go/bin/port80", 80],
      ["less a generator", "RUN go install ./...", "port80", { ...one, "lib/a_gen.go": "//go:build ignore\n\npackage main\n", "lib/lib.go": "package lib\n" }, "/go/bin/port80", 80],
    ])("makes %s", (_, run, start, files, path, port) => expect(found(run, start, files)).toEqual({ path, libc: "none", ports: [port] }));

    it.each([
      ["several main packages, none of which is started", "RUN go install ./...", "other", several],
      ["several packages without a folder to write to, which keeps nothing", "RUN go build ./...", "server", several],
    ])("is not known to make what is started: %s", (_, run, start, files) => expect(found(run, start, files).libc).toBeUndefined());
  });

  it("belongs to another profile when it is no Go program", () => {
    const recognised = (dockerfile: string): boolean => goProfile.recognises(project({ ...SOURCE, Dockerfile: dockerfile })).known;
    expect(recognised('FROM node:24\nCOPY . .\nCMD ["node", "index.js"]\n')).toBe(false);
    expect(recognised('FROM golang:1.26 AS tools\nRUN go install example.org/tool@latest\nFROM node:24\nCOPY --from=tools /go/bin/tool /usr/local/bin/\nCMD ["node", "index.js"]\n')).toBe(false);
    expect(recognised('FROM alpine:3.23\nCOPY bin/api /api\nCMD ["/api"]\n')).toBe(false);
    expect(recognised(single('CMD ["./api"]'))).toBe(true);
  });
});
