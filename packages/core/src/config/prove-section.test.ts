import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRequirements } from "./gates-section.ts";
import { readConfig } from "./read-config.ts";

/** The lines below `prove:`, indented. */
function prove(text: string): ReturnType<typeof readConfig> {
  return readConfig(`prove:\n${text.replaceAll(/^/gm, "  ")}`, []);
}

describe("prove:", () => {
  it("reads every key", () => {
    const { config, faults } = prove(`probes:
  - http: GET /healthz?full=1
    name: is well
    port: 8080
    status: 200
    headers: { Content-Type: application/json }
    contains: ok
  - http: /
  - http: POST /echo
    request: { headers: { X-Test: "1" }, body: "a\\nb" }
    body: ""
  - tcp: 6379
    send: "PING\\r\\n"
    expect: "+PONG"
  - command: [/app/server, --level, 3]
    exit: 2
    contains: v1
  - log: listening on
environment: { LOG_LEVEL: debug, RETRIES: 3, COLOR: true, EMPTY: "" }
secrets: [DATABASE_URL]
network: my-compose_default
ready-within: 1m30s
stop-within: 10s
build-within: 10m
gates:
  max-size: 15MB
  min-grade: A
  require: [starts, answers, non-root]
  no-regression: true`);
    expect(faults).toEqual([]);
    const http = { name: undefined, kind: "http", method: "GET", port: undefined, requestHeaders: {}, requestBody: undefined, status: undefined, headers: {}, body: undefined, contains: undefined };
    expect(config.prove).toEqual({
      probes: [
        { ...http, line: 3, name: "is well", path: "/healthz?full=1", port: 8080, status: 200, headers: { "content-type": "application/json" }, contains: "ok" },
        { ...http, line: 9, path: "/" },
        { ...http, line: 10, method: "POST", path: "/echo", requestHeaders: { "x-test": "1" }, requestBody: "a\nb", body: "" },
        { name: undefined, line: 13, kind: "tcp", port: 6379, send: "PING\r\n", expect: "+PONG" },
        { name: undefined, line: 16, kind: "command", command: ["/app/server", "--level", "3"], exit: 2, contains: "v1" },
        { name: undefined, line: 19, kind: "log", contains: "listening on" },
      ],
      environment: { LOG_LEVEL: "debug", RETRIES: "3", COLOR: "true", EMPTY: "" },
      secrets: ["DATABASE_URL"],
      network: "my-compose_default",
      readyWithin: 90,
      stopWithin: 10,
      buildWithin: 600,
      gates: { maxSize: 15_000_000, minGrade: "A", require: ["starts", "answers", "non-root"], noRegression: true },
    });
  });

  it.each([
    ["probs: []", 2, 3, 'unknown key "probs"; did you mean "probes"?'],
    ["probes: /healthz", 2, 11, '"probes" must be a list of entries with one of http, tcp, command, log'],
    ["probes:\n  - htp: /", 3, 7, 'unknown key "htp"; did you mean "http"?'],
    ["probes:\n  - name: x", 3, 7, "a probe needs one of http, tcp, command, log"],
    ["probes:\n  - http: /\n    tcp: 80", 3, 7, "http and tcp are probes of their own: make an entry of each"],
    ["probes:\n  - tcp: 80\n    status: 200", 4, 15, '"status" does not belong to a probe of tcp; it takes name, send, expect'],
    ["probes:\n  - http: GTE /", 3, 13, "there is no method GTE; did you mean GET?"],
    ["probes:\n  - http: healthz", 3, 13, 'the path of "http" must begin with /, as GET /healthz'],
    ["probes:\n  - http: http://localhost:8080/", 3, 13, '"http" takes the path alone, as GET /healthz: where the container answers is found out; a port stands under "port"'],
    ["probes:\n  - http: GET /a b", 3, 13, '"http" takes a method and a path without spaces, as GET /healthz; write other characters as %20'],
    ["probes:\n  - http: /\n    port: 80000", 4, 13, '"port" must be a port of the container, from 1 to 65535'],
    ["probes:\n  - http: /\n    status: ok", 4, 15, '"status" must be an HTTP status, as 200'],
    ["probes:\n  - http: /\n    contains: \"\"", 4, 17, '"contains" must not be empty'],
    ["probes:\n  - http: /\n    headers: { a b: c }", 4, 18, '"a b" is not the name of a header'],
    ["probes:\n  - http: /\n    headers: { a: 1, A: 2 }", 4, 24, 'the header "A" stands here a second time'],
    ["probes:\n  - http: /\n    headers:\n      a:", 5, 9, '"a" has no value; write its value'],
    ["probes:\n  - http: /\n    request: { headers: { Content-Length: 3 } }", 4, 29, '"Content-Length" follows from the request; leave it out'],
    ["probes:\n  - command: /app --version", 3, 16, '"command" must be a list of words, as [/app/server, --version]: no shell reads it'],
    ["probes:\n  - command: [/app]\n    exit: 256", 4, 13, '"exit" must be an exit code, from 0 to 255'],
    ["probes:\n  - log: \"\"", 3, 12, '"log" must not be empty'],
    ["environment: { 1A: x }", 2, 18, '"1A" is not the name of a variable: letters, digits and _, not a digit first'],
    ["environment: [A=b]", 2, 16, '"environment" must hold names with their values'],
    ["environment:\n  TOKEN:", 3, 5, '"TOKEN" has no value; write its value, or name it under "secrets" to take it from the environment of who starts bulwark prove'],
    ["environment: { A: b }\nsecrets: [A]", 3, 12, 'A stands under "environment" and under "secrets": leave it in one of them'],
    ["network: host", 2, 12, '"network" must be the name of a network that is there, as docker network ls shows it; host, none and those of other containers publish no ports'],
    ["ready-within: 30", 2, 17, '"ready-within" must be a time with its unit, as 500ms, 30s, 10m or 1m30s, a day at most'],
    ["stop-within: 500ms", 2, 16, '"stop-within" must be a time in whole seconds, as 10s or 1m: engines count so'],
    ["gates: { max-size: 15 }", 2, 22, '"max-size" must be a size with its unit, as 15MB (decimal) or 14MiB (binary)'],
    ["gates: { min-grade: A+ }", 2, 23, '"min-grade" must be one of A, B, C, D, E, F'],
    ["gates: { require: [non-rot] }", 2, 21, 'there is no requirement "non-rot"; did you mean "non-root"?'],
    ["gates: { no-regression: yes }", 2, 27, '"no-regression" must be true or false'],
  ])("names place and remedy of %j", (text, line, column, message) => {
    expect(prove(text).faults).toEqual([{ line, column, message }]);
  });

  it.each(["secrets: [DATABASE_URL=postgres://app:hunter2@db]", "secrets: { DATABASE_URL: hunter2 }", "secrets: [TOKEN, hunter2!]", "environment: { TOKEN: { a: hunter2 } }", "secrets: [[hunter2]]"])(
    "repeats no value that may be secret: %s",
    (text) => {
      const { faults } = prove(text);
      expect(faults.length).toBeGreaterThan(0);
      expect(JSON.stringify(faults)).not.toContain("hunter2");
    },
  );

  it("stays linear in what people write", () => {
    const headers = Array.from({ length: 20_000 }, (_, index) => `h${index}: a`).join(", ");
    expect(prove(`probes:\n  - http: /\n    headers: { ${headers} }`).faults).toEqual([]);
    expect(prove(`probes:\n${"  - tcp: 80\n".repeat(20_000)}`).faults).toMatchObject([{ line: 3, message: expect.stringContaining("200 at most") as unknown }]);
  });

  it("never throws, and says a place that is in the file", () => {
    const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: "small" }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(key, tie("value"), { maxKeys: 4 })),
    })).value;
    fc.assert(
      fc.property(value, (value) => {
        const { faults } = readConfig(JSON.stringify({ prove: value }), []);
        for (const fault of faults) expect(fault.line).toBe(1);
      }),
    );
  });
});

const key = fc.constantFrom("probes", "http", "tcp", "command", "log", "environment", "secrets", "gates", "require", "headers", "request", "status", "port", "__proto__", "name");

describe("parseRequirements", () => {
  it("takes the names of --require, once each", () => expect(parseRequirements("starts, answers,starts")).toEqual({ requirements: ["starts", "answers"], faults: [] }));

  it.each([
    ["start", 'there is no requirement "start"; did you mean "starts"?'],
    ["starts,", 'there is no requirement ""; there are builds, starts, answers, healthy, non-root, read-only, no-capabilities, no-new-privileges, stops'],
  ])("says what is wrong with %j", (text, fault) => expect(parseRequirements(text).faults).toEqual([fault]));
});
