import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";
import { afterBuild, goService, planOf, runtimeLines, variantOf } from "./testing/plan.ts";

const SOURCE = {
  ...goService(),
  "main.go": ["package main", "", "import (", '\t"net/http"', '\t"os"', ")", "", "func main() {", '\tos.WriteFile("/data/x.db", nil, 0o600)', '\tport := os.Getenv("PORT")', '\tif port == "" {', '\t\tport = "80"', "\t}", '\thttp.ListenAndServe(":"+port, nil)', "}", ""].join("\n"),
  "app.py": "", "start.sh": "#!/bin/sh\nexec /app\n",
};
const COPY = "COPY --from=build /app /app";
const START = 'ENTRYPOINT ["/app"]';
const HEALTH = "HEALTHCHECK --interval=5s CMD curl -f http://localhost/health || exit 1";

/** Every way in which a stage is written. */
const PROJECTS: readonly (readonly [string, string])[] = [
  ["built where it runs", ["FROM golang:1.26", "WORKDIR /src", "COPY . .", "RUN go build -o /app .", "EXPOSE 80", HEALTH, "ENV API_TOKEN=abcdefgh LOG=info", "LABEL a=b", 'CMD ["/app"]', ""].join("\n")],
  ["built on Alpine where it runs", ["FROM golang:1.26-alpine AS dev", "WORKDIR /src", "COPY . .", "RUN go build -o server .", "CMD ./server", ""].join("\n")],
  ["on Debian", afterBuild("FROM debian:13", "ENV PORT=80", "RUN apt-get update && apt-get install -y ca-certificates && rm -rf /var/lib/apt/lists/*", COPY, "EXPOSE 80", HEALTH, START)],
  ["on Alpine", afterBuild("FROM alpine", "RUN apk add --no-cache curl ca-certificates", COPY, HEALTH, "USER nobody", "CMD /app")],
  ["on Alpine of a release", afterBuild("FROM alpine:3.24", COPY, START)],
  ["on scratch", afterBuild("FROM scratch", "COPY --from=build /etc/passwd /etc/passwd", "COPY --from=build --chown=nobody /app /app", "USER nobody", START)],
  ["on distroless", afterBuild("FROM gcr.io/distroless/static-debian13:nonroot", COPY, START)],
  ["on an old distroless", afterBuild("FROM gcr.io/distroless/base-debian11", COPY, START)],
  ["below /root", afterBuild("FROM debian:13", "WORKDIR /root/", "COPY --from=build /app .", 'CMD ["./app"]')],
  ["from a stage of the file", afterBuild("FROM debian:13 AS base", "ENV TZ=UTC", "EXPOSE 80", HEALTH, "FROM base AS run", COPY, START)],
  ["by an init", afterBuild("FROM debian:13", "RUN apt-get update && apt-get install -y tini", COPY, 'ENTRYPOINT ["tini", "--"]', 'CMD ["/app"]')],
  ["with secrets", ["FROM golang:1.26 AS build", "ARG GITHUB_TOKEN", "RUN fetch $GITHUB_TOKEN", "WORKDIR /src", "COPY . .", "RUN go build -o /app .", "FROM debian:13", COPY, "ENV A=b \\", "    DB_PASSWORD=hunter2x", START, ""].join("\n")],
  ["where names are taken", ["FROM golang:1.26 AS healthcheck", "WORKDIR /src", "COPY . .", "RUN go build -o /app .", "FROM alpine AS folders", "FROM alpine AS empty-folders", "FROM alpine AS health-check", "FROM debian:13 AS build", "COPY --from=healthcheck /app /app", HEALTH, START, ""].join("\n")],
  ["with another escape", ["# escape=`", "FROM golang:1.26", "WORKDIR /src", "COPY . .", "RUN go build `", "  -o /app .", HEALTH, 'CMD ["/app"]', ""].join("\n")],
  ["without an end of its last line", afterBuild("FROM debian:13", COPY, START).trimEnd()],
  ["on an interpreter", ["FROM python:3.14-slim", "WORKDIR /srv", "COPY app.py .", "RUN pip install flask", "EXPOSE 80", "VOLUME /data", 'CMD ["python", "app.py"]', ""].join("\n")],
  ["by a script", ["FROM debian:13", "COPY start.sh /start.sh", "USER root", 'CMD ["/start.sh"]', ""].join("\n")],
];

describe.each(PROJECTS)("a program %s", (_, dockerfile) => {
  const variants = planOf(dockerfile, SOURCE).variants;

  it("is hardened", () => expect(variants.length).toBeGreaterThan(0));

  it.each(variants.map((variant) => [variant.base, variant.text] as const))("is hardened once: %s", (base, text) => {
    expect(planOf(text, SOURCE, { base }).variants.map((again) => again.text)).toEqual([text]);
  });

  it.each(variants.map((variant) => [variant.base, variant.text] as const))("is written alike with CRLF: %s", (base, text) => {
    const crlf = variantOf(base, dockerfile.replaceAll("\n", "\r\n"), SOURCE).text;
    expect(crlf).toBe(text.replaceAll("\n", "\r\n"));
  });

  it.each(variants)("can be read, ends as a user by number, and names each stage once: $base", ({ base, text }) => {
    const syntax = parseDockerfile(new SourceText("Dockerfile", text));
    expect(syntax.diagnostics.filter((diagnostic) => diagnostic.level === "error")).toEqual([]);
    expect(runtimeLines(text).findLast((line) => line.startsWith("USER "))).toMatch(/^USER \d+:\d+$/);
    const names = syntax.instructions.filter(({ keyword }) => keyword === "FROM").flatMap((from) => (from.arguments[1]?.text.toUpperCase() === "AS" ? [from.arguments[2]?.text ?? ""] : []));
    expect(new Set(names).size).toBe(names.length);
    expect(base === "distroless" ? runtimeLines(text).filter((line) => line.startsWith("RUN ")) : []).toEqual([]);
  });
});

describe("a health check", () => {
  const line = (base: string, check: string, start = START): string | undefined => runtimeLines(variantOf(base, afterBuild("FROM debian:13", COPY, check, start), SOURCE).text).find((each) => each.includes("HEALTHCHECK"));

  it.each<[string, string, string | undefined, string | undefined]>([
    ["of curl asks without it", "HEALTHCHECK --interval=5s --retries=2 CMD curl -f http://localhost:80/health || exit 1", 'HEALTHCHECK --interval=5s --retries=2 CMD ["/healthcheck", "http://127.0.0.1:8080/health"]', 'HEALTHCHECK --interval=5s --retries=2 CMD ["wget", "-q", "-T", "3", "-O", "/dev/null", "http://127.0.0.1:8080/health"]'],
    ["of wget asks without a shell", "HEALTHCHECK CMD wget --spider http://127.0.0.1/", 'HEALTHCHECK CMD ["/healthcheck", "http://127.0.0.1:8080/"]', 'HEALTHCHECK CMD ["wget", "-q", "-T", "3", "-O", "/dev/null", "http://127.0.0.1:8080/"]'],
    ["of the program itself stays", 'HEALTHCHECK CMD ["/app", "-check"]', 'HEALTHCHECK CMD ["/app", "-check"]', 'HEALTHCHECK CMD ["/app", "-check"]'],
    ["of something else is left out", "HEALTHCHECK CMD pgrep app", "# Left out by bulwark: HEALTHCHECK CMD pgrep app", "# Left out by bulwark: HEALTHCHECK CMD pgrep app"],
    ["of another host is left out", "HEALTHCHECK CMD curl http://example.com/", "# Left out by bulwark: HEALTHCHECK CMD curl http://example.com/", "# Left out by bulwark: HEALTHCHECK CMD curl http://example.com/"],
    ["that is switched off stays off", "HEALTHCHECK NONE", "HEALTHCHECK NONE", "HEALTHCHECK NONE"],
  ])("%s", (_, check, distroless, alpine) => {
    expect(line("distroless", check)).toBe(distroless);
    expect(line("alpine", check)).toBe(alpine);
  });

  it("is none where the original has none", () => expect(variantOf("distroless", afterBuild("FROM debian:13", COPY, START), SOURCE).text).not.toContain("HEALTHCHECK"));

  it("that is left out is told", () => {
    const { decisions } = variantOf("distroless", afterBuild("FROM debian:13", COPY, "HEALTHCHECK CMD pgrep app", START), SOURCE);
    expect(decisions.find(({ id }) => id === "health-check")).toMatchObject({ answer: "warn", evidence: [{ path: "Dockerfile", line: 7 }] });
  });
});

describe("a frontend that the # syntax line pins", () => {
  const file = (syntax: string): string => [`# syntax=${syntax}`, "FROM golang:1.26", "ARG GH_TOKEN", "WORKDIR /src", "COPY . .", "RUN git clone https://$GH_TOKEN@example.com/x && go build -o /app .", "HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1", 'CMD ["/app"]', ""].join("\n");
  it.each([
    ["docker/dockerfile:1", true, true],
    ["docker/dockerfile:1.4", true, true],
    ["docker/dockerfile:1.3", true, false],
    ["docker.io/docker/dockerfile:1.1.7", false, false],
    ["docker/dockerfile:1.17", true, true],
    ["docker/dockerfile:experimental", false, false],
    ["example.com/frontend:1.0", true, true],
  ])("%s gets mounts: %s, heredocs: %s", (syntax, mounts, heredocs) => {
    const { text } = variantOf("distroless", file(syntax));
    expect(text.includes("--mount=type=cache")).toBe(mounts);
    expect(text.includes("--mount=type=secret")).toBe(mounts);
    expect(text.includes('<<"EOF"')).toBe(heredocs);
  });
});
