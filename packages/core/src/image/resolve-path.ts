import type { ImageContents } from "./contents.ts";

/** How many links on one path are followed, as Linux does (`MAXSYMLINKS`). */
const MOST_LINKS = 40;

/** Components that are looked at in all: links can make a long way of a few bytes. */
const MOST_STEPS = 512;

/** A path of a file system is at most this long (`PATH_MAX`). */
const LONGEST_PATH = 4096;

/**
 * The path at which a file really stands, all links on the way followed as in a container; undefined when there is none, when a link
 * leads nowhere, or when links lead in a circle or further than a file system would go.
 */
export function resolvePath({ files }: Pick<ImageContents, "files">, path: string): string | undefined {
  if (path.length > LONGEST_PATH) return undefined;
  const way: string[] = [];
  const rest = path.split("/").reverse();
  let links = 0;
  for (let name = rest.pop(), steps = 0; name !== undefined; name = rest.pop()) {
    if (name === "" || name === ".") continue;
    if (++steps > MOST_STEPS) return undefined;
    if (name === "..") {
      way.pop();
      continue;
    }
    const file = files.get(`/${[...way, name].join("/")}`);
    if (file === undefined) return undefined;
    if (file.target === undefined) {
      if (rest.length > 0 && file.kind !== "folder") return undefined;
      way.push(name);
    } else {
      if (++links > MOST_LINKS || file.target.length > LONGEST_PATH) return undefined;
      if (file.target.startsWith("/")) way.length = 0;
      rest.push(...file.target.split("/").reverse());
    }
  }
  return `/${way.join("/")}`;
}
