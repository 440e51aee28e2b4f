import { describe, expect, it } from "vitest";
import { afterBuild, linesOf, planOf, variantOf } from "../testing/plan.ts";

const COPY = "COPY --from=build /app /usr/local/bin/app";
const stage = (...lines: readonly string[]): string => afterBuild("FROM debian:13", COPY, ...lines);
const start = (base: string, dockerfile: string): readonly string[] => linesOf(variantOf(base, dockerfile), "ENTRYPOINT", "CMD", "# Left out");

describe.each(["distroless", "alpine"])("the start of a stage that moves onto %s", (base) => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["an init and the program in one", ['ENTRYPOINT ["/sbin/tini", "--", "/usr/local/bin/app"]'], ['ENTRYPOINT ["/usr/local/bin/app"]']],
    ["an init with options", ['ENTRYPOINT ["/usr/bin/dumb-init", "--rewrite", "15:3", "--", "app"]', 'CMD ["serve"]'], ['ENTRYPOINT ["/usr/local/bin/app"]', 'CMD ["serve"]']],
    ["an init alone, the program in CMD", ['ENTRYPOINT ["tini", "--"]', 'CMD ["app", "-v"]'], ['# Left out by bulwark: ENTRYPOINT ["tini", "--"]', 'CMD ["/usr/local/bin/app", "-v"]']],
    ["a program that PATH finds", ['CMD ["app"]'], ['CMD ["/usr/local/bin/app"]']],
    ["a shell form", ["CMD app -v"], ['CMD ["/usr/local/bin/app", "-v"]']],
    ["a shell form ENTRYPOINT, whose CMD was never heard", ["ENTRYPOINT app", 'CMD ["serve"]'], ['ENTRYPOINT ["/usr/local/bin/app"]', '# Left out by bulwark: CMD ["serve"]']],
    ["only the last of several", ['CMD ["old"]', 'CMD ["app"]'], ['CMD ["old"]', 'CMD ["/usr/local/bin/app"]']],
  ])("is the program itself: %s", (_, lines, expected) => expect(start(base, stage(...lines))).toEqual(expected));

  it.each<[string, readonly string[]]>([
    ["an absolute path", ['ENTRYPOINT ["/usr/local/bin/app"]', 'CMD ["serve"]']],
    ["a path from the working folder", ["WORKDIR /usr/local/bin", 'CMD ["./app"]']],
    ["an empty ENTRYPOINT", ["ENTRYPOINT []", 'CMD ["/usr/local/bin/app"]']],
  ])("stays as it is written with %s", (_, lines) => {
    expect(start(base, stage(...lines))).toEqual(lines.filter((line) => !line.startsWith("WORKDIR")));
  });

  it("is taken over from a stage that it is made FROM", () => {
    const dockerfile = afterBuild("FROM debian:13 AS base", 'ENTRYPOINT ["/usr/local/bin/app"]', 'CMD ["serve"]', "ENV MODE=fast", "EXPOSE 8080", "FROM base", COPY);
    expect(start(base, dockerfile)).toEqual(['ENTRYPOINT ["/usr/local/bin/app"]', 'CMD ["serve"]']);
    expect(linesOf(variantOf(base, dockerfile), "ENV", "EXPOSE")).toEqual(["ENV MODE=fast", "EXPOSE 8080"]);
  });

  it("follows a program out of /root, which is closed to everyone but root", () => {
    const dockerfile = afterBuild("FROM debian:13", "WORKDIR /root/", "COPY --from=build /app .", 'ENTRYPOINT ["/root/app"]');
    expect(linesOf(variantOf(base, dockerfile), "WORKDIR", "COPY", "ENTRYPOINT")).toEqual(["WORKDIR /app", "COPY --from=build /app .", 'ENTRYPOINT ["/app/app"]']);
  });
});

describe("a stage that stays on its base", () => {
  const alpine = (...lines: readonly string[]): string => afterBuild("FROM alpine:3.24", "RUN apk add --no-cache tini", COPY, ...lines);

  it("keeps its exec form, an init too", () => {
    const lines = ['ENTRYPOINT ["/sbin/tini", "--"]', 'CMD ["app"]'];
    expect(start("alpine", alpine(...lines))).toEqual(lines);
  });

  it("gets exec form for shell form", () => expect(start("alpine", alpine("CMD app"))).toEqual(['CMD ["/usr/local/bin/app"]']));
});

it("is refused where a stage that it is made FROM copies files in: they would be lost", () => {
  const dockerfile = afterBuild("FROM debian:13 AS base", "COPY main.go /srv/", "FROM base", COPY, 'CMD ["app"]');
  const [distroless] = planOf(dockerfile).refused;
  expect(distroless?.decision.outcome).toContain("COPY main.go /srv/");
  expect(distroless?.decision.evidence[0]).toMatchObject({ path: "Dockerfile", line: 6 });
});
