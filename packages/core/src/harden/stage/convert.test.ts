import { describe, expect, it } from "vitest";
import { afterBuild, goService, linesOf, planOf, runtimeLines, variantOf } from "../testing/plan.ts";

const DIGEST = `sha256:${"1".repeat(64)}`;

describe("the working folder", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["is the old base's for a relative COPY", ["FROM scratch", "COPY --from=build /app .", 'ENTRYPOINT ["/app"]'], ["WORKDIR /"]],
    ["is the old base's for the program", ["FROM debian:13", "COPY --from=build /app /app", 'ENTRYPOINT ["/app"]'], ["WORKDIR /"]],
    ["is the old base's for a relative WORKDIR", ["FROM scratch", "WORKDIR srv", "COPY --from=build /app /app", 'ENTRYPOINT ["/app"]'], ["WORKDIR /", "WORKDIR srv"]],
    ["is the stage's own where it sets one first", ["FROM scratch", "WORKDIR /srv", "COPY --from=build /app .", 'ENTRYPOINT ["/srv/app"]'], ["WORKDIR /srv"]],
    ["is the old base's for what stands before the stage's own", ["FROM scratch", "COPY --from=build /app .", "WORKDIR /srv", 'ENTRYPOINT ["/app"]'], ["WORKDIR /", "WORKDIR /srv"]],
  ])("%s on distroless", (_, lines, expected) => expect(linesOf(variantOf("distroless", afterBuild(...lines)), "WORKDIR")).toEqual(expected));

  it("needs no line where both bases have the same", () => {
    expect(linesOf(variantOf("alpine", afterBuild("FROM scratch", "COPY --from=build /app .", 'ENTRYPOINT ["/app"]')), "WORKDIR")).toEqual([]);
  });
});

describe("a base without a shell", () => {
  const on = (base: string): string => afterBuild(`FROM ${base}`, "COPY --from=build /app /app", 'ENTRYPOINT ["/app"]');

  it.each([`cgr.dev/chainguard/static:latest@${DIGEST}`, `gcr.io/distroless/static-debian13:nonroot@${DIGEST}`, "gcr.io/distroless/static-debian13:nonroot"])("%s stays", (base) => {
    const variant = variantOf("distroless", on(base));
    expect(variant.reference).toBe(base);
    expect(linesOf(variant, "FROM", "USER")).toEqual([`FROM ${base}`, "USER 65532:65532"]);
  });

  it.each([`gcr.io/distroless/static-debian12:nonroot@${DIGEST}`, "gcr.io/distroless/static", "cgr.dev/chainguard/static:latest"])("%s is left: it is past its end, or names no release", (base) => {
    expect(linesOf(variantOf("distroless", on(base)), "FROM")).toEqual(["FROM gcr.io/distroless/static-debian13:nonroot"]);
  });

  it("says that a digest named the image that is left", () => {
    const outcomes = variantOf("distroless", on(`gcr.io/distroless/static-debian12:nonroot@${DIGEST}`)).decisions.map((decision) => decision.outcome);
    expect(outcomes.some((outcome) => outcome.includes("the digest named the other image"))).toBe(true);
  });
});

describe("the user of a stage that stays on Alpine", () => {
  const stage = (...lines: readonly string[]): readonly string[] =>
    linesOf(variantOf("alpine", afterBuild("FROM alpine:3.24", "RUN apk upgrade --no-cache && addgroup -S app && adduser -S -G app app && apk add --no-cache nginx", "COPY --from=build /app /app", ...lines, 'ENTRYPOINT ["/app"]')), "RUN chown", "COPY", "USER");

  it("is named by its number where it stands", () => {
    expect(stage("USER app", "EXPOSE 8080")).toEqual(["COPY --from=build /app /app", "USER 65532:65532"]);
  });

  it("takes over what belonged to the account that it replaces", () => {
    expect(stage("COPY --chown=app:app go.mod /srv/", "RUN chown -R app:app /srv", "USER app")).toEqual(["COPY --from=build /app /app", "COPY --chown=65532:65532 go.mod /srv/", "RUN chown -R 65532:65532 /srv", "USER 65532:65532"]);
  });

  it("keeps its names where its number is known", () => {
    const dockerfile = afterBuild("FROM alpine:3.24", "RUN apk upgrade --no-cache && adduser -D -u 1500 app", "COPY --from=build /app /app", "COPY --chown=app:app go.mod /srv/", "USER app", 'ENTRYPOINT ["/app"]');
    expect(linesOf(variantOf("alpine", dockerfile), "COPY", "USER")).toEqual(["COPY --from=build /app /app", "COPY --chown=app:app go.mod /srv/", "USER 1500:1500"]);
  });

  it("leaves what belongs to others alone", () => {
    expect(stage("RUN chown nobody /srv", "USER app")).toEqual(["COPY --from=build /app /app", "RUN chown nobody /srv", "USER 65532:65532"]);
  });
});

describe("a program that writes beside itself in the root folder", () => {
  const files = { ...goService(), "main.go": 'package main\n\nimport "os"\n\nfunc main() { os.WriteFile("data.json", nil, 0o644) }\n' };
  const dockerfile = afterBuild("FROM scratch", "COPY --from=build /app /app", 'ENTRYPOINT ["/app"]');

  it.each(["distroless", "alpine"])("does not get the root folder on %s, and is told", (base) => {
    const variant = variantOf(base, dockerfile, files);
    expect(runtimeLines(variant.text).filter((line) => line.includes("65532"))).toEqual(expect.arrayContaining(["USER 65532:65532"]));
    expect(variant.text).not.toMatch(/rootfs|install -d/);
    expect(variant.decisions.filter((decision) => decision.id === "ownership").map((decision) => decision.answer)).toEqual(["warn"]);
    expect(planOf(dockerfile, files).profile.readOnlyRoot.value).toBe(false);
  });
});

describe("owners by name, in a stage that is moved to another base", () => {
  it.each(["distroless", "alpine"])("become numbers on %s, since the accounts stay behind", (base) => {
    const dockerfile = afterBuild("FROM debian:13-slim", "RUN useradd -u 2000 app", "COPY --from=build --chown=app:app /app /app", "USER app", 'ENTRYPOINT ["/app"]');
    expect(linesOf(variantOf(base, dockerfile), "COPY", "USER")).toEqual(["COPY --from=build --chown=2000:2000 /app /app", "USER 2000:2000"]);
  });
});
