import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { adjustConfig, type ConfigChange } from "./adjust-config.ts";
import { readConfig } from "./read-config.ts";

const DATA: ConfigChange = { key: "volumes", value: "/data", reason: "prove: the program writes /data/x at start" };
const NOTE = "# prove: the program writes /data/x at start";
const MEMORY: ConfigChange = { key: "memory", value: "512MiB", reason: "prove: it was ended at 256 MiB" };
const BASE: ConfigChange = { key: "base", value: "alpine", reason: "prove: it starts a shell" };

function adjusted(text: string | undefined, ...changes: readonly ConfigChange[]): string {
  const result = adjustConfig(text, changes);
  if ("refused" in result) throw new Error(result.refused);
  return result.text;
}

describe("adjustConfig", () => {
  it.each<[string, string, readonly ConfigChange[], string]>([
    ["behind what is there, set apart", "fail-on: medium\n", [DATA], `fail-on: medium\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["behind comments at the end", "fail-on: medium\n# the end\n", [DATA], `fail-on: medium\n# the end\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["behind a blank line", "fail-on: medium\n\n", [DATA], `fail-on: medium\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["behind a line without an end", "fail-on: medium", [DATA], `fail-on: medium\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["in a file of comments", "# nothing yet\n", [DATA], `# nothing yet\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["in an empty file", "", [DATA], `harden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["in front of the end of the document", "fail-on: medium\n...\n", [DATA], `fail-on: medium\nharden:\n  volumes:\n    - /data ${NOTE}\n...\n`],
    ["with the line ends of the file", "fail-on: medium\r\nharden:\r\n  base: alpine\r\n", [DATA], `fail-on: medium\r\nharden:\r\n  base: alpine\r\n  volumes:\r\n    - /data ${NOTE}\r\n`],
    ["with the line ends of a file without harden", "fail-on: medium\r\n", [DATA], `fail-on: medium\r\n\r\nharden:\r\n  volumes:\r\n    - /data ${NOTE}\r\n`],
    ["in harden, in front of what follows", "harden:\n  base: alpine # ours\n\n# mine\nignore: []\n", [DATA], `harden:\n  base: alpine # ours\n  volumes:\n    - /data ${NOTE}\n\n# mine\nignore: []\n`],
    ["in harden, by its own indentation", "harden:\n      base: alpine\n", [DATA], `harden:\n      base: alpine\n      volumes:\n        - /data ${NOTE}\n`],
    ["in harden without keys", "harden:\nignore: []\n", [DATA], `harden:\n  volumes:\n    - /data ${NOTE}\nignore: []\n`],
    ["in harden {}", "harden: {}\n", [DATA], `harden: { volumes: [/data] } ${NOTE}\n`],
    ["in a flow mapping", "harden: { base: alpine }\n", [DATA], `harden: { base: alpine, volumes: [/data] } ${NOTE}\n`],
    ["in a flow mapping with a comment", "harden: { base: alpine } # ours\n", [DATA], `${NOTE}\nharden: { base: alpine, volumes: [/data] } # ours\n`],
    ["in a flow mapping over lines", "harden: {\n  base: alpine, # ours\n  user: 1001,\n}\n", [DATA], `harden: {\n  base: alpine, # ours\n  user: 1001, volumes: [/data], ${NOTE}\n}\n`],
    ["in a file that is one flow mapping", "{fail-on: high}\n", [DATA], `{fail-on: high, harden: { volumes: [/data] }} ${NOTE}\n`],
    ["in a list, by its own dashes", "harden:\n  volumes:\n  - /a # ours\n  - '/b'\n  base: alpine\n", [DATA], `harden:\n  volumes:\n  - /a # ours\n  - '/b'\n  - /data ${NOTE}\n  base: alpine\n`],
    ["in a list between brackets", 'harden:\n  volumes: [/a, "/b"]\n', [DATA], `harden:\n  volumes: [/a, "/b", /data] ${NOTE}\n`],
    ["in a list between brackets with a comment", "harden:\n  volumes: [/a] # ours\n", [DATA], `harden:\n  ${NOTE}\n  volumes: [/a, /data] # ours\n`],
    ["in an empty list", "harden:\n  volumes: []\n", [DATA], `harden:\n  volumes: [/data] ${NOTE}\n`],
    ["in a list over lines", "harden:\n  volumes: [\n    /a,\n    /b\n  ]\n", [DATA], `harden:\n  volumes: [\n    /a,\n    /b, /data ${NOTE}\n  ]\n`],
    ["beside a single entry", "harden:\n  volumes: /a\n", [DATA], `harden:\n  volumes: [/a, /data] ${NOTE}\n`],
    ["beside a single entry between quotes", 'harden:\n  volumes: "/a" # ours\n', [DATA], `harden:\n  ${NOTE}\n  volumes: ["/a", /data] # ours\n`],
    ["for a key without a list", "harden:\n  volumes:\n  base: alpine\n", [DATA], `harden:\n  volumes:\n    - /data ${NOTE}\n  base: alpine\n`],
    ["twice in one list", "harden:\n  volumes: [/a]\n", [DATA, { key: "volumes", value: "/srv", reason: "prove: so" }], `harden:\n  # prove: so\n  volumes: [/a, /data, /srv] ${NOTE}\n`],
    ["twice in a new list", "", [DATA, { key: "volumes", value: "/srv", reason: "prove: so" }], `harden:\n  volumes:\n    - /data ${NOTE}\n    - /srv # prove: so\n`],
    ["as a value", "harden:\n  volumes: [/a]\n", [MEMORY], "harden:\n  volumes: [/a]\n  memory: 512MiB # prove: it was ended at 256 MiB\n"],
    ["as a value and a switch", "", [{ key: "init", value: true, reason: "a" }, { key: "pids", value: 256, reason: "b" }], "harden:\n  init: true # a\n  pids: 256 # b\n"],
    ["instead of a value", "harden:\n  memory: 256MiB\n  pids: 64\n", [MEMORY], "harden:\n  memory: 512MiB # prove: it was ended at 256 MiB\n  pids: 64\n"],
    ["instead of a value with a comment", "harden:\n  base: 'distroless' # ours\n", [BASE], "harden:\n  # prove: it starts a shell\n  base: alpine # ours\n"],
    ["instead of a value between braces", "harden: { base: distroless, pids: 64 }\n", [BASE], "harden: { base: alpine, pids: 64 } # prove: it starts a shell\n"],
    ["behind a byte order mark", "\uFEFFfail-on: high\n", [DATA], `\uFEFFfail-on: high\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
    ["behind a text that keeps its blank lines", "ignore:\n  - rule: x\n    reason: |+\n      long\n\n", [DATA], `ignore:\n  - rule: x\n    reason: |+\n      long\n\nharden:\n  volumes:\n    - /data ${NOTE}\n`],
  ])("adds %s", (_, text, changes, expected) => {
    expect(adjusted(text, ...changes)).toBe(expected);
    expect(adjusted(expected, ...changes), "once more").toBe(expected);
  });

  it("makes a file where there is none, and says what it is", () => {
    const text = adjusted(undefined, DATA);
    expect(text).toBe(`# Settings of bulwark for this repository: what is accepted, and how containers are hardened and proved.\nharden:\n  volumes:\n    - /data ${NOTE}\n`);
    expect(readConfig(text, [])).toMatchObject({ faults: [], config: { harden: { volumes: [{ value: "/data", line: 4 }] } } });
  });

  it.each<[string, string, readonly ConfigChange[]]>([
    ["a path", 'harden: { volumes: ["/data"] }\n', [DATA]],
    ["a path alone", "harden:\n  volumes: /data\n", [DATA]],
    ["a size in other words", "harden:\n  memory: 512\n", [MEMORY]],
    ["a capability in other letters", "harden:\n  capabilities: [cap_net_raw]\n", [{ key: "capabilities", value: "NET_RAW", reason: "so" }]],
    ["nothing new", "harden: {}\n", []],
  ])("leaves a file alone that says it already: %s", (_, text, changes) => expect(adjusted(text, ...changes)).toBe(text));

  it.each<[string, string, readonly ConfigChange[], RegExp]>([
    ["anchors", "exclude: &all [vendor]\n", [DATA], /anchors or aliases/],
    ["aliases", "exclude: &all [vendor]\nignore: *all\n", [DATA], /anchors or aliases/],
    ["tags", "exclude: !!set {a}\n", [DATA], /tags/],
    ["tabs", "exclude: [\n\tvendor]\n", [DATA], /tabs/],
    ["broken YAML", "exclude: [\n", [DATA], /no valid YAML/],
    ["a key twice", "exclude: a\nexclude: b\n", [DATA], /no valid YAML/],
    ["several documents", "exclude: a\n---\nexclude: b\n", [DATA], /no valid YAML/],
    ["a list where keys belong", "- a\n", [DATA], /holds no keys/],
    ["a text where a section belongs", "harden: alpine\n", [DATA], /nothing can be added/],
    ["a mapping where a list belongs", "harden:\n  volumes: { a: /a }\n", [DATA], /nothing can be added/],
    ["keys that are no texts", "? [a]\n: b\n", [DATA], /no texts/],
    ["what a parser could not bear", "- ".repeat(400_000), [DATA], /too deeply/],
    ["a large file", "#".repeat(1_000_001), [DATA], /larger than/],
  ])("refuses %s with the reason", (_, text, changes, reason) => expect(adjustConfig(text, changes)).toEqual({ refused: expect.stringMatching(reason) }));

  it("writes a reason on one line, whatever it holds", () => {
    const text = adjusted("", { key: "init", value: true, reason: `\`a\`\r\n\u2028b\u0000: # ${"c".repeat(500)}` });
    expect(text.split("\n")).toHaveLength(3);
    expect(text).toMatch(/^ {2}init: true # a b : # c+…$/m);
    expect(parse(text)).toEqual({ harden: { init: true } });
  });

  it("writes any text as that text", () => {
    const value = "/a b: #c, [d] \"e\" 'f'";
    for (const text of ["", "harden:\n  files: [/x]\n", "harden: { files: /x }\n"]) expect(parse(adjusted(text, { key: "files", value, reason: "so" })).harden.files).toContain(value);
  });
});

const path = fc.stringMatching(/^\/[a-z]{1,4}(\/[a-z.+-]{1,4})?$/);
const change: fc.Arbitrary<ConfigChange> = fc.oneof(
  fc.record({ key: fc.constantFrom("volumes", "tmpfs", "files", "executable-tmpfs"), value: path, reason: fc.string({ unit: "binary" }) }),
  fc.record({ key: fc.constantFrom("init", "writable-root", "ca-certificates"), value: fc.boolean(), reason: fc.string() }),
  fc.record({ key: fc.constant("pids"), value: fc.integer({ min: 1, max: 9999 }), reason: fc.string() }),
);
/** Files as people may write them: their keys and values in any style, with comments and blank lines between. */
const file = fc
  .record({
    content: fc.record(
      {
        "fail-on": fc.constantFrom("high", "medium"),
        exclude: fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 }),
        harden: fc.record({ base: fc.constant("alpine"), volumes: fc.oneof(path, fc.array(path, { maxLength: 3 })), files: fc.array(path, { maxLength: 2 }), init: fc.boolean(), pids: fc.nat() }, { requiredKeys: [] }),
        prove: fc.record({ probes: fc.array(fc.record({ log: fc.string() }), { maxLength: 2 }) }),
      },
      { requiredKeys: [] },
    ),
    flow: fc.boolean(),
    indent: fc.constantFrom(1, 2, 4),
    indentSeq: fc.boolean(),
    type: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL"),
    notes: fc.array(fc.tuple(fc.nat(), fc.constantFrom("# note: x", "", "  # deeper")), { maxLength: 4 }),
    crlf: fc.boolean(),
    end: fc.constantFrom("", "\n", "\n\n# end\n"),
  })
  .map(({ content, flow, indent, indentSeq, type, notes, crlf, end }) => {
    const lines = stringify(content, { indent, indentSeq, lineWidth: 0, defaultStringType: type, defaultKeyType: "PLAIN", ...(flow ? { collectionStyle: "flow" } : {}) }).trimEnd().split("\n");
    for (const [at, note] of notes) lines.splice(at % (lines.length + 1), 0, note);
    const text = lines.join("\n") + end;
    return crlf ? text.replaceAll("\n", "\r\n") : text;
  });

/** The characters of one text in their order within another. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (part.startsWith(character, at)) at += character.length;
  return at === part.length;
}

describe("whatever the file", () => {
  it("says exactly what it said and the change, keeps every character, and is the same when it is changed again", () => {
    fc.assert(
      fc.property(file, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        const result = adjustConfig(text, changes);
        if ("refused" in result) return;
        const before = parse(text) ?? {};
        const expected = structuredClone(before);
        const isSet = changes.some(({ key, value }) => !Array.isArray(value) && ["init", "writable-root", "ca-certificates", "pids"].includes(key) && before.harden?.[key] !== undefined && before.harden[key] !== value);
        for (const { key, value } of changes) {
          expected.harden ??= {};
          const there = expected.harden[key];
          if (["volumes", "tmpfs", "files", "executable-tmpfs"].includes(key)) {
            const list = there === undefined ? [] : typeof there === "string" ? [there] : there;
            if (!list.includes(value)) expected.harden[key] = [...list, value];
          } else expected.harden[key] = value;
        }
        expect(parse(result.text)).toEqual(expected);
        if (!isSet) expect(isWithin(text, result.text)).toBe(true);
        if (new Set(changes.map(({ key, value }) => `${key} ${["init", "writable-root", "ca-certificates", "pids"].includes(key) ? "" : String(value)}`)).size === changes.length) expect(adjustConfig(result.text, changes)).toEqual(result);
      }),
      { numRuns: 300 },
    );
  });

  it("is rarely refused", () => {
    let refused = 0;
    fc.assert(
      fc.property(file, change, (text, one) => {
        try {
          parse(text);
        } catch {
          return;
        }
        if ("refused" in adjustConfig(text, [one])) refused++;
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(refused).toBeLessThan(5);
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("\n", " ", "-", ":", "#", "{", "}", "[", "]", ",", "a", "harden", "volumes", "\"", "'", "|", ">", "&", "*", "!", "?", "\t", "\r", "%", "@", "\uFEFF", "é") }), change, (text, one) => void adjustConfig(text, [one])), { numRuns: 500 });
  });
});
