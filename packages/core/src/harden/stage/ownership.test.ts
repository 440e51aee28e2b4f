import { describe, expect, it } from "vitest";
import { linesOf, planOf, variantOf } from "../testing/plan.ts";

/** A service that reads and writes one file. */
function service(notes: string): Record<string, string> {
  const main = `package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tos.ReadFile("${notes}")\n\tos.WriteFile("${notes}", nil, 0o600)\n\thttp.ListenAndServe(":8080", nil)\n}\n`;
  return { "go.mod": "module example.com/notes\n", "main.go": main };
}

const BUILD = "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n";
const ONE_STAGE = 'FROM golang:1.26\nWORKDIR /srv\nCOPY . .\nRUN go build -o /srv/app .\nCMD ["/srv/app"]\n';

// Seen with Docker 26 and BuildKit: COPY of a folder onto one that is there leaves its owner, and WORKDIR makes one for the base's user.
describe("a folder that the program writes", () => {
  it("is made before anything is copied there, since it keeps its first owner", () => {
    const dockerfile = `${BUILD}FROM debian:13-slim\nWORKDIR /srv\nCOPY --from=build /app .\nCOPY data ./data\nCMD ["./app"]\n`;
    expect(linesOf(variantOf("distroless", dockerfile, { ...service("data/notes"), "data/notes": "" }), "COPY", "WORKDIR")).toEqual([
      "COPY --from=folders --chown=65532:65532 /rootfs/srv/data /srv/data",
      "WORKDIR /srv",
      "COPY --from=build /app .",
      "COPY --chown=65532:65532 data ./data",
    ]);
  });

  it("is the account's where that is not the base's own, though WORKDIR names it too", () => {
    const dockerfile = `${BUILD}FROM debian:13-slim\nRUN useradd -u 1500 app\nWORKDIR /srv/notes\nCOPY --from=build /app .\nUSER app\nCMD ["./app"]\n`;
    expect(linesOf(variantOf("distroless", dockerfile, service("notes")), "COPY", "WORKDIR")).toEqual(["COPY --from=folders --chown=1500:1500 /rootfs/srv/notes /srv/notes", "WORKDIR /srv/notes", "COPY --from=build /app ."]);
  });

  it("lies in a folder of root's with the program, where one stage became two", () => {
    expect(linesOf(variantOf("distroless", ONE_STAGE, service("data/notes")), "COPY", "WORKDIR")).toEqual(["COPY --from=build /srv/app /srv/app", "COPY --from=build --chown=65532:65532 /rootfs/srv/data /srv/data", "WORKDIR /srv"]);
  });
});

describe("a file that the program reads and writes, and that the image brings", () => {
  const files = { ...service("data/notes"), "data/notes": "" };

  it("belongs to the account", () => {
    expect(linesOf(variantOf("distroless", ONE_STAGE, files), "COPY").at(-1)).toBe("COPY --from=build --chown=65532:65532 /srv/data/notes /srv/data/notes");
  });

  it("is data: its folder is a volume, the root stays read-only, and Kubernetes is told to bring it", () => {
    const { profile } = planOf(ONE_STAGE, files);
    expect(profile.readOnlyRoot.value).toBe(true);
    expect(profile.volumes.map((volume) => volume.path)).toEqual(["/srv/data"]);
    expect(profile.volumes[0]?.evidence.at(-1)?.observation).toContain("Kubernetes does not");
  });

  it("belongs to the account beside the program too, and what it only reads does not", () => {
    const dockerfile = `${BUILD}FROM debian:13-slim\nWORKDIR /srv/notes\nCOPY --from=build /app .\nCOPY notes .\nCOPY page.html .\nCMD ["./app"]\n`;
    expect(linesOf(variantOf("hardened", dockerfile, { ...service("notes"), notes: "", "page.html": "" }), "COPY")).toEqual(["COPY --from=build /app .", "COPY --chown=65532:65532 notes .", "COPY page.html ."]);
  });
});
