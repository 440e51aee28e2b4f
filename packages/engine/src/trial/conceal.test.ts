import type { Answer, Trial } from "@bulwark/core/prove";
import { unknown } from "@bulwark/core/source";
import { describe, expect, it } from "vitest";
import { concealer, concealTrial } from "./conceal.ts";

const SECRET = `p"ä/&<'s w`;
const UNSEEN = unknown("a test");

describe("concealer", () => {
  it.each([
    ["as it is", SECRET],
    ["in JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["in JSON of ASCII", `p\\"\\u00e4/&<'s w`],
    ["in an address", encodeURIComponent(SECRET)],
    ["in a page", "p&quot;ä/&amp;&lt;&#x27;s w"],
    ["in a header", Buffer.from(SECRET).toString("base64")],
    ["in bytes that are read as letters", Buffer.from(SECRET).toString("latin1")],
  ])("finds a value %s", (_, form) => expect(concealer([SECRET])(`<${form}|${form}>`)).toBe("<***|***>"));

  it("takes the longer value first, and leaves what is too short to be told from other words", () => {
    expect(concealer(["abcd", "abcdef", "on", "", "   \n"])("abcdef abcd on")).toBe("*** *** on");
    expect(concealer(["plain\n"])("the plain one")).toBe("the *** one");
  });

  it("takes a value for a text and no pattern, and what it puts there for none", () => {
    expect(concealer(["a.*$&"])("a.*$& abbb")).toBe("*** abbb");
  });
});

describe("concealTrial", () => {
  it("leaves the value in nothing that was said", () => {
    const answers: Record<string, readonly Answer[]> = {
      http: [{ kind: "http", status: 200, headers: { "x-db": SECRET }, body: `{"db":${JSON.stringify(SECRET)}}`, binary: false, cut: false, milliseconds: 1 }],
      bytes: [{ kind: "http", status: 200, headers: {}, body: Buffer.concat([Buffer.from([0xff, 0]), Buffer.from(SECRET)]).toString("base64"), binary: true, cut: false, milliseconds: 1 }],
      tcp: [{ kind: "tcp", received: SECRET, milliseconds: 1 }],
      command: [{ kind: "command", exit: 0, output: SECRET, cut: false }],
      log: [{ kind: "log", found: true, line: SECRET }, { kind: "log", found: false, line: undefined }],
      health: [{ kind: "health", status: "healthy", output: SECRET }],
      none: [{ kind: "none", reason: `it ended: ${SECRET}` }],
    };
    const settings: Trial["settings"] = { name: "x", image: "x", user: undefined, readOnlyRoot: false, tmpfs: [], volumes: [], capabilities: "default", noNewPrivileges: false, seccomp: undefined, sysctls: {}, init: false, limits: { memoryMegabytes: undefined, pids: undefined, cpus: undefined }, environment: {}, secrets: ["DB"], ports: [], network: undefined, healthInterval: 1, command: [] };
    const trial: Trial = { settings, start: { outcome: "exited", error: SECRET, exitCode: 1, outOfMemory: false, readyMilliseconds: undefined }, answers, process: UNSEEN, listening: UNSEEN, changes: UNSEEN, log: `a\n${SECRET}\n`, stop: undefined };
    const hidden = concealTrial(trial, concealer([SECRET]));
    expect(hidden.log).toBe("a\n***\n");
    expect(hidden.answers["bytes"]).toMatchObject([{ body: Buffer.from([0xff, 0, 0x2a, 0x2a, 0x2a]).toString("base64") }]);
    expect(JSON.stringify(hidden)).not.toContain(JSON.stringify(SECRET).slice(1, -1));
    expect(concealTrial(trial, concealer([]))).toEqual(trial);
  });
});
