import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function installed(name: string): string {
  const places = ["node_modules", "packages/cli/node_modules", "packages/core/node_modules"].map((folder) => join(ROOT, folder, name));
  return places.find((place) => existsSync(place)) ?? places[0] ?? name;
}

/** Every package that the bundle holds: what core depends on, what the command line is bundled with, and what those need. */
function bundled(): readonly string[] {
  const core = manifest(join(ROOT, "packages/core"));
  const cli = manifest(join(ROOT, "packages/cli"));
  const wanted = [...Object.keys(core.dependencies ?? {}), ...Object.keys(cli.devDependencies ?? {}), ...Object.keys(cli.dependencies ?? {})].filter((name) => !name.startsWith("@bulwark/"));
  const found = new Set<string>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    wanted.push(...Object.keys(manifest(installed(name)).dependencies ?? {}));
  }
  return [...found].sort();
}

describe("NOTICE", () => {
  const notice = readFileSync(join(ROOT, "NOTICE"), "utf8");

  it("names what is bundled and nothing else", () => {
    const named = [...notice.matchAll(/^-{78}\n(\S+) \S+ \(/gm)].map((match) => match[1]);
    expect(named).toEqual(bundled());
  });

  it.each(bundled())("holds the version and the licence text of %s", (name) => {
    const folder = installed(name);
    const { version, license } = manifest(folder);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) ?? "LICENSE";
    expect(notice).toContain(`${name} ${version} (${license})`);
    expect(notice).toContain(readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  });
});
