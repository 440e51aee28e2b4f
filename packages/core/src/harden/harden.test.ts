import { describe, expect, it } from "vitest";
import { afterBuild, planOf } from "./testing/plan.ts";

describe("the ecosystem", () => {
  it.each([
    ["go", afterBuild("FROM debian:13", "COPY --from=build /app /app", 'CMD ["/app"]')],
    ["generic", 'FROM node:24\nWORKDIR /srv\nCOPY . .\nCMD ["node", "index.js"]\n'],
    ["generic", 'FROM golang:1.26 AS tools\nRUN go install example.org/tool@latest\nFROM node:24\nCOPY --from=tools /go/bin/tool /usr/local/bin/\nCMD ["node", "index.js"]\n'],
  ])("is %s", (ecosystem, dockerfile) => expect(planOf(dockerfile).application.ecosystem).toBe(ecosystem));
});
