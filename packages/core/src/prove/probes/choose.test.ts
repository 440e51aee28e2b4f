import { describe, expect, it } from "vitest";
import { readConfig } from "../../config/read-config.ts";
import { findBuilds } from "../../context/builds/find.ts";
import { memoryTree } from "../../context/file-tree.ts";
import { formatEvidence } from "../../source/fact.ts";
import { GO_API, planFor } from "../../testing/proofs/project.ts";
import type { Requirement } from "../../config/prove-config.ts";
import { chooseProbes } from "./choose.ts";
import { portsAsked } from "./ports.ts";

type Files = Readonly<Record<string, string>>;

function choose(files: Files, config = "", required: readonly Requirement[] = []): ReturnType<typeof chooseProbes> {
  const read = readConfig(config, []);
  expect(read.faults).toEqual([]);
  return chooseProbes({ plan: planFor(files), declared: read.config.prove.probes, configPath: "bulwark.yaml", builds: findBuilds(memoryTree(".", files)), required });
}

const names = (files: Files, config?: string, required?: readonly Requirement[]): readonly string[] => choose(files, config, required).probes.map((probe) => probe.name);

/** A project whose Dockerfile alone is known. */
function python(...lines: readonly string[]): Files {
  return { Dockerfile: ["FROM python:3.13-slim", "WORKDIR /app", "COPY app.py .", ...lines, 'CMD ["python", "app.py"]', ""].join("\n"), "app.py": "print(1)\n" };
}

describe("discovered probes", () => {
  it("begin with what says how the program is, and end with a connection and the image's health check", () => {
    const { probes } = choose(GO_API);
    expect(probes[0]).toMatchObject({ name: "GET /healthz on 8080", origin: "discovered", port: { original: 8080, hardened: 8080 } });
    expect(probes.map((probe) => probe.name)).toEqual([
      ...["/healthz", "/", "/health", "/livez", "/readyz", "/ready", "/status", "/ping", "/up", "/api/health", "/actuator/health"].map((path) => `GET ${path} on 8080`),
      "connection to 8080",
      "health check",
    ]);
    expect(formatEvidence(probes[0]?.evidence ?? { observation: "" })).toMatch(/^Dockerfile:\d+ is the original's health check$/);
  });

  it("never ask for anything but static pages", () => {
    for (const probe of choose({ ...GO_API, "compose.yaml": "services: {a: {build: ., ports: ['9000:9000'], healthcheck: {test: curl -X DELETE http://localhost:9000/items}}}" }).probes) {
      if (probe.kind === "http") expect(probe).toMatchObject({ method: "GET", requestBody: undefined, requestHeaders: {} });
      else if (probe.kind === "tcp") expect(probe).toMatchObject({ send: undefined, expect: undefined });
      else expect(probe.kind).toBe("health");
    }
  });

  it("read the addresses of health checks, the image's and the service's", () => {
    const files = { ...python("EXPOSE 5000", "HEALTHCHECK CMD curl -f http://localhost:5000/are/you/well || exit 1"), "compose.yaml": 'services: {web: {build: ., healthcheck: {test: ["CMD", wget, "http://127.0.0.1:5000/compose"]}}}' };
    const { probes } = choose(files);
    expect(probes.slice(0, 2)).toMatchObject([
      { name: "GET /are/you/well on 5000", evidence: { path: "Dockerfile", line: 5 } },
      { name: "GET /compose on 5000", evidence: { path: "compose.yaml", observation: "the health check of service web asks it" } },
    ]);
  });

  it("ask ports that only a Compose file names, and only connect to those that do not speak HTTP", () => {
    const files = { ...python("EXPOSE 5432", "EXPOSE 53/udp"), "compose.yaml": "services: {web: {build: ., ports: ['127.0.0.1:8080:5000', '6000-6001:6000-6001', '53:53/udp']}}" };
    const found = names(files);
    expect(found).toContain("GET / on 5000");
    expect(found).toContain("connection to 5432");
    expect(found.filter((name) => /5432|\b53\b|600/.test(name))).toEqual(["connection to 5432"]);
    expect(portsAsked(choose(files).probes)).toEqual([{ original: 5000, hardened: 5000 }, { original: 5432, hardened: 5432 }]);
  });

  it("follow a port that the hardened container moves", () => {
    const main = 'package main\nimport ("net/http"; "os")\nfunc main() { port := os.Getenv("PORT"); if port == "" { port = "80" }; http.ListenAndServe(":"+port, nil) }\n';
    const files = { Dockerfile: "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM debian:13-slim\nCOPY --from=build /app /app\nENV PORT=80\nEXPOSE 80\nCMD [\"/app\"]\n", "go.mod": "module example.org/app\ngo 1.26\n", "main.go": main };
    expect(portsAsked(choose(files).probes)).toEqual([{ original: 80, hardened: 8080 }]);
    expect(portsAsked(choose(files, "prove: { probes: [{ http: / }, { tcp: 80 }] }").probes)).toEqual([{ original: 80, hardened: 8080 }]);
  });

  it("are none but the health check where nothing listens", () => {
    expect(names(python())).toEqual([]);
    expect(names(python("HEALTHCHECK --interval=5s --timeout=3s CMD test -f /tmp/alive"))).toEqual(["health check"]);
  });

  it("wait for the health check as long as its own interval says", () => {
    const wait = (options: string): unknown => choose(python(`HEALTHCHECK ${options}CMD true`)).probes[0];
    expect(wait("--interval=5s --timeout=3s ")).toMatchObject({ kind: "health", withinSeconds: 13 });
    expect(wait("--start-period=1m --interval=5s --timeout=3s ")).toMatchObject({ withinSeconds: 73 });
    expect(wait("")).toMatchObject({ withinSeconds: 65 });
    expect(wait("--interval=3h ")).toMatchObject({ withinSeconds: 300 });
  });
});

describe("declared probes", () => {
  it("are asked alone, as they are, with the line that declares them", () => {
    const { probes, faults } = choose(GO_API, 'prove:\n  probes:\n    - http: /healthz\n      contains: ok\n    - tcp: 9090\n    - command: [/app/main, -v]\n    - log: listening\n    - http: POST /echo\n      name: echo\n');
    expect(faults).toEqual([]);
    expect(probes).toMatchObject([
      { kind: "http", name: "GET /healthz on 8080", origin: "declared", contains: "ok", port: { original: 8080, hardened: 8080 }, evidence: { path: "bulwark.yaml", line: 3 } },
      { kind: "tcp", name: "connection to 9090", port: { original: 9090, hardened: 9090 }, evidence: { line: 5 } },
      { kind: "command", name: "run /app/main -v", exit: 0 },
      { kind: "log", name: "log: listening" },
      { kind: "http", name: "echo", method: "POST" },
    ]);
  });

  it("have names of their own", () => {
    const config = "prove: { probes: [{ http: / }, { http: / }, { log: x }, { http: /b, name: GET / on 8080 (2) }, { http: / }] }";
    const found = names(GO_API, config);
    expect(new Set(found).size).toBe(5);
    expect(found.slice(0, 2)).toEqual(["GET / on 8080", "GET / on 8080 (3)"]);
  });

  it("must name their port where it is not certain", () => {
    const config = "prove:\n  probes:\n    - http: /\n";
    expect(choose(python(), config)).toEqual({ probes: [], faults: [{ line: 3, message: 'this probe needs a "port": nothing says on which one the container listens' }] });
    expect(choose(python("EXPOSE 5000 5001"), config).faults).toEqual([{ line: 3, message: 'this probe needs a "port": the container listens on 5000, 5001' }]);
  });

  it("leave the health check out unless it is required", () => {
    const config = "prove: { probes: [{ http: / }] }";
    expect(names(GO_API, config)).toEqual(["GET / on 8080"]);
    expect(names(GO_API, config, ["healthy"])).toEqual(["GET / on 8080", "health check"]);
  });
});
