import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const CORE = join(ROOT, "packages/core/src");

interface LintConfig {
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Readonly<Record<string, unknown>> }[];
}

/** Each room that the linter bounds, in its order, with the rooms that it must not import. */
function bounded(): readonly { readonly room: string; readonly forbidden: readonly string[] }[] {
  const config: LintConfig = JSON.parse(readFileSync(join(ROOT, ".oxlintrc.json"), "utf8"));
  return config.overrides.flatMap(({ files, rules }) => {
    const room = /^packages\/core\/src\/([a-z]+)\/\*\*/.exec(files[0] ?? "")?.[1];
    if (room === undefined || room === "testing") return [];
    const forbidden = /\(\\+\.\\+\.\/\)\+\(([a-z|]+)\)/.exec(JSON.stringify(rules))?.[1] ?? "";
    return [{ room, forbidden: forbidden.split("|").filter((name) => name !== "") }];
  });
}

it("the page on architecture names the rooms in the order that the linter keeps", () => {
  const order = readFileSync(join(ROOT, "docs/architecture.md"), "utf8").split("\n").find((line) => line.startsWith("source < ")) ?? "";
  expect(order.split(" < ")).toEqual(bounded().map(({ room }) => room));
});

it("every room is bounded: it may import nothing that stands to its right", () => {
  const rooms = bounded();
  expect(rooms.map(({ room }) => room).toSorted()).toEqual(readdirSync(CORE).filter((name) => name !== "testing").toSorted());
  for (const [index, { forbidden }] of rooms.entries()) expect(forbidden).toEqual(rooms.slice(index + 1).map(({ room }) => room));
});
