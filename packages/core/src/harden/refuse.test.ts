import { describe, expect, it } from "vitest";
import { afterBuild, planOf, refusalsOf } from "./testing/plan.ts";

const GO = afterBuild("FROM debian:13", "COPY --from=build /app /app", 'CMD ["/app"]');

describe("nothing is written", () => {
  it.each<[string, string, RegExp]>([
    ["for an unknown instruction", GO.replace("WORKDIR", "WORKDRI"), /not edited/],
    ["for a heredoc without an end", `${GO}RUN <<EOF\necho\n`, /not edited/],
    ["for a Windows image", "FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCMD app.exe\n", /Windows image/],
    ["for a Windows image by its tag", "FROM golang:1.26-nanoserver\nRUN go build\nCMD app.exe\n", /Windows image/],
    ["for a Windows shell", 'FROM example.com/own:1\nSHELL ["powershell", "-Command"]\nRUN dir\n', /Windows shell/],
    ["for a database", "FROM postgres:18\nCOPY main.go /docker-entrypoint-initdb.d/\n", /existing volumes unreadable/],
    ["for what is made from a database by a stage", "FROM redis:8 AS cache\nFROM cache\nCOPY main.go /x\n", /existing volumes unreadable/],
    ["for a fragment", "RUN echo\n", /fragment/],
    ["for an empty file", "", /./],
    ["for ONBUILD triggers", "FROM golang:1.26\nONBUILD COPY . .\nCMD [\"a\"]\n", /ONBUILD/],
    ["for a base that only the build names", "ARG BASE\nFROM $BASE\nCMD [\"a\"]\n", /base is not known/],
    ["for a last line that goes on", `${GO.trimEnd()} \\\n`, /goes on/],
    ["for a last line that goes on behind a comment", `${GO.trimEnd()} \\\n# more\n\n`, /goes on/],
    ["for a last line that goes on by another escape", `# escape=\`\n${GO.trimEnd()} \`\r\n`, /goes on/],
  ])("%s", (_, dockerfile, reason) => {
    expect(refusalsOf(dockerfile).join("\n")).toMatch(reason);
  });

  it.each<[string, string]>([
    ["a comment that ends like a line that goes on", `${GO}# C:\\\n`],
    ["a heredoc whose last line does", `${GO}RUN <<EOF\necho \\\nEOF\n`],
    ["a backslash that escapes nothing by another directive", `# escape=\`\n${GO.trimEnd()}\n`],
    ["a base with a default", "ARG BASE=debian:13\nFROM $BASE\nCOPY main.go /a\nCMD [\"/a\"]\n"],
  ])("but not for %s", (_, dockerfile) => expect(refusalsOf(dockerfile)).toEqual([]));
});

describe("a base that is refused", () => {
  it.each<[string, string, string, RegExp]>([
    ["distroless: a program that starts others", afterBuild("FROM debian:13", "COPY --from=build /app /app", 'CMD ["/app"]'), "distroless", /other programs \(git\)/],
    ["distroless: what is built for musl", afterBuild("FROM alpine:3.24", "COPY --from=build /app /app", 'CMD ["/app"]').replace("golang:1.26", "golang:1.26-alpine").replace("go build", "CGO_ENABLED=1 go build"), "distroless", /musl/],
    ["alpine: what is built for glibc", afterBuild("FROM debian:13", "COPY --from=build /app /app", 'CMD ["/app"]').replace("go build", "CGO_ENABLED=1 go build"), "alpine", /glibc/],
    ["one that does not exist", GO, "distrolss", /did you mean "distroless"/],
  ])("says why: %s", (_, dockerfile, base, reason) => {
    const files = { "go.mod": "module example.com/shop\n\ngo 1.26\n", "main.go": `package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("git") }\n` };
    const plan = planOf(dockerfile, reason.source.includes("git") ? files : undefined, { base });
    expect(plan.variants).toEqual([]);
    expect(plan.refused.map((refused) => [refused.base, refused.decision.answer])).toEqual([[base, "refuse"]]);
    expect(plan.refused[0]?.decision.outcome).toMatch(reason);
  });
});
