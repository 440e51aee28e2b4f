import { describe, expect, it } from "vitest";
import { readConfig } from "./read-config.ts";

const NO_PROVE = {
  probes: [],
  environment: {},
  secrets: [],
  network: undefined,
  readyWithin: undefined,
  stopWithin: undefined,
  buildWithin: undefined,
  gates: { maxSize: undefined, minGrade: undefined, require: [], noRegression: false },
};
const RULES = ["no-root-user", "no-latest-tag"];

describe("readConfig", () => {
  it("reads every key", () => {
    const text = `fail-on: medium
exclude: [vendor, "legacy/**"]
ignore:
  - rule: no-root-user
    paths: ["old/**"]
    reason: replaced in spring
    expires: 2027-03-31
harden:
  base: alpine
  user: 1001:1001
`;
    const { config, faults } = readConfig(text, RULES);
    expect(faults).toEqual([]);
    expect(config).toEqual({
      failOn: "medium",
      exclude: ["vendor", "legacy/**"],
      ignore: [{ rule: "no-root-user", paths: ["old/**"], reason: "replaced in spring", expires: "2027-03-31", line: 4 }],
      harden: expect.objectContaining({ base: "alpine", user: "1001:1001", lines: { base: 9, user: 10 } }),
      prove: NO_PROVE,
    });
  });

  it("takes an empty file for no configuration", () => expect(readConfig("# nothing\n", RULES)).toMatchObject({ faults: [], config: { ignore: [] } }));

  it.each([
    ["a misspelled key", "fail-onn: high\n", 1, 'unknown key "fail-onn"; did you mean "fail-on"?'],
    ["a misspelled rule", "ignore:\n  - rule: no-root-usr\n    reason: x\n", 2, 'there is no rule "no-root-usr"; did you mean "no-root-user"?'],
    ["an ignore without a reason", "ignore:\n  - rule: no-root-user\n", 2, 'the ignore of no-root-user needs a "reason"'],
    ["a severity that there is not", "\nfail-on: hihg\n", 2, '"fail-on" must be one of info, low, medium, high, critical'],
    ["a day that is none", "ignore:\n  - rule: no-root-user\n    reason: x\n    expires: 2027-02-31\n", 4, '"expires" must be a day as YYYY-MM-DD'],
    ["a list where keys belong", "- a\n", 1, "the file must hold keys: fail-on, exclude, ignore, harden, prove"],
    ["a text where a list belongs", "ignore: all\n", 1, '"ignore" must be a list of entries with "rule" and "reason"'],
  ])("names place and remedy of %s", (_, text, line, message) => {
    const { faults } = readConfig(text, RULES);
    expect(faults).toMatchObject([{ line, message }]);
  });

  it.each([
    ["broken YAML", "ignore: [\n"],
    ["an alias bomb", `a: &a [x, x]\n${[..."bcdefghij"].map((letter, index) => `${letter}: &${letter} [*${"abcdefghi"[index]}, *${"abcdefghi"[index]}]`).join("\n")}\n`],
    ["a large file", "#".repeat(1_000_001)],
    ["deep nesting", `ignore: ${"[".repeat(5_000)}`],
    ["nesting that would end the process", "- ".repeat(400_000)],
  ])("says what is wrong with %s and does not throw", (_, text) => {
    const { faults } = readConfig(text, RULES);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(20);
  });
});
