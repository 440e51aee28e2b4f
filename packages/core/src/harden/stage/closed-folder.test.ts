import { describe, expect, it } from "vitest";
import { linesOf, planOf, variantOf } from "../testing/plan.ts";

/** A service that reads a template and keeps notes where it says. */
function service(notes: string): Record<string, string> {
  const main = `package main\n\nimport (\n\t"html/template"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\ttemplate.ParseFiles("page.html")\n\tos.WriteFile("${notes}", nil, 0o600)\n\thttp.ListenAndServe(":8080", nil)\n}\n`;
  return { "go.mod": "module example.com/notes\n", "main.go": main, "page.html": "" };
}

const TWO_STAGES = 'FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o app .\nFROM debian:13-slim\nWORKDIR /root/\nCOPY --from=build /src/app .\nCOPY page.html .\nCMD ["./app"]\n';
const ONE_STAGE = 'FROM golang:1.26\nWORKDIR /root/app\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n';

describe("a program that lies in /root, which is closed to everyone but root", () => {
  it("is moved to /app with what it writes, where a stage for it is there", () => {
    expect(linesOf(variantOf("distroless", TWO_STAGES, service("data/notes")), "COPY", "WORKDIR", "CMD")).toEqual([
      "COPY --from=folders --chown=65532:65532 /rootfs/app/data /app/data",
      "WORKDIR /app",
      "COPY --from=build /src/app .",
      "COPY page.html .",
      'CMD ["./app"]',
    ]);
    expect(planOf(TWO_STAGES, service("data/notes")).profile.volumes.map((volume) => volume.path)).toEqual(["/app/data"]);
  });

  it("is moved to /app with what it reads and writes, where it is built in the stage that runs", () => {
    expect(linesOf(variantOf("distroless", ONE_STAGE, service("data/notes")), "COPY", "WORKDIR", "CMD")).toEqual([
      "COPY --from=build /root/app/server /app/app/server",
      "COPY --from=build /root/app/page.html /app/app/page.html",
      "COPY --from=build --chown=65532:65532 /rootfs/app/app/data /app/app/data",
      "WORKDIR /app/app",
      'CMD ["/app/app/server"]',
    ]);
    expect(planOf(ONE_STAGE, service("data/notes")).profile.volumes.map((volume) => volume.path)).toEqual(["/app/app/data"]);
  });

  it.each([TWO_STAGES, ONE_STAGE])("is not moved where it asks for /root by name, and no other base is offered", (dockerfile) => {
    const plan = planOf(dockerfile, service("/root/data/notes"));
    expect(plan.refused.map(({ base, decision }) => [base, decision.outcome.includes("the program names /root/data")])).toEqual([["distroless", true], ["alpine", true]]);
    expect(plan.profile.volumes.map((volume) => volume.path)).toEqual(["/root/data"]);
  });

  it.each([TWO_STAGES, ONE_STAGE])("stays where its base stays, and its folder is opened", (dockerfile) => {
    const variant = variantOf("hardened", dockerfile, service("data/notes"));
    expect(linesOf(variant, "RUN").at(-1)).toContain("chmod 755 /root");
  });

  it("does not get /root itself where its base stays, and is told", () => {
    const { decisions } = variantOf("hardened", ONE_STAGE, service("/root/notes"));
    expect(decisions.filter((decision) => decision.answer === "warn").map((decision) => decision.outcome)).toContainEqual(expect.stringContaining("/root stays with root"));
  });
});
