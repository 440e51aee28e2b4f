import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync, Visitor, type CallExpression, type NewExpression, type Span } from "oxc-parser";
import { checkSync } from "recheck";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

interface Literal {
  /** `packages/core/src/source/text.ts:12 /a+/g`. */
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

interface Expressions {
  readonly literals: readonly Literal[];
  /** Places that build an expression at run time, which nothing could check. */
  readonly built: readonly string[];
}

/** The regular expressions of a script or module, as a parser of the language sees them. */
function expressionsOf(path: string, text: string): Expressions {
  const literals: Literal[] = [];
  const built: string[] = [];
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? "cannot be parsed"}`);
  const written = ({ start, end }: Span) => text.slice(start, end);
  const place = (node: Span) => `${path}:${text.slice(0, node.start).split("\n").length} ${written(node)}`;
  const call = (node: CallExpression | NewExpression) => {
    if (written(node.callee).endsWith("RegExp")) built.push(place(node));
  };
  new Visitor({
    Literal(node) {
      if ("regex" in node) literals.push({ place: place(node), ...node.regex });
    },
    CallExpression: call,
    NewExpression: call,
  }).visit(program);
  return { literals, built };
}

/** What runs: the sources of every package, without tests and what only tests use. */
function sources(): readonly string[] {
  return readdirSync(join(ROOT, "packages"), { withFileTypes: true })
    .map((entry) => join(ROOT, "packages", entry.name, "src"))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => relative(ROOT, join(folder, path))))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.split("/").includes("testing"));
}

const found = sources().map((path) => expressionsOf(path, readFileSync(join(ROOT, path), "utf8")));

describe("regular expressions on hostile input", () => {
  for (const { place, pattern, flags } of found.flatMap((file) => file.literals)) {
    it(`${place} takes linear time`, () => {
      expect(checkSync(pattern, flags)).toMatchObject({ status: "safe" });
    });
  }

  it("are literals, so that each of them is checked here", () => {
    expect(found.flatMap((file) => file.built)).toEqual([]);
  });
});

describe("the check of regular expressions", () => {
  it("tells slow ones from fast ones", () => {
    expect(checkSync("\\s+$", "").status).toBe("vulnerable");
    expect(checkSync("^(a+)+$", "").status).toBe("vulnerable");
    expect(checkSync("^[a-z]+$", "i").status).toBe("safe");
  });

  it("sees every literal and every expression built at run time, and nothing in strings, comments and types", () => {
    const text = 'const a = /x+/g, b = new RegExp(name), c = `${/[/]/u}`; // /no/\nconst d = "/no/", e = 4 / 2 / 1;\nlet f: RegExp = RegExp("y");';
    const { literals, built } = expressionsOf("a.ts", text);
    expect(literals.map(({ pattern, flags }) => `/${pattern}/${flags}`)).toEqual(["/x+/g", "/[/]/u"]);
    expect(built).toEqual(["a.ts:1 new RegExp(name)", 'a.ts:3 RegExp("y")']);
  });
});
