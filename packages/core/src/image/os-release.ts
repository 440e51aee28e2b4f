import type { ImageContents } from "./contents.ts";

/** What an image says of its distribution. Source: os-release(5). */
export interface OsRelease {
  /** The file that says it, as programs look for it. */
  readonly path: string;
  /** `debian`, `alpine`, `rhel`; `linux` where the file does not say, as its manual wants. */
  readonly id: string;
  /** `13`, `3.22.1`; undefined for one that rolls. */
  readonly version: string | undefined;
  readonly codename: string | undefined;
  /** `Debian GNU/Linux 13 (trixie)`. */
  readonly prettyName: string;
}

const PATHS = ["/etc/os-release", "/usr/lib/os-release"];

/** A line that is longer names nothing. */
const LONGEST_VALUE = 200;

/** The distribution as the image itself names it; undefined where it has no os-release. */
export function osReleaseOf({ texts }: Pick<ImageContents, "texts">): OsRelease | undefined {
  const path = PATHS.find((path) => texts.has(path));
  if (path === undefined) return undefined;
  const values = readAssignments(texts.get(path) ?? "");
  const id = values.get("ID") ?? "linux";
  const version = values.get("VERSION_ID");
  const name = values.get("NAME") ?? id;
  return { path, id, version, codename: values.get("VERSION_CODENAME"), prettyName: values.get("PRETTY_NAME") ?? (version === undefined ? name : `${name} ${version}`) };
}

function readAssignments(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const equals = line.indexOf("=");
    const key = line.slice(0, Math.max(equals, 0)).trim();
    const value = unquoted(line.slice(equals + 1, equals + 1 + LONGEST_VALUE).trim());
    if (key !== "" && !key.startsWith("#") && value !== "") values.set(key, value);
  }
  return values;
}

/** The value of a shell assignment without expansions. */
function unquoted(value: string): string {
  const quote = value[0];
  if (quote === "'" && value.endsWith("'")) return value.slice(1, -1);
  const inner = quote === '"' && value.endsWith('"') ? value.slice(1, -1) : value;
  return inner.replaceAll(/\\([\\"$`])/g, "$1");
}
