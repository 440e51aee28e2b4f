import { describe, expect, it } from "vitest";
import { goService, linesOf, variantOf } from "../testing/plan.ts";

const HEALTHCHECK = "HEALTHCHECK --interval=5s CMD curl -f http://localhost:8080/healthz || exit 1";

function oneStage(...lines: readonly string[]): string {
  return ["FROM golang:1.26", ...lines, "WORKDIR /src", "COPY . .", "RUN go build -o /tmp/app .", HEALTHCHECK, 'CMD ["/tmp/app"]', ""].join("\n");
}

describe("the prober that stands in for curl", () => {
  it("is built where every account may write: the build may run as any", () => {
    const { text } = variantOf("distroless", oneStage("RUN useradd -u 1500 app", "USER app"));
    expect(text).toContain('COPY <<"EOF" /tmp/healthcheck.go\n');
    expect(text).toContain("-o /tmp/healthcheck /tmp/healthcheck.go\n");
    expect(text).toContain("COPY --from=healthcheck /tmp/healthcheck /healthcheck\n");
  });

  it("compiles with the cache that the program's build mounts, or without where that has none", () => {
    const build = (text: string): string | undefined => text.split("\n").find((line) => line.endsWith("/tmp/healthcheck.go") && line.startsWith("RUN"));
    expect(build(variantOf("distroless", oneStage()).text)).toMatch(/^RUN --mount=type=cache,target=\/root\/\.cache\/go-build CGO_ENABLED=0 go build/);
    const own = oneStage().replace("RUN go build", "RUN --mount=type=cache,id=go,target=/root/.cache/go-build go build");
    expect(build(variantOf("distroless", own).text)).toMatch(/^RUN --mount=type=cache,id=go,target=\/root\/\.cache\/go-build CGO/);
    expect(build(variantOf("distroless", oneStage("RUN useradd -u 1500 app", "USER app")).text)).toMatch(/^RUN CGO_ENABLED=0 go build/);
  });

  it.each<[string, string, string]>([
    ["http://localhost:8080/healthz", ":8080", "http://127.0.0.1:8080/healthz"],
    ["localhost:8080", ":8080", "http://127.0.0.1:8080/"],
    ["http://localhost/up?full=1", ":80", "http://127.0.0.1:80/up?full=1"],
    ["http://[::1]:8080/", ":8080", "http://127.0.0.1:8080/"],
  ])("asks %s of a program on %s at %s", (written, address, asked) => {
    const dockerfile = oneStage().replace("http://localhost:8080/healthz", written);
    expect(linesOf(variantOf("distroless", dockerfile, goService(address)), "HEALTHCHECK")).toEqual([`HEALTHCHECK --interval=5s CMD ["/healthcheck", "${asked}"]`]);
  });

  it("asks on the port to which the program was moved", () => {
    const main = 'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tport := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "80"\n\t}\n\thttp.ListenAndServe(":"+port, nil)\n}\n';
    const dockerfile = oneStage().replace("localhost:8080", "localhost");
    expect(linesOf(variantOf("distroless", dockerfile, { ...goService(), "main.go": main }), "ENV", "HEALTHCHECK")).toEqual(["ENV PORT=8080", 'HEALTHCHECK --interval=5s CMD ["/healthcheck", "http://127.0.0.1:8080/healthz"]']);
  });
});
