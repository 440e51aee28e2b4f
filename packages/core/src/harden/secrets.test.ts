import { describe, expect, it } from "vitest";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";
import type { Plan } from "./plan.ts";
import { afterBuild, planOf } from "./testing/plan.ts";

const START = 'ENTRYPOINT ["/app"]';
const OUT = (name: string): string => `# Taken out by bulwark: ENV ${name} (a secret: give it at run time)`;

/** The lines behind the last FROM of the distroless variant that are not there for another reason. */
function lines(plan: Plan): readonly string[] {
  const text = plan.variants.find((variant) => variant.base === "distroless")?.text ?? "";
  for (const diagnostic of parseDockerfile(new SourceText("Dockerfile", text)).diagnostics) expect(diagnostic.level).not.toBe("error");
  const own = ["FROM", "LABEL", "WORKDIR", "COPY", "USER", "ENTRYPOINT", "EXPOSE"];
  const all = text.split("\n").filter((line) => line !== "");
  return all.slice(all.findLastIndex((line) => line.startsWith("FROM "))).filter((line) => !own.some((keyword) => line.startsWith(keyword)));
}

const environment = (...env: readonly string[]): Plan => planOf(afterBuild("FROM debian:13", ...env, "COPY --from=build /app /app", START));

describe("a secret in ENV", () => {
  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ["alone", ["ENV DB_PASSWORD=hunter2x"], [OUT("DB_PASSWORD")], ["DB_PASSWORD"]],
    ["in the form without =", ["ENV DB_PASSWORD hunter2x"], [OUT("DB_PASSWORD")], ["DB_PASSWORD"]],
    ["first of several", ["ENV DB_PASSWORD=hunter2x LOG=info"], ["ENV LOG=info"], ["DB_PASSWORD"]],
    ["in the middle", ["ENV A=1 DB_PASSWORD=hunter2x LOG=info"], ["ENV A=1 LOG=info"], ["DB_PASSWORD"]],
    ["last of several", ["ENV A=1 DB_PASSWORD='hunter 2'"], ["ENV A=1"], ["DB_PASSWORD"]],
    ["side by side with another", ["ENV A=1 DB_PASSWORD=hunter2x API_TOKEN=abcdefgh LOG=info"], ["ENV A=1 LOG=info"], ["DB_PASSWORD", "API_TOKEN"]],
    ["apart from another", ["ENV DB_PASSWORD=hunter2x A=1 API_TOKEN=abcdefgh"], ["ENV A=1"], ["DB_PASSWORD", "API_TOKEN"]],
    ["with nothing but secrets", ["ENV DB_PASSWORD=hunter2x API_TOKEN=abcdefgh"], [OUT("DB_PASSWORD"), OUT("API_TOKEN")], ["DB_PASSWORD", "API_TOKEN"]],
    ["on a line of its own, last", ["ENV A=1 \\", "    DB_PASSWORD=hunter2x"], ["ENV A=1"], ["DB_PASSWORD"]],
    ["on a line of its own, between", ["ENV A=1 \\", "    DB_PASSWORD=hunter2x \\", "    LOG=info"], ["ENV A=1 \\", "    LOG=info"], ["DB_PASSWORD"]],
    ["that is a placeholder", ["ENV DB_PASSWORD=changeme"], [OUT("DB_PASSWORD")], ["DB_PASSWORD"]],
  ])("goes to the run configuration: %s", (_, env, expected, names) => {
    const plan = environment(...env);
    expect(lines(plan)).toEqual(expected);
    expect(plan.profile.secrets).toEqual(names);
    for (const decision of plan.decisions.filter(({ id }) => id === "secret-environment")) expect(decision).toMatchObject({ answer: "adapt", evidence: [{ path: "Dockerfile" }] });
  });

  it.each<[string, readonly string[]]>([
    ["the path of a file that holds it", ["ENV DB_PASSWORD_FILE=/run/secrets/db"]],
    ["nothing", ["ENV DB_PASSWORD="]],
  ])("is not %s", (_, env) => {
    const plan = environment(...env);
    expect(lines(plan)).toEqual(env);
    expect(plan.profile.secrets).toEqual([]);
  });

  it("stays, with a warning, where a RUN uses it", () => {
    const plan = planOf('FROM python:3.14\nENV API_TOKEN=abcdefgh\nRUN curl -H "$API_TOKEN" https://example.com\nCMD ["python"]\n');
    expect(plan.variants[0]?.text).toContain("ENV API_TOKEN=abcdefgh\n");
    expect(plan.decisions.find(({ id }) => id === "secret-environment")).toMatchObject({ answer: "warn", edits: [] });
    expect(plan.profile.secrets).toEqual([]);
  });

  it("does not come along into a stage that is appended", () => {
    const plan = planOf('FROM golang:1.26\nENV API_TOKEN=abcdefgh LOG=info\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n');
    for (const variant of plan.variants) expect(variant.text).not.toContain("abcdefgh");
    expect(plan.profile.secrets).toEqual(["API_TOKEN"]);
  });
});

describe("a secret in ARG", () => {
  const build = (...argument: readonly string[]): Plan => planOf(["FROM golang:1.26 AS build", "WORKDIR /src", ...argument, "COPY . .", "RUN go build -o /app .", "FROM debian:13", "COPY --from=build /app /app", START, ""].join("\n"));
  const text = (plan: Plan): string => plan.variants[0]?.text ?? "";
  const EXPORT = 'export GITHUB_TOKEN="$(cat /run/secrets/github_token)" && ';

  it.each<[string, readonly string[], readonly string[]]>([
    ["one RUN", ["ARG GITHUB_TOKEN", 'RUN git config --global url."https://$GITHUB_TOKEN@github.com/".insteadOf https://github.com/'], [`RUN --mount=type=secret,id=github_token ${EXPORT}git config --global url."https://$GITHUB_TOKEN@github.com/".insteadOf https://github.com/`]],
    ["RUNs with mounts of their own", ["ARG GITHUB_TOKEN", "RUN --mount=type=cache,target=/x fetch $GITHUB_TOKEN"], [`RUN --mount=type=cache,target=/x --mount=type=secret,id=github_token ${EXPORT}fetch $GITHUB_TOKEN`]],
    ["the build itself", ["COPY . .", "ARG GITHUB_TOKEN", 'RUN go build -ldflags "-X main.t=$GITHUB_TOKEN" -o /src/x .'], [`RUN --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod --mount=type=secret,id=github_token ${EXPORT}CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.t=$GITHUB_TOKEN" -o /src/x .`]],
    ["one word of several", ["ARG VERSION=1 GITHUB_TOKEN", "RUN fetch $GITHUB_TOKEN"], ["ARG VERSION=1", `RUN --mount=type=secret,id=github_token ${EXPORT}fetch $GITHUB_TOKEN`]],
  ])("becomes a secret mount for %s", (_, lines, expected) => {
    const plan = build(...lines);
    for (const line of expected) expect(text(plan).split("\n")).toContain(line);
    expect(text(plan)).not.toMatch(/^ARG (?:.* )?GITHUB_TOKEN/m);
    expect(plan.buildSecrets).toEqual(["GITHUB_TOKEN"]);
    expect(plan.decisions.find(({ id }) => id === "secret-mount")?.outcome).toContain("--secret id=github_token,env=GITHUB_TOKEN");
  });

  it.each<[string, readonly string[]]>([
    ["ENV", ["ARG GITHUB_TOKEN", "ENV TOKEN_COPY=$GITHUB_TOKEN"]],
    ["COPY", ["ARG GITHUB_TOKEN", "COPY $GITHUB_TOKEN /x"]],
    ["a RUN in exec form", ["ARG GITHUB_TOKEN", 'RUN ["sh", "-c", "fetch $GITHUB_TOKEN"]']],
    ["a heredoc", ["ARG GITHUB_TOKEN", "RUN <<EOF", "fetch $GITHUB_TOKEN", "EOF"]],
    ["nothing that is seen", ["ARG GITHUB_TOKEN"]],
  ])("stays, with a warning, where %s uses it", (_, lines) => {
    const plan = build(...lines);
    expect(text(plan)).toContain("ARG GITHUB_TOKEN\n");
    expect(plan.buildSecrets).toEqual([]);
    expect(plan.decisions.find(({ id }) => id === "secret-mount")).toMatchObject({ answer: "warn", edits: [] });
  });
});
